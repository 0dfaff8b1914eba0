package net.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.detect.AdamEpsilon;
import org.gradus.detect.Clipping;
import org.gradus.detect.Evidence;
import org.gradus.detect.Tried;
import org.gradus.detect.UnsuitableOptimizer;
import org.gradus.detect.Verdict;
import org.gradus.graph.Expr;
import org.gradus.name.Settings;
import org.gradus.optim.Clip;
import org.gradus.optim.Link;
import org.gradus.optim.Links;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.AddDecay;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.SmallEpsilon;
import org.gradus.remedy.Subject;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

/// An optimizer written outside our packages is judged and repaired as ours are.
public final class StrangerOptimizerJudgedLaws {
    /// Adaptive moments, with a decay of weights and not of biases.
    public record Decayed(double rate, double weightDecay, double epsilon) implements Optimizer {
        @Override
        public Decayed withRate(double rate) {
            return new Decayed(rate, weightDecay, epsilon);
        }

        @Override
        public Link rule() {
            Link decay = Links.decay(weightDecay);
            return Links.moments(0.9, 0.99, epsilon)
                    .then(Links.correctedRate(0.9, 0.99))
                    .then(decay.on(path -> path.endsWith("/weight")));
        }
    }

    private static final Recipe RECIPE = Recipe.parse("""
            name: stranger
            data: {digits: {split: 0.8, standardize: true}}
            model: [{dense: {units: 24, activation: relu, init: he_normal}}, {dense: 10}]
            loss: softmax_cross_entropy
            batch: 64
            epochs: 8
            """, "stranger");

    private static final Dataset DATA = RECIPE.data().load(Path.of(""));
    private static final int FEATURES = 64;

    StrangerOptimizerJudgedLaws() {
        // what a module of one's own says in its declaration
        Decayed.class.getModule().addOpens("net.stranger", Settings.class.getModule());
    }

    private static Evidence evidence(Recipe recipe) {
        return new Clinic(DATA, 1, (_, _, _) -> {}).train(recipe, 1, (_, _, _) -> {});
    }

    private static Recipe with(double decay, double epsilon) {
        return RECIPE.withOptimizer(new Decayed(0.003, decay, epsilon));
    }

    @Test
    void itsDecayIsNamedWhenItIsTooStrongAndTakenBack() {
        Recipe sick = with(30, 1e-8);
        Verdict.Unwell verdict = (Verdict.Unwell) new Judge().judge(evidence(sick));
        assertThat(verdict.first().cause()).isEqualTo("weight-decay");
        assertThat(verdict.first().finding().toString()).contains("A weight decay of 30 takes back");
        Recipe treated = new LessDecay()
                .apply(new Subject(sick, Shape.of(FEATURES), 100))
                .orElseThrow();
        assertThat(treated).isEqualTo(with(0.01, 1e-8));
        assertThat(new Judge().judge(evidence(treated))).isInstanceOf(Verdict.Healthy.class);
        assertThat(new LessDecay().apply(new Subject(treated, Shape.of(FEATURES), 100)))
                .isEmpty();
        assertThat(new AddDecay(0.3).apply(new Subject(treated, Shape.of(FEATURES), 100)))
                .hasValue(with(0.3, 1e-8));
    }

    @Test
    void itsEpsilonIsNamedWhenItIsTooLargeAndTakenBack() {
        Recipe sick = with(0, 50);
        Evidence evidence = evidence(sick);
        Verdict.Unwell verdict = (Verdict.Unwell) new Judge().judge(evidence);
        assertThat(verdict.first().cause()).isEqualTo("adam-epsilon");
        assertThat(verdict.first().finding().toString()).contains("The epsilon of 50 in decayed outweighs");
        assertThat(new AdamEpsilon().remedies(evidence)).containsExactly(new SmallEpsilon());
        assertThat(new SmallEpsilon().apply(new Subject(sick, Shape.of(FEATURES), 100)))
                .hasValue(with(0, 1e-8));
        assertThat(new SmallEpsilon().apply(new Subject(with(0, 1e-8), Shape.of(FEATURES), 100)))
                .isEmpty();
    }

    /// Steps along the gradient, whose size nothing adapts.
    public record Plain(double rate) implements Optimizer {
        @Override
        public Plain withRate(double rate) {
            return new Plain(rate);
        }

        @Override
        public Link rule() {
            return Links.rate();
        }

        @Override
        public OptionalDouble plainRate() {
            return OptionalDouble.of(rate);
        }
    }

    @Test
    void whetherItHasOneRateForAllWeightsIsForItToSay() {
        Recipe brief = RECIPE.withEpochs(1);
        UnsuitableOptimizer detector = new UnsuitableOptimizer();
        Evidence plain = evidence(brief.withOptimizer(new Plain(0.1)));
        assertThat(detector.suspicion(plain).holds()).isTrue();
        Evidence adaptive = evidence(brief.withOptimizer(new Decayed(0.003, 0, 1e-8)));
        assertThat(detector.suspicion(adaptive).holds()).isFalse();
    }

    /// All gradients times one small number.
    public record Shortened(double factor) implements Clip {
        @Override
        public List<Expr> apply(List<Expr> gradients) {
            return gradients.stream().map(g -> g.times(factor)).toList();
        }

        @Override
        public double kept(double norm, double largest) {
            return factor;
        }
    }

    @Test
    void aBoundOfOthersIsSeenToCut() {
        Clipping detector = new Clipping();
        Recipe brief = RECIPE.withEpochs(1);
        assertThat(detector.suspicion(evidence(brief.withClip(new Shortened(0.01)))))
                .isEqualTo(new Tried.Suspicion(true, "to 1 % at a typical step"));
        assertThat(detector.suspicion(evidence(brief.withClip(new Shortened(0.9))))
                        .holds())
                .isFalse();
    }
}
