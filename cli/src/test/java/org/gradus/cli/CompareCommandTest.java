package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gradus compare`, on small runs that were examined, or only trained.
class CompareCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void aFolder() {
        shell = Shell.piped().in(folder);
    }

    /// The id of a run of the small recipe, changed.
    private String trained(String name, String text) {
        Recipes.write(folder, name, text);
        assertThat(shell.run("train", name + ".yaml").code()).isZero();
        return RunFolder.list(folder.resolve("runs")).getLast().id();
    }

    private String examined(String name, String text) {
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
        return Recipes.SMALL.replace("rate: 0.01", "rate: 0.001");
    }

    @Test
    void twoRunsAreComparedOnTheTerminalAndOnAPage() throws IOException {
        String a = examined("small", Recipes.SMALL), b = examined("slow", slow());
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
        String a = examined("small", Recipes.SMALL), b = examined("slow", slow());
        String text = shell.run("compare", a, b, "--ascii").out();
        assertThat(text.lines()).allMatch(line -> Terminal.columns(line) <= 80);
        assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f);
    }

    @Test
    void otherDataAndAnotherSeedAreSaid() {
        String a = examined("small", Recipes.SMALL);
        String b = examined("other", Recipes.SMALL.replace("samples: 120", "samples: 90") + "seed: 9\n");
        assertThat(shell.run("compare", a, b, "-o", "page.html").out().replaceAll("\\s+", " "))
                .contains("beware This is not like with like: the data differ (", "the seeds differ (", ", 9 in B)")
                .contains("page page.html");
        assertThat(folder.resolve("page.html")).isNotEmptyFile();
        assertThat(folder.resolve("compare.html")).doesNotExist();
    }

    /// What `--json` promises.
    public record Answer(int version, Side a, Side b, boolean alike, List<String> settings, String page) {}

    /// A run of the answer.
    public record Side(String run, String verdict) {}

    @Test
    void theJsonObjectTellsTheSame() {
        String a = examined("small", Recipes.SMALL), b = examined("slow", slow());
        Result result = shell.run("compare", a, b, "--json");
        Answer answer = JsonReader.read(result.out(), Answer.class, "answer");
        assertThat(answer.version()).isEqualTo(1);
        assertThat(List.of(answer.a().run(), answer.b().run())).containsExactly(a, b);
        assertThat(answer.alike()).isTrue();
        assertThat(answer.settings()).hasSize(2);
        assertThat(Path.of(answer.page())).isNotEmptyFile();
    }

    @Test
    void aRunIsComparedWithItsOwnCure() {
        Recipes.write(folder, "sick", DoctorCommandTest.SICK);
        assertThat(shell.run("doctor", "sick.yaml").code()).isZero();
        String run = RunFolder.list(folder.resolve("runs")).getLast().id();
        Result result = shell.run("compare", run);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("A ZERO INIT, B HEALTHY", "B: " + run + ", cured", "settings  - ");
    }

    @Test
    void whatIsNoExaminedRunIsRefusedAsTheReportRefusesIt() {
        String a = examined("small", Recipes.SMALL), only = trained("slow", slow());
        for (String wrong : List.of(only, a + "x")) {
            String expected = shell.run("report", wrong).err().replace("gradus report", "gradus compare");
            for (List<String> call : List.of(List.of("compare", a, wrong), List.of("compare", wrong, a))) {
                Result result = shell.run(call.toArray(String[]::new));
                assertThat(result.code()).isEqualTo(Gradus.REFUSED);
                assertThat(result.err()).isEqualTo(expected);
            }
        }
        assertThat(folder.resolve("compare.html")).doesNotExist();
    }

    @Test
    void aRunWithoutACureNeedsASecondOneAndNotItself() {
        String a = examined("small", Recipes.SMALL);
        assertThat(shell.run("compare", a).err().replaceAll("\\s+", " "))
                .contains("run " + a + ": expected one that the doctor cured, found no cure; `gradus compare " + a
                        + " B`");
        assertThat(shell.run("compare", a, "runs/" + a).err().replaceAll("\\s+", " "))
                .contains("B: expected another run than A, found " + a + " again");
        assertThat(shell.run("compare").code()).isEqualTo(Gradus.REFUSED);
    }

    @Test
    void aFileOfARunIsNeverWrittenOver() throws IOException {
        String a = examined("small", Recipes.SMALL), b = examined("slow", slow());
        Path recipe = folder.resolve("runs").resolve(b).resolve(RunFolder.RECIPE);
        String before = Files.readString(recipe);
        Result result = shell.run("compare", a, b, "-o", "runs/" + b + "/recipe.yaml");
        assertThat(result.code()).isEqualTo(Gradus.REFUSED);
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains("--output: expected a file that is no part of run " + b + ", found recipe.yaml");
        assertThat(recipe).hasContent(before);
        assertThat(shell.run("compare", a, b, "-o", "runs/" + b + "/new.html").code())
                .isZero();
    }
}
