package org.gradus.stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.name.Settings;
import org.gradus.optim.Link;
import org.gradus.optim.OptimizerLaws;
import org.gradus.optim.Sgd;
import org.gradus.optim.Step;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;

/// An optimizer written outside our packages keeps the laws of ours, and is trained with, asked and resumed as ours.
final class StrangerOptimizerLaws {
    private static final StrangerOptimizer STRANGER = new StrangerOptimizer(0.1, 0.2, 0.5);

    private static final Recipe RECIPE = Recipe.parse("""
            name: stranger
            data: {spirals: {samples: 200, classes: 3, standardize: true}}
            model: [{dense: {units: 9, activation: tanh}}, {dense: 3}]
            loss: softmax_cross_entropy
            batch: 32
            epochs: 3
            """, "stranger").withOptimizer(STRANGER);

    private final Dataset data = RECIPE.data().load(Path.of(""));

    StrangerOptimizerLaws() {
        // what a module of one's own says in its declaration
        StrangerOptimizer.class.getModule().addOpens("org.gradus.stranger", Settings.class.getModule());
    }

    @Test
    void itKeepsTheLawsOfOursByOneCall() {
        OptimizerLaws.hold(STRANGER);
        assertThatThrownBy(() -> OptimizerLaws.hold(new Uphill(0.1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("breaks the law");
    }

    /// An optimizer that is none.
    record Uphill(double rate) implements org.gradus.optim.Optimizer {
        @Override
        public Uphill withRate(double rate) {
            return new Uphill(rate);
        }

        @Override
        public Link rule() {
            return Link.each((move, step) -> move.times(step.rate()).negate());
        }
    }

    /// One step from where both stand, beside one without decay: by hand what the decay takes from weights.
    @Test
    void itsGroupsAreChosenByPath() {
        Recipe plain = RECIPE.withOptimizer(new StrangerOptimizer(0.1, 0, 0.5));
        try (Trainer decayed = Trainer.of(RECIPE, data);
                Trainer own = Trainer.of(plain, data)) {
            for (int i = 0; i < 4; i++) {
                decayed.step();
                own.step();
            }
            Map<String, Tensor> before = decayed.checkpoint().tensors();
            before.forEach(own.store()::put);
            decayed.step();
            own.step();
            for (String path : List.of("dense1/weight", "dense1/bias", "dense2/weight", "dense2/bias")) {
                double[] old = before.get(path).toDoubles(),
                        expected = own.store().get(path).toDoubles();
                double share = path.endsWith("/weight") ? 0.1 * 0.2 : 0;
                for (int i = 0; i < old.length; i++) expected[i] -= share * old[i];
                assertThat(decayed.store().get(path).toDoubles()).as(path).containsExactly(expected, offset(1e-6));
            }
        }
    }

    @Test
    void itsSlotsBeginWhereItSaysAndAreResumed() {
        try (Trainer whole = Trainer.of(RECIPE, data);
                Trainer resumed = Trainer.of(RECIPE, data)) {
            for (int i = 0; i < 4; i++) whole.step();
            assertThat(whole.store().get("optimizer/count/dense1/weight").toDoubles())
                    .containsExactly(14, 14);
            resumed.restore(whole.checkpoint());
            for (int i = 0; i < 4; i++) {
                whole.step();
                resumed.step();
            }
            assertThat(resumed.checkpoint().tensors())
                    .isEqualTo(whole.checkpoint().tensors());
        }
    }

    /// What this one keeps has another shape than the weight, and goes with it to a like training.
    @Test
    void itsSlotsAreTakenOverByItsLike() {
        try (Trainer first = Trainer.of(RECIPE, data);
                Trainer slower = Trainer.of(RECIPE.withOptimizer(STRANGER.withRate(0.01)), data);
                Trainer other = Trainer.of(RECIPE.withOptimizer(Sgd.of(0.1)), data)) {
            for (int i = 0; i < 4; i++) first.step();
            slower.adopt(first.checkpoint());
            slower.step();
            assertThat(slower.store().get("optimizer/count/dense2/bias").toDoubles())
                    .containsExactly(15, 15);
            other.adopt(first.checkpoint());
            assertThat(other.store().names()).noneMatch(name -> name.startsWith(Step.SLOTS));
        }
    }

    @Test
    void itsSettingsAreReadAndChangedByName() {
        assertThat(Settings.number(STRANGER, "weight_decay")).hasValue(0.2);
        assertThat(Settings.number(STRANGER, "epsilon")).isEmpty();
        assertThat(Settings.with(STRANGER, "weight_decay", 0.01)).hasValue(new StrangerOptimizer(0.1, 0.01, 0.5));
        assertThat(Settings.with(STRANGER, "epsilon", 0.01)).isEmpty();
        assertThat(Settings.with(Sgd.of(0.1), "rate", -1)).isEmpty();
        assertThat(Settings.number("no record", "rate")).isEmpty();
    }

    @Test
    void aSlotHasOneKeeperAndIsSet() {
        Step step = new Step(
                Expr.parameter("w", Shape.of(1)), Expr.input("rate", Shape.SCALAR), Expr.ints("step", Shape.SCALAR));
        step.slot("memory");
        assertThatThrownBy(() -> step.slot("memory")).hasMessage("two links keep a slot `memory`");
        assertThatThrownBy(() -> step.updates(step.weight())).hasMessage("optimizer/memory/w is never set");
        assertThat(step.initial()).isEqualTo(Map.of("optimizer/memory/w", Tensor.vector(0)));
    }

    @Test
    void aLinkOnAGroupLeavesOthersAsTheyAre() {
        Expr move = Expr.input("g", Shape.of(1)), rate = Expr.input("rate", Shape.SCALAR);
        List<Step> steps = Stream.of("a/weight", "a/bias", "b/weight")
                .map(path -> new Step(Expr.parameter(path, Shape.of(1)), rate, Expr.ints("step", Shape.SCALAR)))
                .toList();
        List<String> seen = new ArrayList<>();
        Link link = Link.each((g, step) -> {
            seen.add(step.path());
            return g.negate();
        });
        List<Expr> moves = link.on(path -> path.endsWith("/weight")).apply(List.of(move, move, move), steps);
        assertThat(seen).containsExactly("a/weight", "b/weight");
        assertThat(moves.get(1)).isSameAs(move);
        assertThat(List.of(moves.get(0), moves.get(2))).doesNotContain(move);
    }
}
