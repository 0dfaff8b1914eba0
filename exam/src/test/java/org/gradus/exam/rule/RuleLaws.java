package org.gradus.exam.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Tanh;
import org.gradus.data.Blobs;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.init.Constant;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.Normal;
import org.gradus.init.Zeros;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Repeat;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;

/// The rules fire on the textbook examples of the tools they come from, and not on what is sound.
class RuleLaws {
    private static final Source DATA = new Blobs(600, 3, 5, 1, 1, 0.8, 1, true, Scale.FALSE);

    private static final Map<Recipe, Course> KNOWN = new ConcurrentHashMap<>();

    private static Recipe recipe(Layer... model) {
        return Recipe.of("rules", DATA, new SoftmaxCrossEntropy(), model).withEpochs(9);
    }

    private static Recipe sound() {
        return recipe(Dense.of(24, new Relu(), new HeNormal()), Dense.of(3)).withOptimizer(Sgd.of(0.05));
    }

    private static Recipe deepSigmoid() {
        return recipe(new Repeat(12, List.of(Dense.of(16, new Sigmoid(), new GlorotUniform()))), Dense.of(3));
    }

    private static Recipe dead() {
        Dense layer = new Dense(24, new Relu(), new HeNormal(), true, Optional.of(new Constant(-50)));
        return recipe(layer, layer, Dense.of(3));
    }

    private static Recipe saturated() {
        Dense layer = new Dense(24, new Tanh(), new GlorotUniform(), true, Optional.of(new Constant(20)));
        return recipe(layer, Dense.of(3));
    }

    private static Recipe rate(Recipe recipe, double rate) {
        Optimizer optimizer = recipe.optimizer().withRate(rate);
        return recipe.withOptimizer(optimizer);
    }

    private static Recipe started(Init init) {
        return recipe(Dense.of(24, new Tanh(), init), Dense.of(24, new Tanh(), init), Dense.of(3));
    }

    private static Course course(Recipe recipe) {
        return KNOWN.computeIfAbsent(
                recipe, r -> Watch.train(r, r.data().load(Path.of("")), 10_000).course());
    }

    private static List<String> symptoms(Rule rule, Recipe recipe) {
        return rule.alarms(course(recipe)).stream().map(Alarm::symptom).toList();
    }

    @Test
    void autoTrainerFindsItsFiveProblems() {
        Rule rule = new AutoTrainer();
        assertThat(symptoms(rule, deepSigmoid())).contains("vanishing gradient");
        assertThat(symptoms(rule, dead())).contains("dying ReLU");
        assertThat(symptoms(rule, rate(sound(), 1e-6))).containsExactly("slow convergence");
        assertThat(symptoms(rule, sound())).isEmpty();
    }

    @Test
    void autoTrainerKeepsQuietAboveItsAccuracy() {
        // dead layers, yet 80 % of the samples are of the class that is answered
        Course dead = course(dead());
        List<Course.Epoch> good = dead.epochs().stream()
                .map(e -> new Course.Epoch(e.step(), e.trainLoss(), 0.8, e.testLoss(), 0.8))
                .toList();
        Course told = new Course(dead.recipe(), dead.facts(), dead.range(), dead.losses(), dead.frames(), good, true);
        assertThat(new AutoTrainer().alarms(told)).isEmpty();
    }

    @Test
    void autoTrainerCountsHowOftenTheAccuracyFalls() {
        Course sound = course(sound());
        List<Double> zigzag = List.of(0.5, 0.4, 0.5, 0.4, 0.5, 0.4, 0.5, 0.4, 0.5);
        List<Course.Epoch> epochs = IntStream.range(0, 9)
                .mapToObj(i -> {
                    Course.Epoch e = sound.epochs().get(i);
                    return new Course.Epoch(e.step(), e.trainLoss(), zigzag.get(i), e.testLoss(), 0.4);
                })
                .toList();
        Course swinging =
                new Course(sound.recipe(), sound.facts(), sound.range(), sound.losses(), sound.frames(), epochs, true);
        assertThat(new AutoTrainer().alarms(swinging)).extracting(Alarm::cause).containsExactly("lr-too-high");
    }

