package org.gradus.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gradus.activation.Activation;
import org.gradus.activation.Exp;
import org.gradus.activation.Gelu;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.forecast.Block.Norm;
import org.gradus.forecast.Block.Weights;
import org.junit.jupiter.api.Test;

/// Depth budgets, special cases and the words of a forecast.
class BudgetLaws {

    private static final int WIDTH = 64;

    private static Forecast.Predicted forecast(List<Block> network) {
        return (Forecast.Predicted) Stacks.forecast(Signal.standardized(), network);
    }

    private static DepthBudget budget(Activation f, double sigmaW2) {
        return forecast(Stacks.plain(f, WIDTH, 4, Weights.independent(sigmaW2 / WIDTH)))
                .budget();
    }

    @Test
    void theGradientBudgetIsTheThousandfoldTable() {
        assertThat(budget(new Sigmoid(), 1 / 3.0).gradient()).isEqualTo(4);
        assertThat(budget(new Sigmoid(), 1).gradient()).isEqualTo(5);
        assertThat(budget(new Tanh(), 1 / 3.0).gradient()).isEqualTo(13);
        assertThat(budget(new Relu(), 1 / 3.0).gradient()).isEqualTo(8);
        assertThat(budget(new Relu(), 1).gradient()).isEqualTo(20);
        assertThat(budget(new Relu(), 2).gradient()).isInfinite();
        assertThat(budget(new Gelu(), 2).gradient()).isEqualTo(32);
        DepthBudget selu = budget(new Selu(), 2);
        assertThat(selu.gradient()).isEqualTo(79);
        assertThat(selu.grows()).isTrue();
    }

    @Test
    void theInformationBudgetIsSixDepthScalesOfTheCorrelationOnceSettled() {
        double fixedPoint = 0.27629919;
        Weights weights = Weights.independent(1.0 / WIDTH).withBias(0.09);
        Signal settled = Signal.of(fixedPoint - 0.09, 0.999);
        Forecast.Predicted forecast =
                (Forecast.Predicted) Stacks.forecast(settled, Stacks.plain(new Tanh(), WIDTH, 3, weights));
        assertThat(forecast.budget().information()).isCloseTo(6 * 2.80657455, within(1.0));
    }

    @Test
    void theStricterRuleBinds() {
        assertThat(budget(new Sigmoid(), 1).binding()).isEqualTo(DepthBudget.Binding.INFORMATION);
        assertThat(budget(new Sigmoid(), 1).layers()).isEqualTo(3);
        assertThat(budget(new Relu(), 1).binding()).isEqualTo(DepthBudget.Binding.VANISHES);
        assertThat(budget(new Relu(), 8).binding()).isEqualTo(DepthBudget.Binding.EXPLODES);
        assertThat(budget(new Relu(), 8).layers()).isEqualTo(10);
        assertThat(budget(new Tanh(), 1).binding()).isEqualTo(DepthBudget.Binding.NONE);
    }

    @Test
    void reluWithHeWeightsKeepsTheGradientButLosesTheInputs() {
        Weights he = Weights.independent(2.0 / WIDTH);
        assertThat(forecast(Stacks.plain(new Relu(), WIDTH, 12, he)).carries()).isTrue();
        Forecast.Predicted deep = forecast(Stacks.plain(new Relu(), WIDTH, 50, he));
        assertThat(deep.carries()).isFalse();
        assertThat(deep.budget().binding()).isEqualTo(DepthBudget.Binding.INFORMATION);
        assertThat(deep.layers().get(20).correlation()).isCloseTo(0.948, within(5e-4));
        assertThat(deep.layers().get(1).correlation()).isCloseTo(0.318, within(5e-4));
        assertThat(deep.layers().get(0).correlation()).isZero();
    }

    @Test
    void theSentenceSaysWhatIsKeptAndWhatIsCarried() {
        Weights glorot = Weights.independent(1.0 / WIDTH);
        assertThat(forecast(Stacks.plain(new Sigmoid(), WIDTH, 12, glorot)).sentence())
                .isEqualTo("Each layer keeps 23 % (22-24 %) of the signal; this initialisation carries about 3 layers "
                        + "(then inputs can no longer be told apart); 12 are asked.");
        assertThat(forecast(Stacks.plain(new Relu(), WIDTH, 24, glorot)).sentence())
                .isEqualTo("Each layer keeps 69 % (65-74 %) of the signal; this initialisation carries about 20 "
                        + "layers; 24 are asked.");
        assertThat(forecast(Stacks.plain(new Relu(), WIDTH, 6, Weights.independent(8.0 / WIDTH)))
                        .sentence())
                .isEqualTo("Each layer multiplies the signal by 1.96 (1.73-2.22); this initialisation carries about "
                        + "10 layers (then the signal has grown a thousandfold); 6 are asked.");
        assertThat(forecast(Stacks.plain(new Identity(), WIDTH, 3, glorot)).sentence())
                .contains("carries more than 100 layers; 3 are asked.");
    }

