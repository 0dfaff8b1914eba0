package org.gradus.studio.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gradus.draw.Numbers;
import org.gradus.recipe.RecipeText;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.RunFolder;
import org.gradus.studio.Served;
import org.gradus.studio.web.Wire.Reply;
import org.gradus.train.Checkpoint;
import org.junit.jupiter.api.Test;

/// The networks of recorded runs in the graph lab.
class RunNetworkLaws extends Served {
    /// A copy of the checkpoint before the first step.
    private static final String FIRST = "first.safetensors";

    private static final String SPIRALS =
            "{spirals: {samples: 120, classes: 2, turns: 1.0, noise: 0.05, seed: 1, split: 0.8}}";

    /// Trains a network with three equal hidden layers, under a name that could be markup.
    private RunFolder recorded(String data) throws IOException {
        String recipe = """
                name: small <b>
                data: %s
                model: [{repeat: {times: 4, layers: [{dense: {units: 8, activation: sigmoid}}]}}, {dense: 2}]
                loss: softmax_cross_entropy
                epochs: 2
                batch: 16
                """.formatted(data);
        NamedRecipe named = new NamedRecipe(RecipeText.parse(recipe, "small.yaml"), folder);
        try (Recording recording = Recording.begin(named, folder, "test", 1)) {
            RunFolder run = recording.run();
            Files.copy(run.file(RunFolder.CHECKPOINT), run.file(FIRST));
            recording.train(_ -> {});
            return run;
        }
    }

    private static double[] weights(RunFolder run, String checkpoint, String layer) {
        return Checkpoint.read(run.file(checkpoint))
                .tensors()
                .get(layer + "/weight")
                .toDoubles();
    }

    private static String size(double[] weights) {
        double squares = DoubleStream.of(weights).map(w -> w * w).sum();
        return "<td>" + Numbers.of(Math.sqrt(squares / weights.length), 4) + "</td>";
    }

    /// What the table of weights says of a layer.
    private static String sizes(RunFolder run, String layer) {
        double[] first = weights(run, FIRST, layer), last = weights(run, RunFolder.CHECKPOINT, layer);
        double[] moved = IntStream.range(0, first.length)
                .mapToDouble(i -> last[i] - first[i])
                .toArray();
        return size(moved) + size(first) + size(last);
    }

    @Test
    void theNetworkOfARunIsDrawnWithItsLayersAndItsTrainedWeights() throws IOException {
        RunFolder run = recorded(SPIRALS);
        String address = "run=" + run.id(),
                folded = get("/part/graph/network?" + address).body();
        assertThat(folded)
                .contains("The network of " + run.id(), "3 × dense 8, sigmoid", "href=\"/run/" + run.id() + "\"")
                .contains("href=\"/graph?" + address + "&amp;open=dense2\"", "keeps ")
                .doesNotContain("data-node=\"dense3\"");
        String open = get("/part/graph/network?" + address + "&open=dense2").body();
        for (int layer = 1; layer <= 5; layer++) assertThat(open).contains("data-node=\"dense" + layer + "\"");
        String weights = folded.substring(folded.indexOf("id=\"weights\""));
        assertThat(weights).contains("<th scope=\"col\">initial</th><th scope=\"col\">after step 12</th></tr>");
        for (int layer = 1; layer <= 5; layer++) assertThat(weights).contains(sizes(run, "dense" + layer));
        assertThat(weights.split("<tr><th scope=\"row\">", -1)).hasSize(6);
        assertThat(get("/graph?" + address).body()).contains(folded);
    }

