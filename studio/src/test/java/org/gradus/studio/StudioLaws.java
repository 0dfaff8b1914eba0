package org.gradus.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Examination;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.name.InputException;
import org.gradus.probe.Field;
import org.gradus.probe.Measure;
import org.gradus.recipe.Recipe;
import org.gradus.report.Headline;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.studio.page.Assets;
import org.gradus.studio.web.EventStream;
import org.gradus.studio.web.Wire.Reply;
import org.junit.jupiter.api.Test;

/// The pages over a folder of runs, as a browser gets them.
class StudioLaws extends Served {
    private static final String RECIPE = """
            name: small <b>
            data: {spirals: {samples: 120, classes: 2, turns: 1.0, noise: 0.05, seed: 1, split: 0.8}}
            model: [{repeat: {times: 4, layers: [{dense: {units: 8, activation: sigmoid}}]}}, {dense: 2}]
            loss: softmax_cross_entropy
            optimizer: {sgd: {rate: 0.1}}
            epochs: 10
            batch: 16
            """;

    private static final Consultation FOUND = consultation();

    /// What the doctor says of the recipe, without trials.
    private static Consultation consultation() {
        Recipe recipe = Recipe.parse(RECIPE, "small.yaml");
        Dataset data = recipe.data().load(Path.of(""));
        try (Examination examination = new Examination(recipe, data, recipe.seed(), 1)) {
            examination.train(examination.trainer().totalSteps(), _ -> {});
            Evidence e = examination.evidence();
            return new Consultation(e, new Judge().judge(e), List.of(), Optional.empty(), 0, 0);
        }
    }

    /// A run that the doctor has examined.
    private Consultation examined(String id) throws IOException {
        Evidence e = FOUND.evidence();
        Files.createDirectories(folder.resolve(id));
        Files.writeString(folder.resolve(id).resolve(RunFolder.RUN), "{}");
        RunFolder run = RunFolder.open(folder, id);
        Archive.save(run, FOUND);
        new RunCard(
                        RunCard.VERSION,
                        e.recipe().name(),
                        "",
                        e.recipe().data().load(Path.of("")).hash(),
                        "gradus doctor small.yaml",
                        "2026-11-29T00:00:00Z",
                        "0",
                        "25",
                        e.steps(),
                        e.layers(),
                        Arrays.stream(Field.values()).map(Field::key).toList(),
                        e.history().tensors(),
                        Arrays.stream(Measure.values()).map(Measure::key).toList())
                .write(run);
        return FOUND;
    }

    @Test
    void anEmptyFolderSaysHowToMakeARun() throws IOException {
        assertThat(get("/").body()).contains("gradus doctor deep-sigmoid");
    }

    @Test
    void aRunThatAppearsIsShownWithTheDoctorsWords() throws IOException, InterruptedException {
        Consultation found = examined("2026-11-29-a");
        String sign = Headline.of(found.verdict()).signed();
        String home = soon("/", sign);
        assertThat(home)
                .contains("href=\"/run/2026-11-29-a\"", "small &lt;b&gt;")
                .doesNotContain("small <b>");
        assertThat(get("/part/runs").body()).contains(sign);
        String run = get("/run/2026-11-29-a").body();
        assertThat(run)
                .contains(sign, "id=\"depth\"", "id=\"heatmap\"", "id=\"updates\"", "id=\"saturation\"", "id=\"loss\"");
        assertThat(get("/run/2026-11-29-a/why").body())
                .contains(Headline.of(found.verdict()).title(), "id=\"evidence\"", "id=\"made\"");
    }

