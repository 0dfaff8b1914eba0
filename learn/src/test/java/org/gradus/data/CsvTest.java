package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    private static Csv csv(Csv.Header header, String target, Csv.Kind task, String delimiter) {
        return new Csv("a.csv", Optional.empty(), header, List.of(target), task, delimiter, 0.8, 1, false, Scale.FALSE);
    }

    private static final Csv CLASSES = csv(Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, ",");
    private static final Csv QUANTITIES = csv(Csv.Header.AUTO, "last", Csv.Kind.REGRESSION, ",");

    /// The rows in the order of the file.
    private static Table read(Csv settings, String text) {
        return CsvReader.read(CsvText.decode("a", "a.csv", text.getBytes(StandardCharsets.UTF_8)), settings);
    }

    private static void check(Table table, double[] inputs, double... targets) {
        assertThat(table.inputs().toDoubles()).containsExactly(inputs);
        assertThat(table.targets().toDoubles()).containsExactly(targets);
    }

    @Test
    void theLastColumnIsTheClassUnlessTold() {
        Table table = read(CLASSES, "1,2,0\n3,4,1\n");
        check(table, new double[] {1, 2, 3, 4}, 0, 1);
        assertThat(table.task()).isEqualTo(new Task.Classification(2));
    }

    @Test
    void aFirstLineWithoutAnyNumberIsAHeader() {
        check(read(CLASSES, "a,b,class\n1,2,0\n3,4,1\n"), new double[] {1, 2, 3, 4}, 0, 1);
        check(
                read(csv(Csv.Header.TRUE, "last", Csv.Kind.CLASSIFICATION, ","), "1,2,3\n1,2,0\n3,4,1"),
                new double[] {1, 2, 3, 4},
                0,
                1);
        assertThat(read(csv(Csv.Header.FALSE, "1", Csv.Kind.CLASSIFICATION, ","), "x,1\ny,2")
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void theTargetIsAColumnByNameOrByNumber() {
        String text = "kind,b,c\n0,2,3\n1,5,6\n";
        check(read(csv(Csv.Header.AUTO, "kind", Csv.Kind.CLASSIFICATION, ","), text), new double[] {2, 3, 5, 6}, 0, 1);
        check(read(csv(Csv.Header.AUTO, "1", Csv.Kind.CLASSIFICATION, ","), text), new double[] {2, 3, 5, 6}, 0, 1);
        check(read(csv(Csv.Header.AUTO, "2", Csv.Kind.REGRESSION, ","), text), new double[] {0, 3, 1, 6}, 2, 5);
    }

    @Test
    void regressionTargetsAreNumbersInOneColumn() {
        Table table = read(QUANTITIES, "1,0.5\n2,-1e3\n");
        check(table, new double[] {1, 2}, 0.5, -1000);
        assertThat(table.task()).isEqualTo(new Task.Regression(1));
        assertThat(table.targets().shape().dims()).containsExactly(2, 1);
    }

    private static Csv several(Csv.Kind task, String... targets) {
        return new Csv(
                "a.csv", Optional.empty(), Csv.Header.AUTO, List.of(targets), task, ",", 0.8, 1, false, Scale.FALSE);
    }

    @Test
    void severalTargetsAreSeveralOutputsInTheOrderOfTheRecipe() {
        Table table = read(several(Csv.Kind.REGRESSION, "c", "1"), "a,b,c,d\n1,2,3,4\n5,6,7,8\n");
        check(table, new double[] {2, 4, 6, 8}, 3, 1, 7, 5);
        assertThat(table.task()).isEqualTo(new Task.Regression(2));
        assertThat(table.targets().shape().dims()).containsExactly(2, 2);
    }

    @Test
    void answersAreZeroOrOneNoOrYesFalseOrTrue() {
        Csv questions = several(Csv.Kind.MULTI_LABEL, "a", "b", "c");
        Table table = read(questions, "x,a,b,c\n1,0,no,False\n2,1,yes,True\n3,1.0,NO,true\n4,0.0,Yes,FALSE\n");
        check(table, new double[] {1, 2, 3, 4}, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0);
        assertThat(table.task()).isEqualTo(new Task.MultiLabel(3));
        check(read(several(Csv.Kind.MULTI_LABEL, "last"), "1,0\n2,1"), new double[] {1, 2}, 0, 1);
    }

    @Test
    void classesStandInOneColumn() {
        assertThatThrownBy(() -> several(Csv.Kind.CLASSIFICATION, "a", "b"))
                .hasMessage("target: expected one column of classes, found a, b; for yes-or-no labels, set task:"
                        + " multi_label");
        assertThatThrownBy(() -> several(Csv.Kind.REGRESSION))
                .hasMessage("target: expected a column's name or number, found nothing");
        assertThatThrownBy(() -> several(Csv.Kind.REGRESSION, "a", " "))
                .hasMessage("target: expected a column's name or number, found nothing");
    }

    @Test
    void classesAreTheDistinctLabelsInOrder() {
        assertThat(read(CLASSES, "0,10\n0,2\n0,-1\n0,2.0\n0,10\n").targets()).isEqualTo(Tensor.ints(2, 1, 0, 1, 2));
        assertThat(read(CLASSES, "0,virginica\n0,setosa\n0,virginica\n").targets())
                .isEqualTo(Tensor.ints(1, 0, 1));
    }

    @Test
    void quotesBlankLinesSpacesAndLineEndsAreUnderstood() {
        String text = "\uFEFF\"a, \"\"the\"\" first\nname\", class\r\n\r\n 1 ,\"x, y\"\r\n   \n\"2\" ,z\n\n";
        check(read(CLASSES, text), new double[] {1, 2}, 0, 1);
        check(read(CLASSES, "1,0\r2,1"), new double[] {1, 2}, 0, 1);
    }

    @Test
    void linesAreCountedThroughQuotedLineEnds() {
        assertThatThrownBy(() -> read(CLASSES, "\"a\nb\",c\n1,0\nx,1\n"))
                .hasMessage("a.csv: line 4, column 1: expected a number, found \"x\"");
    }

    @Test
    void theDelimiterCanBeAnyCharacter() {
        check(read(csv(Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, ";"), "1;0\n2;1"), new double[] {1, 2}, 0, 1);
        check(
                read(csv(Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, "tab"), "1\t0\n2\t1"),
                new double[] {1, 2},
                0,
                1);
        check(read(csv(Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, " "), "1 0\n2 1"), new double[] {1, 2}, 0, 1);
        assertThatThrownBy(() -> csv(Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, "::"))
                .hasMessage("delimiter: expected one character between fields, or tab, found \"::\"");
    }

    @Test
    void numbersAreDecimalAndNothingElse() {
        for (String number : new String[] {"1", "-1", "+1", "1.", ".5", "1.5e3", "1E-3", "007", "1e+2"}) {
            assertThat(Numbers.isNumber(number)).as(number).isTrue();
        }
        for (String other : new String[] {
            "",
            ".",
            "-",
            "e5",
            "1e",
            "1e+",
            "NaN",
            "Infinity",
            "1f",
            "1d",
            "0x1p3",
            "1_000",
            "1,5",
            " 1",
            "--1",
            "1.2.3",
            "٣"
        }) {
            assertThat(Numbers.isNumber(other)).as(other).isFalse();
        }
    }

    @Test
    void pathsStartAtTheRecipesFolderAndGzipIsUnpacked() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        byte[] text = "1,0\n2,1\n3,0\n4,1\n5,0\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("sub/a.csv"), text);
        Files.write(folder.resolve("sub/a.csv.gz"), IdxTest.gzip(text));
        Dataset plain = Csv.of("sub/a.csv").load(folder);
        Dataset packed = Csv.of("sub/a.csv.gz").load(folder);
        assertThat(plain.train().count()).isEqualTo(4);
        assertThat(plain.name()).isEqualTo("a.csv");
        assertThat(packed.hash()).isEqualTo(plain.hash());
    }

    /// The rows of one file to train on and of another to test on.
    private Dataset load(Csv.Kind task, boolean standardize, String train, String test) throws IOException {
        Files.writeString(folder.resolve("a.csv"), train);
        Files.writeString(folder.resolve("b.csv"), test);
        return new Csv(
                        "a.csv",
                        Optional.of("b.csv"),
                        Csv.Header.AUTO,
                        List.of("last"),
                        task,
                        ",",
                        0.5,
                        1,
                        standardize,
                        Scale.FALSE)
                .load(folder);
    }

    @Test
    void withATestFileAllRowsTrainAllItsRowsAreHeldOutAndNothingIsShuffled() throws IOException {
        Dataset data = load(Csv.Kind.CLASSIFICATION, false, "1,b\n2,a\n3,c\n4,a\n5,b\n", "7,c\n6,a\n");
        assertThat(data.train().inputs().toFloats()).containsExactly(1, 2, 3, 4, 5);
        assertThat(data.train().targets()).isEqualTo(Tensor.ints(1, 0, 2, 0, 1));
        assertThat(data.test().inputs().toFloats()).containsExactly(7, 6);
        assertThat(data.test().targets()).isEqualTo(Tensor.ints(2, 0));
        assertThat(data.task()).isEqualTo(new Task.Classification(3));
        assertThat(data.name()).isEqualTo("a.csv");
    }

    @Test
    void theTestFileIsRescaledByWhatTheTrainingFileShows() throws IOException {
        Dataset data = load(Csv.Kind.REGRESSION, true, "x,y\n-3,0.5\n5,1\n", "x,y\n9,7\n");
        assertThat(data.train().inputs().toFloats()).containsExactly(-1, 1);
        assertThat(data.test().inputs().toFloats()).containsExactly(2);
        assertThat(data.test().targets().toFloats()).containsExactly(7);
    }
}
