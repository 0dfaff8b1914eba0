package org.gradus.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// The gain per layer of normalised stacks.
class NormalizedGainLaws {

    private static void check(ScalarFunction f, double layer, double batch) {
        assertThat(NormalizedGain.layer(f)).isCloseTo(layer, within(5e-7));
        assertThat(NormalizedGain.batch(f)).isCloseTo(batch, within(5e-7));
        assertThat(NormalizedGain.batch(f)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void everyActivationHasItsTwoGains() {
        check(Curves.relu(), 1, Math.PI / (Math.PI - 1));
        check(Curves.tanh(), 1.177807, 1.177807);
        check(Curves.sigmoid(), 0.152827, 1.033592);
        check(Curves.softplus(), 0.318459, 1.080528);
        check(Curves.elu(), 1.035905, 1.079013);
        check(Curves.selu(), 1.071575, 1.071575);
        check(Curves.gelu(), 1.072032, 1.318845);
        check(Curves.silu(), 1.066634, 1.212081);
        check(Curves.hardTanh(), 1.322892, 1.322892);
        check(Curves.erf(), 1.225700, 1.225700);
    }

    @Test
    void reluWithBatchNormalisationGrowsFasterInSmallBatches() {
        assertThat(NormalizedGain.batchRelu(8)).isCloseTo(1.788190, within(5e-7));
        assertThat(NormalizedGain.batchRelu(16)).isCloseTo(1.589950, within(5e-7));
        assertThat(NormalizedGain.batchRelu(32)).isCloseTo(1.521953, within(5e-7));
        assertThat(NormalizedGain.batchRelu(64)).isCloseTo(1.493063, within(5e-7));
        assertThat(NormalizedGain.batchRelu(128)).isCloseTo(1.479681, within(5e-7));
        assertThat(NormalizedGain.batchRelu(100_000_000)).isCloseTo(NormalizedGain.batch(Curves.relu()), within(1e-6));
    }

    @Test
    void withoutAnActivationOnlyTheBatchSizeCounts() {
        assertThat(NormalizedGain.batchLinear(5)).isEqualTo(1.5);
        assertThatThrownBy(() -> NormalizedGain.batchLinear(3)).hasMessageContaining("below 4 samples");
    }
}