    @Test
    void aFileIsNoFolderOfRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("README.md"), "");
        assertThatThrownBy(() -> Studio.start(file, "localhost", 0, ""))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("README.md: expected a folder of runs, found a file");
    }

    @Test
    void whatIsFoundOutHereIsReadBackOnlyWhenSomebodyElseHasWritten() throws IOException {
        try (EventStream events = new EventStream();
                RunIndex index = new RunIndex(folder, events)) {
            examined("2026-11-29-a");
            RunFolder run = RunFolder.open(folder, "2026-11-29-a");
            index.write(run, FOUND, () -> Archive.save(run, FOUND));
            index.refresh();
            assertThat(index.examined(run.id()).consultation()).isSameAs(FOUND);
            run.write("trials.json", run.read("trials.json") + "\n");
            index.refresh();
            assertThat(index.examined(run.id()).consultation()).isNotSameAs(FOUND);
        }
    }

    @Test
    void aFolderMayHaveAnyName() throws IOException, InterruptedException {
        String name = "my run, 50% é & <b>#1? +a=b";
        examined(name);
        String home = soon("/", Headline.of(FOUND.verdict()).signed());
        assertThat(home).contains("my run, 50% é &amp; &lt;b&gt;#1? +a=b").doesNotContain("<b>#1");
        String run =
                links(home).filter(link -> !link.endsWith("/why")).findFirst().orElseThrow();
        String page = get(run).body();
        assertThat(page).containsPattern("data-topic=\"run/\\S+ files/\\S+ forecast/\\S+\"");
        String network = "/graph?run=" + run.substring("/run/".length());
        assertThat(get(network).status()).as(network).isEqualTo(200);
        for (String link : Stream.concat(links(home), links(page)).distinct().toList())
            assertThat(get(link).status()).as(link).isEqualTo(200);
        assertThat(links(page)).hasSizeGreaterThan(3);
    }

    /// Where a page leads among the runs, and what it fetches anew of them.
    private static Stream<String> links(String page) {
        return Pattern.compile("\"((?:/part)?/run/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"));
    }

    @Test
    void aBrokenRunCostsItsOwnLineOnly() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("2026-11-29-b"));
        Files.writeString(folder.resolve("2026-11-29-b").resolve(RunFolder.RUN), "{\"version\": ");
        examined("2026-11-29-c");
        String home = soon("/", "2026-11-29-c");
        assertThat(home).contains("2026-11-29-b/run.json");
        Reply broken = get("/run/2026-11-29-b");
        assertThat(broken.status()).isEqualTo(404);
        assertThat(broken.body()).contains("2026-11-29-b/run.json");
        assertThat(get("/run/none").body()).contains("there is no run none in");
        Reply script = get("/run/%3Cscript%3E");
        assertThat(script.status()).isEqualTo(404);
        assertThat(script.body()).contains("there is no run &lt;script&gt; in");
    }

    @Test
    void aRunWhoseEvidenceIsBrokenSaysWhyItCannotBeJudged() throws IOException, InterruptedException {
        examined("2026-11-29-a");
        soon("/run/2026-11-29-a/why", "id=\"evidence\"");
        Files.writeString(folder.resolve("2026-11-29-a").resolve("evidence.json"), "{\"layers\": ");
        soon("/", "cannot be judged");
        assertThat(get("/run/2026-11-29-a/why").body())
                .contains("run 2026-11-29-a cannot be judged: ")
                .contains("evidence.json");
        assertThat(get("/run/2026-11-29-a").body()).contains("id=\"depth\"");
    }

    @Test
    void everyPageLoadsFromThisServerOnly() throws IOException, InterruptedException {
        examined("2026-11-29-a");
        soon("/", "2026-11-29-a");
        for (String path : List.of("/", "/run/2026-11-29-a")) {
            String page = get(path).body();
            assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:", "//");
            for (String sheet : Assets.SHEETS) assertThat(page).contains(Assets.PATH + sheet);
        }
        for (String sheet : Assets.SHEETS)
            assertThat(get(Assets.PATH + sheet).status()).isEqualTo(200);
        assertThat(get(Assets.PATH + "studio.js").head())
                .containsIgnoringCase("Content-Type: text/javascript; charset=utf-8");
        assertThat(get(Assets.PATH + "inter.woff2").head()).containsIgnoringCase("Content-Type: font/woff2");
        assertThat(get(Assets.PATH + "Assets.class").status()).isEqualTo(404);
    }
}
