package org.stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.ActivationLaws;
import org.gradus.activation.Relu;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.data.Source;
import org.gradus.data.SourceLaws;
import org.gradus.graph.Expr;
import org.gradus.init.HeNormal;
import org.gradus.init.InitLaws;
import org.gradus.law.JavaCode;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.loss.LossLaws;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.InputException;
import org.gradus.name.Members;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeException;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others wrote is held to the same laws, and written, read and printed as well as what ships; or
/// refused with a sentence that helps.
public final class StrangerLaws {
    private static final Moons MOONS = new Moons(100, 0.1, Optional.of(30.0), new Moons.Shift(1, 0.4));

    private static final Recipe RECIPE = Recipe.of(
                    "strange",
                    MOONS,
                    new FocalLoss(1.5),
                    Dense.of(6, new Relu6(), new ScaledNormal(1.2)),
                    BatchNorm.standard(),
                    new Activate(new Relu6()),
                    Dense.of(1))
            .withEpochs(3)
            .withBatch(16);

    @TempDir
    Path folder;

    @Test
    void theyAreHeldToTheLawsOfTheirFamilies() {
        ActivationLaws.hold(new Relu6());
        LossLaws.hold(new FocalLoss(2));
        LossLaws.hold(new FocalLoss(0.5));
        InitLaws.hold(new ScaledNormal(1.3));
        SourceLaws.hold(MOONS, folder);
    }

    /// One that does not keep them is caught.
    record Liar(boolean linear) implements Activation {
        @Override
        public Expr apply(Expr x) {
            return x.times(x.sigmoid());
        }
    }

    @Test
    void whatAStrangerSaysWrongIsFound() {
        ActivationLaws.hold(new Liar(false));
        assertThatThrownBy(() -> ActivationLaws.hold(new Liar(true))).isInstanceOf(AssertionError.class);
    }

    @Test
    void theyAreWrittenByTheFullNamesOfTheirClassesAndReadBack() {
        String yaml = RECIPE.toYaml();
        assertThat(yaml).isEqualTo("""
                name: strange
                data: {org.stranger.Moons: {samples: 100, turn: 30.0, shape: {down: 0.4}}}
                model:
                  - {dense: {units: 6, activation: org.stranger.Relu6, init: {org.stranger.ScaledNormal: {gain: 1.2}}}}
                  - batch_norm
                  - {activation: {function: org.stranger.Relu6}}
                  - {dense: {units: 1}}
                loss: {org.stranger.FocalLoss: {gamma: 1.5}}
                optimizer: {sgd: {rate: 0.1}}
                batch: 16
                epochs: 3
                seed: 1
                """);
        assertThat(Recipe.parse(yaml, "strange.yaml")).isEqualTo(RECIPE);
        assertThat(RECIPE.unwritable()).isEmpty();
        assertThat(RECIPE.toText()).isEqualTo(yaml);
    }

    @Test
    void asInAnyRecipeAStrangersSettingsHaveDefaultsAndMayStandWithoutTheirName() {
        Recipe read = Recipe.parse(
                yaml("{dense: {units: 2, init: {org.stranger.ScaledNormal: 2}}}", "org.stranger.FocalLoss"), "x.yaml");
        assertThat(read.loss()).isEqualTo(new FocalLoss(2));
        assertThat(((Dense) read.model().getFirst()).init()).isEqualTo(new ScaledNormal(2));
    }

    private static String yaml(String layer, String loss) {
        return "name: x\ndata: digits\nmodel: [" + layer + "]\nloss: " + loss + "\n";
    }