    @Test
    void aGainIsTheProductOfWeightGainAndSlope() {
        Forecast.Predicted forecast = forecast(Stacks.plain(new Sigmoid(), WIDTH, 5, Weights.independent(1.0 / WIDTH)));
        LayerForecast lower = forecast.layers().get(2);
        LayerForecast upper = forecast.layers().get(3);
        LogGain gain = lower.gain().orElseThrow();
        double expected = Math.exp((gain.mean() + gain.variance() / 2) / 2);
        assertThat(upper.weightGain() * lower.slope()).isCloseTo(expected, within(1e-12));
        assertThat(lower.slopeFactor()).isCloseTo(0.944, within(0.001));
        assertThat(forecast.layers().getLast().gain()).isEmpty();
    }

    @Test
    void theRmsRatioHasTheFactorOfTheWidths() {
        List<Block> funnel = new ArrayList<>();
        funnel.add(Stacks.dense("wide", 100, 400, Weights.independent(2.0 / 100), new Relu()));
        funnel.add(Stacks.dense("narrow", 400, 100, Weights.independent(2.0 / 400), new Relu()));
        funnel.add(Stacks.dense("head", 100, 10, Weights.independent(1.0 / 100), new Identity()));
        LayerForecast wide = forecast(funnel).layers().getFirst();
        double norm = wide.gain().orElseThrow().typical();
        assertThat(wide.rmsGain().orElseThrow().typical()).isCloseTo(norm / 2, within(1e-12));
        assertThat(wide.rmsFromTop().typical())
                .isCloseTo(wide.fromTop().typical() * Math.sqrt(10 / 400.0), within(1e-12));
    }

    @Test
    void batchNormalisationCuresTheSigmoidAndLayerNormalisationDoesNot() {
        Weights glorot = Weights.independent(1.0 / 1000);
        int endless = 1_000_000_000;
        Weights thin = Weights.independent(1.0 / endless);
        LogGain batch = gainOfThird(Stacks.normalized(new Sigmoid(), endless, 6, thin, Norm.BATCH, 1));
        LogGain layer = gainOfThird(Stacks.normalized(new Sigmoid(), 1000, 6, glorot, Norm.LAYER, 1));
        assertThat(Math.exp(batch.mean() + batch.variance() / 2)).isCloseTo(1.033592, within(1e-6));
        assertThat(Math.exp(layer.mean() + layer.variance() / 2)).isCloseTo(0.152827, within(3e-4));
        LogGain relu = gainOfThird(Stacks.normalized(new Relu(), endless, 6, thin, Norm.BATCH, 1));
        assertThat(Math.exp(relu.mean() + relu.variance() / 2)).isCloseTo(1.466942, within(1e-6));
    }

    private static LogGain gainOfThird(List<Block> network) {
        return forecast(network).layers().get(2).gain().orElseThrow();
    }

    @Test
    void residualBlocksOfCriticalBranchesDoubleOrKeepTheGradient() {
        Weights critical = Weights.independent(1.0 / WIDTH);
        assertThat(squaredGain(Stacks.residual(new Identity(), WIDTH, 10, critical, 1)))
                .isCloseTo(1024, within(1e-6));
        assertThat(squaredGain(Stacks.residual(new Identity(), WIDTH, 10, critical, Math.sqrt(0.1))))
                .isCloseTo(Math.pow(1.1, 10), within(1e-9));
        List<Block> gated = Stacks.residual(new Identity(), WIDTH, 10, critical, 0);
        assertThat(squaredGain(gated)).isCloseTo(1, within(1e-12));
        LayerForecast inside = forecast(gated).layers().get(3);
        assertThat(inside.fromTop().typical()).isZero();
        assertThat(inside.gain()).isEmpty();
        assertThat(forecast(gated).carries()).isTrue();
    }

    private static double squaredGain(List<Block> network) {
        LogGain total = forecast(network).total();
        return Math.exp(total.mean() + total.variance() / 2);
    }

