package org.gradus.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Network;
import org.gradus.optim.Sgd;
import org.gradus.plan.Plan;
import org.gradus.recipe.Recipe;
import org.gradus.run.Session;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Weights moved into another network compute what they computed before.
final class GraftLaws {
    private static final String PLAIN =
            "[{dense: {units: 12, activation: relu, init: he_normal}}, {dense: {units: 9, activation: tanh}}, {dense: 10}]";
    private static final String DEEP = "[{dense: {units: 8, activation: sigmoid}}, {repeat: {times: 2, layers: "
            + "[{residual: {layers: [{dense: {units: 8, activation: tanh}}]}}, layer_norm]}}, {dense: 10}]";

    private final Dataset data = recipe(PLAIN).data().load(Path.of(""));

    private static Recipe recipe(String model) {
        return Recipe.parse(
                "name: x\ndata: digits\nmodel: " + model + "\nloss: softmax_cross_entropy\noptimizer: {adam: 0.01}\n",
                "x");
    }

    private Checkpoint trained(Recipe recipe) {
        try (Trainer trainer = Trainer.of(recipe, data)) {
            for (int i = 0; i < 30; i++) trainer.step();
            return trainer.checkpoint();
        }
    }

    private static Tensor output(Trained trained) {
        int rows = 64;
        Expr x = Expr.input("x", Shape.of(rows, trained.data().features()));
        Network network = new Network(trained.recipe().model(), 7);
        Expr output = network.forward(x, false).output();
        try (Session session = Session.of(Plan.of(Graph.of(List.of(output), List.of())), trained.store(network))) {
            session.set(
                    x,
                    trained.data()
                            .train()
                            .inputs()
                            .rows(IntStream.range(0, rows).toArray()));
            session.run();
            return session.get(output);
        }
    }

    static Stream<Arguments> grafts() {
        return Stream.of(
                Arguments.of(new Widen(2), PLAIN),
                Arguments.of(new Widen(5), PLAIN),
                Arguments.of(new Widen(3), DEEP),
                Arguments.of(new AddBatchNorm(), PLAIN),
                Arguments.of(new AddBatchNorm(), DEEP));
    }

    @ParameterizedTest
    @MethodSource("grafts")
    void aGraftedNetworkComputesWhatThePatientComputes(Remedy remedy, String model) {
        Recipe patient = recipe(model),
                treated = remedy.apply(subject(patient, 64)).orElseThrow();
        Trained before = new Trained(patient, data, trained(patient).tensors());
        Trained after = new Trained(treated, data, remedy.graft(before, treated).orElseThrow());
        Tensor a = output(before), b = output(after);
        double furthest = IntStream.range(0, a.size())
                .mapToDouble(i -> Math.abs(a.get(i) - b.get(i)))
                .max()
                .orElseThrow();
        assertThat(furthest).isLessThan(1e-5);
        double spread = IntStream.range(0, a.size()).mapToDouble(a::get).max().orElseThrow();
        assertThat(spread).as("the patient has learned something").isGreaterThan(1);
    }

    @Test
    void copiesOfAUnitDoNotStayTwins() {
        Recipe patient = recipe(PLAIN),
                treated = new Widen(2).apply(subject(patient, 64)).orElseThrow();
        Checkpoint state = trained(patient);
        Map<String, Tensor> grafted = new Widen(2)
                .graft(new Trained(patient, data, state.tensors()), treated)
                .orElseThrow();
        try (Trainer trainer = Trainer.of(treated, data)) {
            trainer.adopt(new Checkpoint(state.step(), treated, grafted));
            for (int i = 0; i < 20; i++) trainer.step();
            Tensor w = trainer.store().get("dense1/weight");
            double apart = IntStream.range(0, 64)
                    .mapToDouble(i -> Math.abs(w.get(i * 24) - w.get(i * 24 + 12)))
                    .max()
                    .orElseThrow();
            assertThat(apart).isGreaterThan(1e-3);
        }
    }

    @Test
    void aTrainingThatIsAdoptedGoesOnToTheBit() {
        Recipe recipe = recipe(PLAIN);
        Checkpoint state = trained(recipe);
        try (Trainer restored = Trainer.of(recipe, data);
                Trainer adopting = Trainer.of(recipe, data)) {
            restored.restore(state);
            adopting.adopt(state);
            for (int i = 0; i < 10; i++) restored.step();
            for (int i = 0; i < 10; i++) adopting.step();
            assertThat(adopting.checkpoint()).isEqualTo(restored.checkpoint());
        }
    }

    @Test
    void theSlotsOfAnotherOptimizerAreNotAdopted() {
        Checkpoint state = trained(recipe(PLAIN));
        assertThat(state.tensors().keySet()).anyMatch(name -> name.startsWith("optimizer/"));
        try (Trainer trainer = Trainer.of(recipe(PLAIN).withOptimizer(Sgd.of(0.1)), data)) {
            trainer.adopt(state);
            assertThat(trainer.store().names()).noneMatch(name -> name.startsWith("optimizer/"));
            assertThat(trainer.store().get("dense1/weight"))
                    .isEqualTo(state.tensors().get("dense1/weight"));
            assertThat(trainer.stepsDone()).isEqualTo(30);
        }
    }

    @Test
    void whatCannotBeGraftedIsNot() {
        Recipe mixed = recipe("[{dense: {units: 8, activation: softmax}}, {dense: 10}]");
        Trained before = new Trained(mixed, data, trained(mixed).tensors());
        assertThat(new Widen(2)
                        .graft(before, new Widen(2).apply(subject(mixed, 64)).orElseThrow()))
                .isEmpty();
        Recipe normed = recipe(
                "[{dense: 8}, batch_norm, {activation: relu}, {dense: {units: 8, activation: relu}}, {dense: 10}]");
        Trained has = new Trained(normed, data, trained(normed).tensors());
        assertThat(new AddBatchNorm()
                        .graft(
                                has,
                                new AddBatchNorm().apply(subject(normed, 64)).orElseThrow()))
                .isEmpty();
    }

    private static Subject subject(Recipe recipe, int features) {
        return new Subject(recipe, Shape.of(features), 100);
    }
}
