package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradus.law.JavaCode;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recipe printed as Java is the recipe.
final class JavaLaws {
    /// Every kind of setting that presets leave out.
    private static final String ODD = """
            name: "a \\"b\\" \\\\ ü\\n"
            data: {standardized: {source: {csv: {path: x.csv, test: t.csv, target: [y, "3"], task: multi_label, scale: all}}}}
            model:
              - reshape: [4, 2, 1]
              - flatten
              - chain: {layers: [{dropout: {rate: 0.5}}, layer_norm, stop_gradient], name: head}
              - freeze: {layers: [{dense: {units: 3, bias: false, init: {uniform: {limit: 1e-7}}}}]}
              - residual: {layers: [{dense: {units: 3, activation: {elu: {alpha: 2}}}}, {activation: {leaky_relu: 0.2}}]}
              - dense: {units: 2}
            loss: {huber: {delta: 2.5}}
            optimizer: {adamw: {rate: 3e-4, weight_decay: 0.1}}
            schedule: {step: {every: 7, factor: 0.3}}
            clip: {value: {max: 12}}
            batch: 7
            epochs: 1
            seed: 12345678901
            stop: {early_stopping: {monitor: metric, patience: 3}}
            penalty: {l1: 1e-5, l2: 0.01}
            loss_scale: 1e-9
            """;

    /// What a person writes with `with…`, and what has no such method.
    private static final String NAMED = """
            name: named
            data: {csv: {path: x.csv, target: y, task: regression, standardize: true, ignore: [a, b], split_seed: 4}}
            model:
              - dense: {units: 64, activation: relu, init: he_normal, bias_init: {constant: {value: -10}}}
              - dense: {units: 2, bias: false}
            loss: mse
            optimizer: {adamw: {rate: 3e-4, weight_decay: 0.1}}
            stop: {early_stopping: {monitor: metric, patience: 3}}
            """;

    private static String wrapped(String name, String java) {
        int statement = java.indexOf("\n\n");
        return java.substring(0, statement) + "\n\npublic final class " + name
                + " {\n    public static Object make() {\n" + java.substring(statement)
                + "\nreturn recipe;\n    }\n}\n";
    }

    @Test
    void everyPresetPrintedAsJavaCompilesAndMakesAnEqualRecipe(@TempDir Path folder) {
        List<Recipe> recipes =
                new ArrayList<>(Preset.all().stream().map(Preset::recipe).toList());
        recipes.add(Recipe.parse(ODD, "odd.yaml"));
        recipes.add(Recipe.parse(NAMED, "named.yaml"));
        List<String> names = new ArrayList<>(), sources = new ArrayList<>();
        for (Recipe recipe : recipes) {
            names.add("Recipe" + names.size());
            sources.add(wrapped(names.getLast(), recipe.toJava()));
        }
        assertThat(JavaCode.results(names, sources, folder)).isEqualTo(recipes);
    }

    @Test
    void theJavaIsThatOfAPerson() {
        String java = Preset.named("deep-sigmoid").orElseThrow().recipe().toJava();
        assertThat(java).isEqualTo("""
                import org.gradus.activation.Sigmoid;
                import org.gradus.data.Digits;
                import org.gradus.layer.Dense;
                import org.gradus.layer.Repeat;
                import org.gradus.loss.SoftmaxCrossEntropy;
                import org.gradus.optim.Sgd;
                import org.gradus.recipe.Recipe;

                Recipe recipe = Recipe.of(
                                "deep-sigmoid",
                                Digits.standard(),
                                new SoftmaxCrossEntropy(),
                                new Repeat(12, Dense.of(64, new Sigmoid())),
                                Dense.of(10))
                        .withOptimizer(Sgd.of(0.1))
                        .withBatch(64)
                        .withEpochs(20)
                        .withSeed(1);
                """);
    }

    /// No bare `true` among a dozen arguments: a `with…` names it, and where there is none, a comment.
    @Test
    void whatAValueMeansIsWritten() {
        String java = Recipe.parse(NAMED, "named.yaml").toJava();
        assertThat(java.substring(java.indexOf("\n\n"))).isEqualTo("""


                Recipe recipe = Recipe.of(
                                "named",
                                Csv.of("x.csv")
                                        .withTarget("y")
                                        .withTask(Csv.Kind.REGRESSION)
                                        .withIgnored("a", "b")
                                        .withSplitSeed(4)
                                        .withStandardize(true),
                                new Mse(),
                                Dense.of(64, new Relu(), new HeNormal()).withBiasInit(new Constant(-10)),
                                Dense.of(2).withBias(false))
                        .withOptimizer(
                                new AdamW(
                                        /* rate */ 3.0E-4,
                                        /* weightDecay */ 0.1,
                                        /* beta1 */ 0.9,
                                        /* beta2 */ 0.999,
                                        /* epsilon */ 1.0E-8))
                        .withBatch(64)
                        .withEpochs(20)
                        .withStop(
                                new EarlyStopping(
                                        /* validation */ 0.2,
                                        /* patience */ 3,
                                        Stop.Monitor.METRIC,
                                        /* minDelta */ 0,
                                        /* seed */ 1))
                        .withSeed(1);
                """);
    }
}