    @Test
    void sageMakerNamesWhatItsDocumentationNames() {
        Rule rule = new SageMakerDebugger();
        assertThat(symptoms(rule, dead())).contains("DeadRelu", "VanishingGradient");
        assertThat(symptoms(rule, saturated())).contains("SaturatedActivation");
        assertThat(symptoms(rule, started(new Zeros()))).contains("AllZero");
        assertThat(symptoms(rule, rate(sound(), 1e-12))).contains("UnchangedTensor", "WeightUpdateRatio, small");
        assertThat(symptoms(rule, rate(sound(), 1e-6))).doesNotContain("WeightUpdateRatio, small");
        assertThat(symptoms(rule, sound()))
                .doesNotContain("DeadRelu", "VanishingGradient", "SaturatedActivation", "AllZero", "UnchangedTensor");
    }

    @Test
    void sageMakerWantsTheLossToFallAtEveryTenthStep() {
        Course sound = course(sound());
        assertThat(new SageMakerLoss().alarms(losses(sound, i -> 1.0 / (1 + i))))
                .isEmpty();
        assertThat(new SageMakerLoss().alarms(losses(sound, i -> i == 20 ? 2 : 1.0 / (1 + i))))
                .extracting(Alarm::symptom)
                .containsExactly("LossNotDecreasing");
    }

    private static Course losses(Course c, IntToDoubleFunction loss) {
        List<Double> losses = IntStream.range(0, 50).mapToDouble(loss).boxed().toList();
        return new Course(c.recipe(), c.facts(), c.range(), losses, c.frames(), List.of(), true);
    }

    @Test
    void deepDiagnosisSeesSaturationAndDeadNodes() {
        Rule rule = new DeepDiagnosis();
        assertThat(symptoms(rule, dead())).contains("dead node");
        assertThat(symptoms(rule, started(new Normal(5)))).contains("saturated activation", "poor weight");
        assertThat(symptoms(rule, rate(sound(), 1e-6))).contains("learning rate, small");
        assertThat(symptoms(rule, sound())).doesNotContain("saturated activation", "poor weight", "numerical error");
    }

    @Test
    void umlautReadsTheProgram() {
        Rule rule = new Umlaut();
        assertThat(symptoms(rule, sound())).contains("learning rate high", "input out of range");
        assertThat(symptoms(rule, rate(sound(), 0.005))).doesNotContain("learning rate high");
        assertThat(symptoms(rule, recipe(Dense.of(8), Dense.of(3)))).contains("missing nonlinearity");
        assertThat(symptoms(rule, sound())).doesNotContain("missing nonlinearity", "missing softmax");
    }

    @Test
    void theUpdateRatioIsAboutAThousandth() {
        Rule rule = new UpdateRatio();
        assertThat(symptoms(rule, rate(sound(), 1e-6))).containsExactly("update ratio low");
        assertThat(symptoms(rule, rate(sound(), 20))).contains("update ratio high");
    }

    @Test
    void whatIsWatchedIsTheSameTraining() {
        Course course = course(sound());
        assertThat(course.frames()).extracting(Course.Frame::step).startsWith(1L, 11L, 21L);
        Spread weight = course.frames().getFirst().first().weight();
        assertThat(weight.count()).isEqualTo(5 * 24);
        assertThat(weight.variance()).isBetween(0.2, 0.6);
        // SGD moves a weight by its rate times the gradient
        Course.Layer layer = course.frames().getLast().first();
        assertThat(layer.change().norm() / layer.gradient().norm()).isCloseTo(0.05, Percentage.withPercentage(0.5));
    }

    @Test
    void everyCauseThatIsNamedIsOneOfOurs() {
        List<String> ours = DetectorList.all().stream().map(Detector::cause).toList();
        for (Recipe r : List.of(deepSigmoid(), dead(), started(new Zeros()), rate(sound(), 1e-12))) {
            assertThat(Rule.all(course(r)).stream().map(Alarm::cause).filter(c -> !c.isEmpty()))
                    .isSubsetOf(ours);
        }
    }
}
