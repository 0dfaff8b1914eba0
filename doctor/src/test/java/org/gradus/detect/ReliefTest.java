package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When what a cause is blamed on has gone, from numbers made by hand.
final class ReliefTest {
    private static Evidence gains(double first, double second) {
        return DoubtsTest.begun(weights("dense1", first), weights("dense2", second));
    }

    private static Evidence.Weights weights(String layer, double gain) {
        return new Evidence.Weights(layer, 0, 0, gain / 8, gain);
    }

    private static boolean relieved(Evidence before, Evidence after) {
        return new InitScale().relieved(before, after);
    }

    @Test
    void firstWeightsAreRelievedHalfOfTheWayToAGainOfOneOnALogScale() {
        Evidence small = gains(0.01, 1.2);
        assertThat(relieved(small, gains(1, 1.2))).isTrue();
        assertThat(relieved(small, gains(0.11, 1.2))).isTrue();
        assertThat(relieved(small, gains(0.09, 1.2))).isFalse();
        Evidence large = gains(1.2, 100);
        assertThat(relieved(large, gains(1.2, 9))).isTrue();
        assertThat(relieved(large, gains(1.2, 11))).isFalse();
        assertThat(relieved(large, gains(1.2, 0.05))).isFalse();
    }

    @Test
    void everyOddLayerHasToBeRelievedAndUsualOnesDoNotCount() {
        Evidence both = gains(0.01, 50);
        assertThat(relieved(both, gains(1, 50))).isFalse();
        assertThat(relieved(both, gains(1, 1))).isTrue();
        assertThat(relieved(gains(0.01, 2), gains(1, 3.9))).isTrue();
    }
}
