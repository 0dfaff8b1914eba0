package org.gradus.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FloorTest {
    /// 100 GFLOP/s, 200 GB/s near, 50 GB/s far, tanh in 0.4 ns, exp in 0.3 ns.
    private static final Limits LIMITS = new Limits(1, 100e9, 200e9, 50e9, 0.4e-9, 0.3e-9);

    @Test
    void networksCountTheirOperationsAndParameters() {
        // the figures of the prototypes' floor.py
        assertThat(Mlp.W1.operations()).isEqualTo(56_320);
        assertThat(Mlp.W1.parameters()).isEqualTo(337);
        assertThat(Mlp.W2.operations()).isEqualTo(410_779_648);
        assertThat(Mlp.W2.parameters()).isEqualTo(669_706);
        assertThat(Mlp.W3.operations()).isEqualTo(2_476_605_440L);
        assertThat(Mlp.W3.parameters()).isEqualTo(3_243_018);
        assertThat(Mlp.W3.hidden()).isEqualTo(128 * 256 * 50);
    }

    @Test
    void theFloorIsProductsElementsAndUpdate() {
        Floor w1 = LIMITS.floor(Mlp.W1);
        assertThat(w1.products()).isCloseTo(56_320 / 100e3, within(1e-9));
        // 1024 tanh of 0.4 ns, and 12 bytes each for the derivative
        assertThat(w1.elements()).isCloseTo(1024 * (0.4e-3 + 12 / 50e3), within(1e-9));
        // SGD: read weight and gradient, write weight
        assertThat(w1.update()).isCloseTo(337 * 12 / 50e3, within(1e-9));
        assertThat(w1.total()).isEqualTo(w1.products() + w1.elements() + w1.update());
    }

    @Test
    void adamMovesTwentyEightBytesAWeightAndReluEight() {
        Floor w2 = LIMITS.floor(Mlp.W2);
        assertThat(w2.update()).isCloseTo(669_706 * 28 / 50e3, within(1e-6));
        assertThat(w2.elements()).isCloseTo(131_072 * 20 / 50e3 + 1280 * 0.3e-3, within(1e-6));
    }

    @Test
    void theMachineHasLimits() {
        Limits here = Limits.measure(1, Duration.ofMillis(5));
        assertThat(here.operations()).isGreaterThan(1e8);
        assertThat(here.near()).isGreaterThan(1e8);
        assertThat(here.far()).isGreaterThan(1e8);
        assertThat(here.tanh()).isBetween(0.0, 1e-4);
        assertThat(here.exp()).isBetween(0.0, 1e-4);
    }
}
