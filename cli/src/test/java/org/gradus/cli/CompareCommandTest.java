package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gradus.cli.Shell.Result;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Examination;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.recipe.Recipe;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gradus compare`, on small runs that were examined, or only trained.
class CompareCommandTest {
    @TempDir
    static Path folder;

    /// What the runs are called: two that were examined, one of other data and another seed, and one only trained.
    private record Runs(String a, String b, String other, String only) {}

    private static final AtomicReference<Runs> RUNS = new AtomicReference<>(new Runs("", "", "", ""));

    /// What is healthy is judged at once, and each command judges what it reads.
    private static final String HEALTHY =
            Recipes.SMALL.replace("rate: 0.01", "rate: 0.05").replace("epochs: 6", "epochs: 30");

    private final Shell shell = Shell.piped().in(folder);
    private final String a = RUNS.get().a(), b = RUNS.get().b();

    @BeforeAll
    static void runsLieInTheFolder() {
        String small = examined("small", HEALTHY), slow = examined("slow", slow());
        String unlike = examined("other", HEALTHY.replace("samples: 120", "samples: 90") + "seed: 9\n");
        RUNS.set(new Runs(small, slow, unlike, trained("only", slow())));
    }

    /// The id of a run of a recipe.
    private static String trained(String name, String text) {
        Recipes.write(folder, name, text);
        assertThat(Shell.piped().in(folder).run("train", name + ".yaml").code()).isZero();
        return RunFolder.list(folder.resolve("runs")).getLast().id();
    }

    private static String examined(String name, String text) {
        String id = trained(name, text);
        RunFolder run = RunFolder.open(folder.resolve("runs"), id);
        Recipe recipe = Recipe.parse(run.read(RunFolder.RECIPE), "recipe");
        Dataset data = recipe.data().load(Path.of(""));
        try (Examination examination = new Examination(recipe, data, recipe.seed(), 1)) {
            examination.train(examination.trainer().totalSteps(), _ -> {});
            Evidence evidence = examination.evidence();
            Archive.save(
                    run, new Consultation(evidence, new Judge().judge(evidence), List.of(), Optional.empty(), 0, 0));
        }
        return id;
    }

    private static String slow() {
        return HEALTHY.replace("rate: 0.05", "rate: 0.03");
    }

    @Test
    void twoRunsAreComparedOnTheTerminalAndOnAPage() throws IOException {
        Result result = shell.run("compare", a, b);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("A: " + a, "B: " + b, "settings  - ", "alike     Both have the same data")
                .contains("held-out loss", "error signal at each layer", "page      compare.html");
        assertThat(Files.readString(folder.resolve("compare.html")))
                .startsWith("<!DOCTYPE html>")
                .contains("id=\"heatmap-a\"", "id=\"heatmap-b\"", "id=\"updates-a\"", "id=\"depth-pair\"");
    }

    @Test
    void linesForPeopleHaveEightyColumnsAndAsciiWhereAsked() {
        String text = shell.run("compare", a, b, "--ascii").out();
        assertThat(text.lines()).allMatch(line -> Terminal.columns(line) <= 80);
        assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f);
    }

    @Test
    void otherDataAndAnotherSeedAreSaid() {
        assertThat(shell.run("compare", a, RUNS.get().other(), "-o", "page.html")
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("beware This is not like with like: the data differ (", "the seeds differ (", ", 9 in B)")
                .contains("page page.html");
        assertThat(folder.resolve("page.html")).isNotEmptyFile();
    }

    /// What `--json` promises.
    public record Answer(int version, Side a, Side b, boolean alike, List<String> settings, String page) {}

    /// A run of the answer.
    public record Side(String run, String verdict) {}

    @Test
    void theJsonObjectTellsTheSame() {
        Result result = shell.run("compare", a, b, "--json");
        Answer answer = JsonReader.read(result.out(), Answer.class, "answer");
        assertThat(answer.version()).isEqualTo(1);
        assertThat(List.of(answer.a().run(), answer.b().run())).containsExactly(a, b);
        assertThat(answer.alike()).isTrue();
        assertThat(answer.settings()).hasSize(2);
        assertThat(Path.of(answer.page())).isNotEmptyFile();
    }

    @Test
    void aRunIsComparedWithItsOwnCure() throws IOException {
        Path apart = folder.resolve("apart");
        Files.createDirectory(apart);
        Recipes.write(apart, "sick", DoctorCommandTest.SICK);
        Shell there = Shell.piped().in(apart);
        assertThat(there.run("doctor", "sick.yaml").code()).isZero();
        String run = RunFolder.list(apart.resolve("runs")).getLast().id();
        Result result = there.run("compare", run);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("A ZERO INIT, B HEALTHY", "B: " + run + ", cured", "settings  - ");
    }

    /// What was said, however its lines are folded.
    private static String words(Result result) {
        return result.err().replaceAll("\\s+", " ");
    }

    @Test
    void whatIsNoExaminedRunIsRefusedAsTheReportRefusesIt() {
        for (String wrong : List.of(RUNS.get().only(), a + "x")) {
            String expected = words(shell.run("report", wrong)).replace("gradus report", "gradus compare");
            for (List<String> call : List.of(
                    List.of("compare", a, wrong, "-o", "no.html"), List.of("compare", wrong, a, "-o", "no.html"))) {
                Result result = shell.run(call.toArray(String[]::new));
                assertThat(result.code()).isEqualTo(Gradus.REFUSED);
                assertThat(words(result)).isEqualTo(expected);
            }
        }
        assertThat(folder.resolve("no.html")).doesNotExist();
    }

    @Test
    void aRunWithoutACureNeedsASecondOneAndNotItself() {
        assertThat(words(shell.run("compare", a)))
                .contains("run " + a + ": expected one that the doctor cured, found no cure; `gradus compare " + a
                        + " B`");
        assertThat(words(shell.run("compare", a, "runs/" + a)))
                .contains("B: expected another run than A, found " + a + " again");
        assertThat(shell.run("compare").code()).isEqualTo(Gradus.REFUSED);
    }

    @Test
    void aFileOfARunIsNeverWrittenOver() throws IOException {
        Path recipe = folder.resolve("runs").resolve(b).resolve(RunFolder.RECIPE);
        String before = Files.readString(recipe);
        Result result = shell.run("compare", a, b, "-o", "runs/" + b + "/recipe.yaml");
        assertThat(result.code()).isEqualTo(Gradus.REFUSED);
        assertThat(words(result))
                .contains("--output: expected a file that is no part of run " + b + ", found recipe.yaml");
        assertThat(recipe).hasContent(before);
        assertThat(shell.run("compare", a, b, "-o", "runs/" + b + "/new.html").code())
                .isZero();
    }
}