    @Test
    void aTrainingOfTheirsGoesOnFromItsCheckpointToTheSameBits() {
        Dataset data = MOONS.load(folder);
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoint end;
        try (Trainer trainer = Trainer.of(RECIPE, data)) {
            for (int i = 0; i < 7; i++) trainer.step();
            trainer.checkpoint().write(file);
            for (int i = 0; i < 5; i++) trainer.step();
            end = trainer.checkpoint();
        }
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.recipe()).isEqualTo(RECIPE);
        try (Trainer trainer = Trainer.of(read.recipe(), read.recipe().data().load(folder))) {
            trainer.restore(read);
            for (int i = 0; i < 5; i++) trainer.step();
            assertThat(trainer.checkpoint()).isEqualTo(end);
        }
    }

    @Test
    void theyArePrintedAsTheJavaThatMakesThem() {
        String java = RECIPE.toJava();
        assertThat(java)
                .contains("import org.stranger.Moons;", "import org.stranger.Relu6;", "new FocalLoss(1.5)")
                .containsPattern(
                        "new Moons\\(\\s+/\\* samples \\*/ 100,\\s+/\\* noise \\*/ 0.1,\\s+Optional.of\\(30.0\\),");
    }

    private static Recipe with(Activation activation) {
        return Recipe.of("x", Digits.standard(), new SoftmaxCrossEntropy(), Dense.of(10, activation, new HeNormal()));
    }

    /// A recipe is refused wherever it would be written, with the same sentence.
    private void refused(Recipe recipe, String sentence) {
        assertThat(recipe.unwritable()).contains(sentence);
        assertThatThrownBy(recipe::toYaml).isInstanceOf(RecipeException.class).hasMessage(sentence);
        assertThatThrownBy(recipe::toJava).isInstanceOf(RecipeException.class).hasMessage(sentence);
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> new Checkpoint(0, recipe, Map.of()).write(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": a checkpoint holds its recipe, which cannot be written: " + sentence);
        assertThat(file).doesNotExist();
    }

    private static final String REMEDY = "; write it as a public record that implements ";

    @Test
    void aLambdaIsRefused() {
        Recipe own = with(x -> x.relu());
        refused(
                own,
                "model[0].dense.activation: a lambda of org.stranger.StrangerLaws has no name by which to find it again"
                        + REMEDY + "Activation");
        assertThat(own.toText()).containsPattern("activation: ['\"]?lambda@");
        Source source = path -> MOONS.load(path);
        refused(
                with(new Relu()).withData(source),
                "data: a lambda of org.stranger.StrangerLaws has no name by which to find it again" + REMEDY
                        + "Source");
        assertThat(Names.of(source.getClass())).isEqualTo("lambda");
    }

    @Test
    void aClassThatCannotBeFoundAgainIsRefused() {
        Activation anonymous = new Activation() {
            @Override
            public Expr apply(Expr x) {
                return x.relu();
            }
        };
        record Local() implements Activation {
            @Override
            public Expr apply(Expr x) {
                return x.relu();
            }
        }
        String within = "model[0].dense.activation: the %s class %s cannot be found again" + REMEDY
                + "Activation, outside of any method";
        refused(
                with(anonymous),
                within.formatted("anonymous", anonymous.getClass().getName()));
        refused(with(new Local()), within.formatted("local", Local.class.getName()));
        refused(
                with(new Liar(false)),
                "model[0].dense.activation: org.stranger.StrangerLaws$Liar is not public" + REMEDY
                        + "Activation, in public classes");
        assertThat(with(new Liar(false)).toText()).contains("Liar[linear=false]");
    }

    /// Settings that no text can hold.
    public record Table(Tensor values) implements Activation {
        @Override
        public Expr apply(Expr x) {
            return x.times(values.item());
        }
    }

    /// No record.
    public static final class Plain implements Activation {
        @Override
        public Expr apply(Expr x) {
            return x;
        }
    }

    /// Not what it was made with.
    public record Doubled(double by) implements Activation {
        public Doubled {
            by = 2 * by;
        }

        @Override
        public Expr apply(Expr x) {
            return x.times(by);
        }
    }

    @Test
    void aClassWhoseSettingsCannotBeWrittenIsRefused() {
        refused(
                with(new Table(Tensor.scalar(1))),
                "model[0].dense.activation: org.stranger.StrangerLaws$Table has the setting `values` of type org.gradus.tensor.Tensor, which"
                        + " no text can hold; settings are int, long, double, boolean, String, enums, members of"
                        + " families, records of these, and Optional and List of them");
        refused(
                with(new Plain()),
                "model[0].dense.activation: org.stranger.StrangerLaws$Plain has no settings to read by name" + REMEDY
                        + "Activation");
        Recipe doubled = with(new Doubled(1));
        assertThat(doubled.unwritable())
                .hasValueSatisfying(why -> assertThat(why).contains("another when it is made again from its settings"));
        assertThatThrownBy(() -> new Checkpoint(0, doubled, Map.of()).write(folder.resolve("c")))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aClassInNoPackageIsRefused() {
        String bare = """
                import org.gradus.activation.Activation;
                import org.gradus.graph.Expr;
                public record Bare() implements Activation {
                    public Expr apply(Expr x) { return x.relu(); }
                    public static Object make() { return new Bare(); }
                }
                """;
        Activation found = (Activation)
                JavaCode.results(List.of("Bare"), List.of(bare), folder).getFirst();
        refused(
                with(found),
                "model[0].dense.activation: Bare is in no package, and so has no full name; put it into one");
    }

    /// What nobody may make by naming it.
    public static final class Trap implements Activation {
        static {
            System.setProperty("org.stranger.trap", "sprung");
        }

        @Override
        public Expr apply(Expr x) {
            return x;
        }
    }

    private static void unread(String activation, String message) {
        assertThatThrownBy(() -> Recipe.parse(
                        yaml("{dense: {units: 2, activation: " + activation + "}}", "softmax_cross_entropy"), "x.yaml"))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("x.yaml:3: model[0].dense.activation: unknown activation ")
                .hasMessageEndingWith(message);
    }

    @Test
    void onlyAPublicRecordOfTheFamilyIsEverMadeFromAName() {
        unread(
                "org.stranger.Missing",
                "`org.stranger.Missing`; no class org.stranger.Missing is here; the program that"
                        + " reads this needs it on its class path");
        unread("java.lang.String", "java.lang.String does not implement org.gradus.activation.Activation");
        unread(
                "{org.stranger.FocalLoss: {gamma: 1}}",
                "org.stranger.FocalLoss does not implement" + " org.gradus.activation.Activation");
        unread("org.stranger.StrangerLaws$Liar", "is not public" + REMEDY + "Activation, in public classes");
        unread("org.stranger.StrangerLaws$Trap", "has no settings to read by name" + REMEDY + "Activation");
        assertThat(System.getProperty("org.stranger.trap")).isNull();
        unread("org.gradus.activation.Activation", "has no settings to read by name" + REMEDY + "Activation");
        unread("'[Lorg.stranger.Relu6;'", "nearest: relu, elu");
        unread("relu6", "nearest: relu, elu");
        unread(
                "org.stranger." + "A".repeat(1000),
                String.join(", ", Members.of(Activation.class).keySet()));
    }

    @Test
    void whatShipsMayBeNamedInFullAsWell() throws IOException {
        Recipe read = Recipe.parse(
                yaml("{dense: {units: 2, activation: org.gradus.activation.Relu}}", "softmax_cross_entropy"), "x");
        assertThat(((Dense) read.model().getFirst()).activation()).isEqualTo(new Relu());
        assertThat(read.toYaml()).contains("activation: relu");
        Files.writeString(folder.resolve("x.yaml"), read.toYaml());
        assertThat(Recipe.read(folder.resolve("x.yaml"))).isEqualTo(read);
    }
}
