package org.gradus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A small sample of what `fuzz/run readers` tries.
final class FuzzLaws {
    private static final int INPUTS = 1000;

    @ParameterizedTest
    @EnumSource(Target.class)
    void everyMalformedInputIsReadOrRefusedInWords(Target target) {
        Readers.Tally tally = Readers.run(target, INPUTS, 7, 20);
        assertThat(tally.first.map(Readers.Wrong::what)).isEmpty();
        assertThat(tally.inputs()).isEqualTo(INPUTS);
        assertThat(tally.refused).as("inputs that are malformed").isGreaterThan(INPUTS / 100);
    }
}
