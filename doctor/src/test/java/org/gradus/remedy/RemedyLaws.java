package org.gradus.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Regression;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Standardized;
import org.gradus.data.Task;
import org.gradus.data.Thresholded;
import org.gradus.graph.Expr;
import org.gradus.init.Critical;
import org.gradus.init.HeNormal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.loss.Mae;
import org.gradus.loss.SigmoidCrossEntropy;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.Examples;
import org.gradus.optim.Adam;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RemedyLaws {
    private static final String HEAD = "name: x\ndata: {digits: {standardize: false}}\n",
            TAIL = "loss: softmax_cross_entropy\n";

    private static Recipe recipe(String model) {
        return Recipe.parse(HEAD + "model: " + model + "\n" + TAIL, "x");
    }

    private final Recipe stack =
            recipe("[{repeat: {times: 3, layers: [{dense: {units: 64, activation: sigmoid}}]}}, {dense: 10}]");

    /// Sick in whatever the stack is not.
    private final Recipe sick = recipe("[{dense: {units: 64}}, stop_gradient, {freeze: {layers: [{dense: 64}]}},"
                    + " {dropout: {rate: 0.8}}, {dense: {units: 10, activation: softmax}}]")
            .withLossScale(1e-9);

    private final Recipe heldBack = Recipe.parse(
            HEAD + "model: [{dense: {units: 64}}, {dense: 10}]\n" + TAIL
                    + "clip: {norm: {max: 1e-3}}\npenalty: {l2: 1}\n"
                    + "optimizer: {adamw: {rate: 0.1, weight_decay: 9, epsilon: 3}}\n",
            "held back");

    /// The examples of all that ship, in the order of the sealed list.
    static List<Remedy> remedies() {
        return Examples.of(Remedy.class);
    }

    @ParameterizedTest
    @MethodSource("remedies")
    void aTreatedRecipeIsAnotherThatCanBeBuiltAndWritten(Remedy remedy) {
        List<Recipe> treated = Stream.of(stack, stack.withOptimizer(Adam.of(0.01)), sick, heldBack)
                .filter(patient -> remedy.apply(subject(patient, 64)).isPresent())
                .peek(patient -> RemedyLaw.hold(remedy, patient))
                .toList();
        assertThat(treated).as(remedy.name() + " applies to none").isNotEmpty();
    }

    @Test
    void namesOfDifferentRemediesDiffer() {
        assertThat(remedies()).extracting(Remedy::name).doesNotHaveDuplicates();
    }

    /// However often a remedy is made longer, it is one longer training.
    @Test
    void aLongerRemedyNamesItsEpochsOnce() {
        Remedy longer = new ScaleRate(0.1).longer(4).longer(4);
        assertThat(longer.name()).isEqualTo("rate÷10+epochs×16");
        assertThat(new MoreEpochs(3).longer(4)).isEqualTo(new MoreEpochs(12));
        Remedy three = new Together(new Widen(2), new AddBatchNorm()).longer(2);
        assertThat(three.name()).isEqualTo("width×2+batch_norm+epochs×2");
        assertThat(longer.apply(subject(stack, 64)).orElseThrow())
                .isEqualTo(new ScaleRate(0.1)
                        .apply(subject(stack, 64))
                        .orElseThrow()
                        .withEpochs(16 * stack.epochs()));
    }

    @Test
    void theOutputLayerIsLeftAlone() {
        Layer last = new SwapActivation(new Relu(), new HeNormal())
                .apply(subject(stack, 64))
                .orElseThrow()
                .model()
                .getLast();
        assertThat(last).isEqualTo(stack.model().getLast());
    }

    @Test
    void aResidualPathIsOnlyPutAroundLayersThatKeepTheirWidth() {
        Recipe narrow = new AddResidual().apply(subject(stack, 20)).orElseThrow();
        assertThat(narrow.toYaml())
                .contains("- {dense: {units: 64, activation: sigmoid}}")
                .contains("repeat: {times: 2, layers: [{residual:");
        new Network(narrow.model(), 1).forward(Expr.input("x", Shape.of(8, 20)), true);
    }

    @Test
    void aBranchAroundTheInputKeepsItsWidth() {
        Recipe residual = new AddResidual().apply(subject(stack, 64)).orElseThrow();
        assertThat(new Widen(2).apply(subject(residual, 64))).isEmpty();
        Recipe later = new AddResidual().apply(subject(stack, 20)).orElseThrow();
        assertThat(new Widen(2).apply(subject(later, 20))).isPresent();
        Recipe frozen = recipe("[{freeze: {layers: [{dense: 2}]}}, {residual: {layers: [{dense: 2}]}}, {dense: 10}]");
        assertThat(new Widen(2).apply(subject(frozen, 64))).isEmpty();
    }

    @Test
    void aRemedyThatChangesNothingDoesNotApply() {
        Recipe cured = recipe("[{dense: {units: 64, activation: relu, init: he_normal}}, {dense: 10}]");
        assertThat(new SwapActivation(new Relu(), new HeNormal()).apply(subject(cured, 64)))
                .isEmpty();
        assertThat(new AddResidual()
                        .apply(subject(
                                new AddResidual().apply(subject(stack, 64)).orElseThrow(), 64)))
                .isEmpty();
        assertThat(new ClipGradients(1)
                        .apply(subject(
                                new ClipGradients(1).apply(subject(stack, 64)).orElseThrow(), 64)))
                .isEmpty();
    }

    @Test
    void remediesAreNamedAsTheirSettingsAreInRecipes() {
        assertThat(remedies())
                .extracting(Remedy::name)
                .contains(
                        "relu+he_normal",
                        "he_normal everywhere",
                        "batch_norm",
                        "residual",
                        "rate×10",
                        "clip",
                        "hidden=32",
                        "width×2",
                        "standardize",
                        "standardize_targets",
                        "adam 0.001",
                        "batch=16",
                        "epochs×2",
                        "width×2+epochs×3");
    }

    private static Recipe with(String more) {
        return Recipe.parse(
                HEAD
                        + "model: [{dense: {units: 8}}, {dropout: {rate: 0.8}}, {dense: {units: 20, activation: sigmoid}}]\n"
                        + more,
                "x");
    }

    @Test
    void whatWasTurnedUpIsTurnedDown() {
        Recipe sick = with(TAIL + "clip: {norm: {max: 1e-3}}\nloss_scale: 1e-9\n"
                + "optimizer: {adamw: {rate: 0.1, weight_decay: 9, epsilon: 3}}\n");
        assertThat(new NoClip().apply(subject(sick, 64)).orElseThrow().clip()).isEmpty();
        assertThat(new PlainLoss().apply(subject(sick, 64)).orElseThrow().lossScale())
                .isEqualTo(1);
        assertThat(new LessDecay()
                        .apply(subject(sick, 64))
                        .orElseThrow()
                        .optimizer()
                        .toString())
                .contains("weightDecay=0.01");
        assertThat(new SmallEpsilon()
                        .apply(subject(sick, 64))
                        .orElseThrow()
                        .optimizer()
                        .toString())
                .contains("epsilon=1.0E-8");
        assertThat(new LessDropout(0.2)
                        .apply(subject(sick, 64))
                        .orElseThrow()
                        .model()
                        .toString())
                .contains("rate=0.2");
        assertThat(new LessDropout(0).apply(subject(sick, 64)).orElseThrow().model())
                .hasSize(2);
        assertThat(new NoClip().apply(subject(with(TAIL), 64))).isEmpty();
        assertThat(new NoPenalty().apply(subject(with(TAIL), 64))).isEmpty();
        assertThat(new NoPenalty()
                        .apply(subject(with(TAIL + "penalty: {l2: 1}\n"), 64))
                        .orElseThrow()
                        .penalty())
                .isEmpty();
    }

    /// In any order, whatever the patient's source can do itself.
    @Test
    void whatRemediesMakeOfTheDataIsToldFromTheRecipes() {
        List<Remedy> changes = List.of(new BalanceClasses(), new StandardizeInputs(), new StandardizeTargets());
        Source plain = new Regression(40, 3, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE);
        for (Source source : List.of(plain, new Thresholded(plain), new Standardized(plain, false, false))) {
            Recipe patient = with(TAIL).withData(source);
            Dataset data = source.load(Path.of(""));
            assertThat(Standardizing.data(patient, patient.withBatch(3), data)).isSameAs(data);
            for (Remedy first : changes) {
                for (Remedy second : changes) {
                    Recipe once = first.apply(subject(patient, 3)).orElseThrow(),
                            twice = second.apply(subject(once, 3)).orElse(once);
                    Dataset made = first.equals(second) ? first.data(data) : second.data(first.data(data));
                    assertThat(Standardizing.data(patient, twice, data).hash())
                            .as("%s, %s of %s", first.name(), second.name(), source)
                            .isEqualTo(made.hash());
                }
            }
        }
    }

    @Test
    void aSourceThatScalesIsToldToStandardizeInstead() {
        for (String scaled : List.of("true", "all")) {
            String yaml = with(TAIL).toYaml().replace("standardize: false", "standardize: false, scale: " + scaled);
            Recipe treated = new StandardizeInputs()
                    .apply(subject(Recipe.parse(yaml, "scaled"), 64))
                    .orElseThrow();
            assertThat(treated.data()).isEqualTo(Digits.standard());
            assertThat(new StandardizeInputs().apply(subject(treated, 64))).isEmpty();
        }
    }

    @Test
    void anOutputIsMadeToFitTheTask() {
        Recipe fixed = new FixOutput(new Task.Classification(10))
                .apply(subject(with("loss: mse\n"), 64))
                .orElseThrow();
        assertThat(fixed.loss()).isEqualTo(new SoftmaxCrossEntropy());
        assertThat(fixed.model().getLast()).isEqualTo(Dense.of(10));
        Recipe quantity = new FixOutput(new Task.Regression(3))
                .apply(subject(with("loss: mae\n"), 64))
                .orElseThrow();
        assertThat(quantity.loss()).isEqualTo(new Mae());
        assertThat(quantity.model().getLast()).isEqualTo(Dense.of(3));
        Recipe questions = new FixOutput(new Task.MultiLabel(3))
                .apply(subject(with("loss: mae\n"), 64))
                .orElseThrow();
        assertThat(questions.loss()).isEqualTo(new SigmoidCrossEntropy());
        assertThat(questions.model().getLast()).isEqualTo(Dense.of(3));
    }

    @Test
    void hiddenLayersWithoutActivationGetOne() {
        Recipe treated = new AddActivation(new Relu(), new HeNormal())
                .apply(subject(with(TAIL), 64))
                .orElseThrow();
        assertThat(treated.model().getFirst()).isEqualTo(Dense.of(8, new Relu(), new HeNormal()));
    }

    /// Whichever layer makes the output, and whatever follows it, it stays what it is.
    @Test
    void theOutputIsFoundInARepeatInAChainAndBeforeAnActivation() {
        Recipe repeated = recipe(
                "[{dense: {units: 16, activation: tanh}}, {repeat: {times: 2, layers: [{dense: {units: 10}}]}}]");
        Recipe widened = new Widen(2).apply(subject(repeated, 64)).orElseThrow();
        assertThat(widened.toYaml()).contains("units: 32", "units: 20", "{dense: {units: 10}}\nloss");
        assertThat(Model.outputs(widened.model())).isEqualTo(10);
        Recipe behind = recipe(
                "[{dense: {units: 16, activation: tanh}}, {dense: {units: 10}}, {activation: {function: sigmoid}}]");
        for (Remedy remedy : remedies()) {
            for (Recipe recipe : List.of(repeated, behind)) {
                remedy.apply(subject(recipe, 64))
                        .ifPresent(treated -> assertThat(Model.outputs(treated.model()))
                                .as(remedy.name())
                                .isEqualTo(10));
            }
        }
        Recipe swapped = new SwapActivation(new Relu(), new HeNormal())
                .apply(subject(behind, 64))
                .orElseThrow();
        assertThat(Model.last(swapped.model())).isInstanceOf(Sigmoid.class);
        Recipe fixed = new FixOutput(new Task.Classification(10))
                .apply(subject(behind, 64))
                .orElseThrow();
        assertThat(Model.last(fixed.model())).isInstanceOf(Identity.class);
        assertThat(fixed.model()).hasSize(2);
    }

    @Test
    void weightsThatDoNotSuitALayersActivationLeaveItAlone() {
        Recipe mixed = recipe("[{repeat: {times: 10, layers: [{dense: {units: 16, activation: tanh}}]}},"
                + " {dense: {units: 16, activation: sigmoid}}, {dense: 10}]");
        Recipe critical =
                new SwapInit(Critical.of(), false).apply(subject(mixed, 64)).orElseThrow();
        assertThat(critical.toYaml())
                .contains("activation: tanh, init: critical")
                .contains("activation: sigmoid}");
        assertThat(Outlook.of(mixed, mixed.data().load(Path.of(""))).headline()).isNotEmpty();
    }

    @Test
    void aSingleSampleLeavesNoneToStopBy() {
        assertThat(new StopEarly().apply(new Subject(recipe("[{dense: 10}]"), Shape.of(64), 1)))
                .isEmpty();
        assertThat(new StopEarly().apply(new Subject(recipe("[{dense: 10}]"), Shape.of(64), 2)))
                .isPresent();
    }

    private static Subject subject(Recipe recipe, int features) {
        return new Subject(recipe, Shape.of(features), 100);
    }
}
