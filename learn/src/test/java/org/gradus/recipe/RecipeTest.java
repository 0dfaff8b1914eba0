package org.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.data.Csv;
import org.gradus.init.HeNormal;
import org.gradus.law.Golden;
import org.gradus.layer.Dense;
import org.gradus.layer.Repeat;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.Quoted;
import org.gradus.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecipeTest {
    private static final String DEEP_SIGMOID = """
            name: deep-sigmoid
            data: {digits: {split: 0.8, standardize: true}}   # a comment
            model:
              - repeat: {times: 12, layers: [{dense: {units: 64, activation: sigmoid, init: glorot_uniform}}]}
              - dense: {units: 10}
            loss: softmax_cross_entropy
            optimizer: {sgd: {rate: 0.1}}
            batch: 64
            epochs: 20
            seed: 1
            """;

    private static final String HEAD = "name: x\ndata: digits\n";
    private static final String TAIL = "loss: softmax_cross_entropy\n";
    private static final String MODEL = "model: [{dense: 10}]\n";

    @Test
    void aRecipeReadsAsWritten() {
        Recipe recipe = Recipe.parse(DEEP_SIGMOID, "deep-sigmoid.yaml");
        assertThat(recipe.name()).isEqualTo("deep-sigmoid");
        assertThat(recipe.model()).hasSize(2);
        Repeat repeat = (Repeat) recipe.model().getFirst();
        assertThat(repeat.times()).isEqualTo(12);
        Dense dense = (Dense) repeat.layers().getFirst();
        assertThat(dense.units()).isEqualTo(64);
        assertThat(dense.activation()).isEqualTo(new Sigmoid());
        assertThat(recipe.loss()).isEqualTo(new SoftmaxCrossEntropy());
        assertThat(recipe.optimizer()).isEqualTo(new Sgd(0.1));
        assertThat(recipe.batch()).isEqualTo(64);
    }

    @Test
    void whatIsLeftOutTakesItsDefault() {
        Recipe recipe = Recipe.parse(HEAD + MODEL + TAIL, "x.yaml");
        assertThat(recipe.batch()).isEqualTo(64);
        assertThat(recipe.epochs()).isEqualTo(20);
        assertThat(recipe.optimizer()).isEqualTo(new Sgd(0.1));
        assertThat(recipe.clip()).isEmpty();
        assertThat(recipe.lossScale()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model: [{dense: 64}, {dense: 10}]",
                "model: [{dense: {units: 8, activation: {leaky_relu: {slope: 0.2}}, init: {normal: {sd: 0.05}}, bias_init: {constant: {value: -10}}}}]",
                "model: [{dense: {units: 8, init: {critical: {weight_variance: 1.761, bias_variance: 0.05}}}}, batch_norm, {activation: relu}, {dropout: 0.5}]",
                "model: [{repeat: {times: 3, layers: [{residual: {layers: [{dense: 64}], scale: 0.3}}]}}, layer_norm, {chain: {layers: [{dense: 4}], name: head}}]",
                "model: [{dense: 10}]\noptimizer: {adamw: {rate: 0.001, weight_decay: 0.1}}\nschedule: {cosine: {warmup: 10}}\nclip: {norm: 1}",
                "model: [{freeze: [{dense: 8}, {residual: [{dense: 8}]}]}, stop_gradient, {freeze: {layers: [batch_norm]}}, {dense: 4}]",
                "model: [{reshape: [8, 8, 1]}, flatten, {dense: 10}]",
                "model: [{dense: 1}]\nloss_scale: 1e-8\nseed: 99\nbatch: 7\nepochs: 3",
                "model: [{dense: 10}]\npenalty: {l1: 1e-5, l2: 1e-4}",
                "model: [{dense: 10}]\nstop: early_stopping",
                "model: [{dense: 10}]\nstop: {early_stopping: {validation: 0.25, patience: 3, monitor: metric, min_delta: 0.001, seed: 7}}",
                "model: [{dense: 10}]\npenalty: {l2: 0.001}\nclip: {norm: 1}",
                "model: [{dense: 10}]\nclip: {value: 0.5}\noptimizer: {nesterov: {rate: 0.1, momentum: 0.8}}"
            })
    void aRecipeWrittenAndReadAgainIsEqual(String part) {
        Recipe recipe = Recipe.parse(HEAD + part + "\n" + TAIL, "x.yaml");
        String yaml = recipe.toYaml();
        assertThat(Recipe.parse(yaml, "again.yaml")).isEqualTo(recipe);
        assertThat(Recipe.parse(yaml, "again.yaml").toYaml()).isEqualTo(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digits",
                "{digits: {scale: true}}",
                "{digits: {split: 1.0}}",
                "{digits: {split: 0.5, standardize: false, scale: all}}",
                "{corrupted: {source: digits, seed: 1}}",
                "{corrupted: {source: {blobs: {seed: 1, scale: all}}, answers: shuffled, seed: 1}}",
                "{csv: {path: a.csv}}",
                "{csv: {path: a.csv, header: true, scale: true}}",
                "{csv: {path: a.csv, header: false}}",
                "{csv: {path: a.csv, test: b.csv, target: y, task: regression, delimiter: tab}}",
                "{csv: {path: a.csv, target: '3', task: regression}}",
                "{csv: {path: a.csv, target: [y, '3', last], task: regression}}",
                "{csv: {path: a.csv, target: [a, b], task: multi_label}}",
                "{idx: {images: x, labels: y, test_images: u, test_labels: v}}",
            })
    void dataWrittenAndReadAgainAreEqualAndAsTheyStood(String data) {
        Recipe recipe = Recipe.parse("name: x\ndata: " + data + "\n" + MODEL + TAIL, "x.yaml");
        String yaml = recipe.toYaml();
        assertThat(Recipe.parse(yaml, "again.yaml")).isEqualTo(recipe);
        assertThat(yaml).contains("data: " + data + "\n");
    }

    /// All that Unicode, YAML or Java takes for space or for the end of a line.
    static IntStream spaces() {
        return IntStream.rangeClosed(0, Character.MAX_VALUE)
                .filter(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c <= ' ' || c == 0x85);
    }

    @Test
    void namesKeepASpaceOfAnyKindAtTheirEndsAndWithin() {
        Recipe plain = Recipe.parse(HEAD + MODEL + TAIL, "x");
        spaces().mapToObj(Character::toString).forEach(space -> {
            for (String name :
                    List.of(space, "a" + space, space + "a", "a" + space + "b", space + space + "a: b" + space)) {
                Csv data = Csv.of("a" + space + ".csv").withIgnored(space + "x", "y" + space);
                Recipe recipe = plain.withName(name).withData(data);
                assertThat(Recipe.parse(recipe.toYaml(), "again"))
                        .as(Quoted.java(name))
                        .isEqualTo(recipe);
            }
        });
    }

    @Test
    void aSingleTextStandsForAListOfIt() {
        String one = "name: x\ndata: {csv: {path: a.csv, target: %s}}\n" + MODEL + TAIL;
        assertThat(Recipe.parse(one.formatted("[y]"), "x")).isEqualTo(Recipe.parse(one.formatted("y"), "x"));
        assertThat(Recipe.parse(one.formatted("last"), "x").data()).isEqualTo(Csv.of("a.csv"));
    }

    @Test
    void aRecipeMadeInJavaEqualsOneReadFromYaml() {
        Recipe read = Recipe.parse(
                HEAD + "model: [{dense: {units: 64, activation: relu, init: he_normal}}, {dense: 10}]\n" + TAIL, "x");
        assertThat(read.model()).isEqualTo(List.of(Dense.of(64, new Relu(), new HeNormal()), Dense.of(10)));
    }

    @Test
    void everyMalformedRecipeGetsAMessageThatNamesThePlaceTheValueAndWhatWasExpected() {
        StringBuilder text = new StringBuilder();
        malformed().forEach((what, yaml) -> {
            String message = "";
            try {
                Recipe.parse(yaml, "r.yaml");
            } catch (RecipeException e) {
                message = String.valueOf(e.getMessage());
            }
            assertThat(message).as(what).startsWith("r.yaml");
            text.append(what)
                    .append("\n  ")
                    .append(message.replace("\n", "\n  "))
                    .append('\n');
        });
        Golden.hold("malformed-recipes.txt", text.toString());
    }

    private static Map<String, String> malformed() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("an empty file", "");
        cases.put("plain text", "hello");
        cases.put("a list", "- a\n- b\n");
        cases.put("a brace left open", HEAD + "model: [{dense: 10}\n" + TAIL);
        cases.put("a tab for indentation", "name: x\n\tdata: digits\n");
        cases.put("a key that stands twice", HEAD + "name: y\n" + MODEL + TAIL);
        cases.put("no name", "data: digits\n" + MODEL + TAIL);
        cases.put("no data", "name: x\n" + MODEL + TAIL);
        cases.put("no model", HEAD + TAIL);
        cases.put("no loss", HEAD + MODEL);
        cases.put("an empty model", HEAD + "model: []\n" + TAIL);
        cases.put("a model that is no list", HEAD + "model: dense\n" + TAIL);
        cases.put("an unknown key", HEAD + MODEL + TAIL + "bach: 64\n");
        cases.put("an unknown layer", HEAD + "model: [{dens: 10}]\n" + TAIL);
        cases.put("an unknown activation", HEAD + "model:\n  - dense: {units: 10, activation: sigmod}\n" + TAIL);
        cases.put("an unknown init", HEAD + "model: [{dense: {units: 10, init: xavier}}]\n" + TAIL);
        cases.put("an unknown loss", HEAD + MODEL + "loss: cross_entropie\n");
        cases.put("an unknown optimizer", HEAD + MODEL + TAIL + "optimizer: {adm: {rate: 0.1}}\n");
        cases.put("an unknown data source", "name: x\ndata: mnist\n" + MODEL + TAIL);
        cases.put("a misspelled setting", HEAD + "model: [{dense: {unit: 10}}]\n" + TAIL);
        cases.put("a missing setting", HEAD + "model: [{dense: {activation: relu}}]\n" + TAIL);
        cases.put("text for a number", HEAD + "model: [{dense: {units: many}}]\n" + TAIL);
        cases.put("a fraction for a whole number", HEAD + "model: [{dense: 2.5}]\n" + TAIL);
        cases.put("a list for a number", HEAD + MODEL + TAIL + "batch: [64]\n");
        cases.put("no units", HEAD + "model: [{dense: 0}]\n" + TAIL);
        cases.put("a negative batch", HEAD + MODEL + TAIL + "batch: -1\n");
        cases.put("no epochs", HEAD + MODEL + TAIL + "epochs: 0\n");
        cases.put("a negative rate", HEAD + MODEL + TAIL + "optimizer: {sgd: {rate: -1}}\n");
        cases.put("a loss scale of zero", HEAD + MODEL + TAIL + "loss_scale: 0\n");
        cases.put("a negative penalty", HEAD + MODEL + TAIL + "penalty: {l1: 0.1, l2: -1}\n");
        cases.put("an unknown penalty", HEAD + MODEL + TAIL + "penalty: {l3: 1}\n");
        cases.put("no patience", HEAD + MODEL + TAIL + "stop: {early_stopping: {patience: 0}}\n");
        cases.put("all held out", HEAD + MODEL + TAIL + "stop: {early_stopping: {validation: 1}}\n");
        cases.put("an unknown monitor", HEAD + MODEL + TAIL + "stop: {early_stopping: {monitor: accuracy}}\n");
        cases.put("an unknown stop", HEAD + MODEL + TAIL + "stop: {early_stop: {patience: 1}}\n");
        cases.put("a negative least gain", HEAD + MODEL + TAIL + "stop: {early_stopping: {min_delta: -1}}\n");
        cases.put("a dropout of one", HEAD + "model: [{dropout: 1}, {dense: 10}]\n" + TAIL);
        cases.put("yes for true", HEAD + "model: [{dense: {units: 10, bias: yes}}]\n" + TAIL);
        cases.put("two layers in one item", HEAD + "model: [{dense: 10, dropout: 0.5}]\n" + TAIL);
        cases.put("settings for a layer that has none", HEAD + MODEL + "loss: {softmax_cross_entropy: {x: 1}}\n");
        cases.put("a split above one", "name: x\ndata: {digits: {split: 1.5}}\n" + MODEL + TAIL);
        cases.put("an unknown scale", "name: x\ndata: {digits: {scale: each}}\n" + MODEL + TAIL);
        cases.put("several columns of classes", "name: x\ndata: {csv: {path: a.csv, target: [a, b]}}\n" + MODEL + TAIL);
        cases.put("settings for a column", "name: x\ndata: {csv: {path: a.csv, target: {a: b}}}\n" + MODEL + TAIL);
        cases.put("a list in a list of columns", "name: x\ndata: {csv: {path: a.csv, target: [[a]]}}\n" + MODEL + TAIL);
        cases.put("no column", "name: x\ndata: {csv: {path: a.csv, target: }}\n" + MODEL + TAIL);
        cases.put("nothing after a key", "name: x\ndata:\n" + MODEL + TAIL);
        return cases;
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Recipe.read(Path.of("nowhere.yaml")))
                .isInstanceOf(RecipeException.class)
                .hasMessage("nowhere.yaml: no such file");
    }
}