    @Test
    void theParametersOfALayerAreTold() throws IOException {
        RunFolder run = recorded(SPIRALS);
        String address = "run=" + run.id() + "&open=dense2";
        String none = get("/part/graph/network?" + address).body();
        assertThat(none)
                .contains("href=\"/graph?" + address.replace("&", "&amp;") + "&amp;layer=dense3\"")
                .doesNotContain("id=\"tensors\"");
        String told = get("/part/graph/network?" + address + "&layer=dense3").body();
        assertThat(told)
                .contains("id=\"tensors\"", "id=\"tensor-dense3-weight-learned\"", "dense3/weight, learned")
                .contains("href=\"/graph?" + address.replace("&", "&amp;") + "\" data-layer=\"dense3\"");
        assertThat(told).contains(statistics("initial", weights(run, FIRST, "dense3")));
        assertThat(told).contains(statistics("after step 12", weights(run, RunFolder.CHECKPOINT, "dense3")));
        double[] bias = Checkpoint.read(run.file(RunFolder.CHECKPOINT))
                .tensors()
                .get("dense3/bias")
                .toDoubles();
        assertThat(told).contains(statistics("initial", new double[8]), statistics("after step 12", bias));
        assertThat(told).contains("<td>[8]</td>").doesNotContain("id=\"tensor-dense3-bias", "dense2/weight, ");
        String preset =
                get("/part/graph/network?recipe=deep-sigmoid&layer=dense13").body();
        assertThat(preset)
                .contains("id=\"tensor-dense13-weight-initial\"")
                .doesNotContain("id=\"tensor-dense13-weight-learned");
        assertThat(get("/graph?recipe=deep-sigmoid&layer=%3Cb%3E").body())
                .contains("Parameters of &lt;b&gt;", "No layer of this network has this name")
                .doesNotContain("<b>");
    }

    /// A row of the table of statistics, of a matrix or of its biases.
    private static String statistics(String when, double[] numbers) {
        DoubleSummaryStatistics s = DoubleStream.of(numbers).summaryStatistics();
        double variance = DoubleStream.of(numbers)
                .map(w -> Math.pow(w - s.getAverage(), 2))
                .average()
                .orElseThrow();
        String shape = numbers.length == 64 ? "[8, 8]" : "[8]";
        long zeros = DoubleStream.of(numbers).filter(w -> w == 0).count();
        return "<td>" + when + "</td><td>" + shape + "</td><td>" + Numbers.of(s.getAverage()) + "</td><td>"
                + Numbers.of(Math.sqrt(variance)) + "</td><td>" + Numbers.of(s.getMin()) + "</td><td>"
                + Numbers.of(s.getMax()) + "</td><td>" + zeros + " of " + numbers.length + "</td>";
    }

    @Test
    void aRunThatKeptNoWeightsHasItsNetworkAllTheSame() throws IOException {
        RunFolder run = recorded(SPIRALS);
        Files.delete(run.file(RunFolder.CHECKPOINT));
        Files.deleteIfExists(run.file(RunFolder.MODEL));
        assertThat(get("/part/graph/network?run=" + run.id()).body())
                .contains("data-node=\"dense2\"", "the run has kept neither a checkpoint nor a model");
    }

    @Test
    void theChoiceHasTheLatestRunsAndTheirNamesAreText() throws IOException, InterruptedException {
        assertThat(get("/graph?recipe=deep-sigmoid").body()).doesNotContain("data-name=\"run\"");
        String first = recorded(SPIRALS).id(), second = recorded(SPIRALS).id();
        String page = soon("/graph?run=" + first, second);
        assertThat(page).contains("name=\"run\"", "data-name=\"recipe\"").doesNotContain("small <b>");
        assertThat(page)
                .containsSubsequence(
                        "<option value=\"" + second + "\">small &lt;b&gt; · " + second,
                        "<option value=\"" + first + "\" selected=\"selected\">small &lt;b&gt; · " + first);
    }

    @Test
    void aRunThatIsNotThereOrWhoseDataAreGoneIsSaidWhereThePictureWouldBe() throws IOException {
        assertThat(get("/graph?run=none").body())
                .contains("role=\"alert\">there is no run none in", "selected=\"selected\">none</option>");
        assertThat(get("/graph?run=" + "%22%3E%3Cscript%3E").body())
                .contains("role=\"alert\">there is no run &quot;&gt;&lt;script&gt; in")
                .doesNotContain("\"><script>");
        Path rows = Files.writeString(folder.resolve("rows.csv"), "a,b,kind\n" + "1,2,x\n3,1,y\n".repeat(20));
        RunFolder run = recorded("{csv: {path: rows.csv}}");
        assertThat(get("/graph?run=" + run.id()).body()).contains("id=\"network\"");
        Files.delete(rows);
        Reply gone = get("/graph?run=" + run.id());
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.body()).contains("role=\"alert\">", "rows.csv").doesNotContain("id=\"network\"");
    }
}