    @Test
    void whatCannotBeForecastSaysWhy() {
        checkNot(Stacks.plain(new Relu(), WIDTH, 4, Weights.independent(0)), "dense1", "all weights are 0");
        Weights dead = new Weights(2.0 / WIDTH, false, 0, -10);
        checkNot(Stacks.plain(new Relu(), WIDTH, 4, dead), "dense1", "dead from the start: of 64 units");
        checkNot(
                Stacks.plain(new Relu(), WIDTH, 12, Weights.independent(1e40)),
                "dense8",
                "overflows on its way to here");
        checkNot(List.of(new Block.Uncharted("conv1", "convolutions are not covered")), "conv1", "not covered");
        checkNot(List.of(), "network", "no dense layer");
        Forecast alike = Stacks.forecast(
                Signal.of(1, 1), Stacks.normalized(new Relu(), 8, 2, Weights.independent(1), Norm.BATCH, 1));
        assertThat(alike.sentence())
                .isEqualTo("No forecast: dense1: all inputs look alike here, so batch statistics tell nothing.");
    }

    @Test
    void anExponentialThatOutgrowsTheTheoryIsSaidToAndNotCalledDead() {
        Weights half = Weights.independent(0.5 / WIDTH);
        String few = "the signal outgrows this theory: at the variance 1.36 a few of 64 units outweigh all others";
        checkNot(Stacks.plain(new Exp(), WIDTH, 12, half), "dense2", few);
        checkNot(Stacks.plain(new Exp(), WIDTH, 2, Weights.independent(1e8)), "dense1", "outgrows this theory");
        checkNot(Stacks.residual(new Exp(), WIDTH, 12, half, 1), "block1/dense", "outgrows this theory");
        checkNot(
                Stacks.normalized(new Exp(), 1000, 12, Weights.independent(1e-3), Norm.BATCH, 1),
                "dense2",
                "the spread of its size grows from layer to layer");
        Weights low = new Weights(0.1 / WIDTH, false, 0, -10);
        assertThat(forecast(Stacks.plain(new Exp(), WIDTH, 2, low)).asked()).isEqualTo(2);
    }

    @Test
    void oneExponentialLayerHasAForecastAndABudgetOfOne() {
        Forecast.Predicted one = forecast(Stacks.plain(new Exp(), WIDTH, 1, Weights.independent(0.5 / WIDTH)));
        assertThat(one.carries()).isTrue();
        assertThat(one.budget().layers()).isEqualTo(1);
        assertThat(one.budget().binding()).isEqualTo(DepthBudget.Binding.EXPLODES);
    }

    @Test
    void anExponentialOfSmallWeightsHasItsForecast() {
        Forecast.Predicted small = forecast(Stacks.plain(new Exp(), WIDTH, 12, Weights.independent(0.15 / WIDTH)));
        double q = small.layers().get(10).power();
        assertThat(q).isCloseTo(0.15 * Math.exp(2 * q), within(1e-3));
        assertThat(small.layers().get(9).slopeFactor()).isCloseTo(Math.exp(q), within(1e-3));
        assertThat(Math.exp(small.layers().get(9).gain().orElseThrow().mean() / 2))
                .isCloseTo(Math.sqrt(q), within(0.02));
    }

    private static void checkNot(List<Block> network, String path, String reason) {
        Forecast.NotPredicted answer = (Forecast.NotPredicted) Stacks.forecast(Signal.standardized(), network);
        assertThat(answer.path()).isEqualTo(path);
        assertThat(answer.reason()).contains(reason);
    }

    @Test
    void aLinearModelHasNoDepthToForecast() {
        assertThat(forecast(Stacks.plain(new Relu(), 8, 0, Weights.independent(1)))
                        .sentence())
                .isEqualTo("One layer alone: there is no depth to forecast.");
    }

    @Test
    void descriptionsMustMakeSense() {
        assertThatThrownBy(() -> Signal.of(0, 0)).hasMessageContaining("positive mean square");
        assertThatThrownBy(() -> Signal.of(1, 1.5)).hasMessageContaining("correlation 1.5");
        assertThatThrownBy(() -> Weights.independent(-1)).hasMessageContaining("Var(W) -1.0");
        assertThatThrownBy(() -> Stacks.dense("a/b", 0, 3, Weights.independent(1), new Relu()))
                .hasMessageContaining("a/b: widths are positive · inputs 0");
        assertThatThrownBy(() -> new Block.Residual("r", 1, List.of())).hasMessageContaining("r: a residual branch");
    }
}
