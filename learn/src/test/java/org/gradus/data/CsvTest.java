package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    private static Csv csv(Csv.Header header, String target, Csv.Kind task, String delimiter) {
        return Csv.of("a.csv")
                .withHeader(header)
                .withTarget(target)
                .withTask(task)
                .withDelimiter(delimiter);
    }

    private static final Csv CLASSES = csv(Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, ",");
    private static final Csv QUANTITIES = csv(Csv.Header.AUTO, "last", Csv.Kind.REGRESSION, ",");

    private static CsvText text(String text) {
        return CsvText.decode("a", "a.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    /// The rows in the order of the file.
    private static Table read(Csv settings, String text) {
        return CsvReader.read(text(text), settings);
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
        return Csv.of("a.csv").withTargets(task, targets);
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
                .hasMessage("a.csv: line 4, column 1 (a\\nb): expected a number, as in the rows before, found"
                        + " \"x\"; if the column holds words, too, name it in categories or ignore");
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
    void theSeparatorIsFoundWhereNobodySaysIt() {
        Csv auto = Csv.of("a.csv");
        for (String separator : List.of(",", ";", "\t", "|")) {
            check(
                    read(
                            auto,
                            "a,b;c;y\n1,2;3;0\n4,5;6;1\n"
                                    .replace(",", ".")
                                    .replace(";", separator)
                                    .replace("a.b", "ab")),
                    new double[] {1.2, 3, 4.5, 6},
                    0,
                    1);
        }
        // more of another in one row are no separator
        check(
                read(
                        auto,
                        "x,y\n\"a;b;c\",0\n\"d;e\",1\n"
                                .replace("\"a;b;c\"", "1")
                                .replace("\"d;e\"", "2")),
                new double[] {1, 2},
                0,
                1);
    }

    @Test
    void aWordAboveNumbersMakesAHeaderThoughNumbersStandBesideIt() {
        check(read(CLASSES, "150,4,setosa\n1,2,0\n3,4,1\n"), new double[] {1, 2, 3, 4}, 0, 1);
        // a word above words is none
        assertThat(read(CLASSES, "1,2,setosa\n3,4,virginica\n").rows()).isEqualTo(2);
    }

    @Test
    void aFirstRowThatCountsIsAskedAbout() {
        assertThatThrownBy(() -> read(CLASSES, "0,1,2\n5,6,0\n7,8,1\n"))
                .hasMessage("a.csv: line 1: 0, 1, 2 may be names of columns or a row of numbers; set header: true or"
                        + " header: false");
        assertThat(read(CLASSES.withHeader(Csv.Header.TRUE), "0,1,2\n5,6,0\n7,8,1\n")
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void wordsAreCategoriesOneHotOrIds() {
        String text = "colour,size,y\nred,1,0\nblue,2,1\ngreen,3,0\nblue,4,1\n";
        Table table = read(CLASSES, text);
        check(table, new double[] {0, 0, 1, 1, 1, 0, 0, 2, 0, 1, 0, 3, 1, 0, 0, 4}, 0, 1, 0, 1);
        assertThat(table.preprocessing().layout().names())
                .containsExactly("colour=blue", "colour=green", "colour=red", "size");
        check(read(CLASSES.withEncode(Csv.Encode.ID), text), new double[] {2, 1, 0, 2, 1, 3, 0, 4}, 0, 1, 0, 1);
        check(
                read(CLASSES.withCategories("size"), "size,y\n7,0\n9,1\n7,1\n"),
                new double[] {1, 0, 0, 1, 1, 0},
                0,
                1,
                1);
    }

    @Test
    void aWordThatMayMeanMissingIsACategoryAmongCategories() {
        check(read(CLASSES, "garage,y\nNone,0\nbrick,1\nNone,1\n"), new double[] {1, 0, 0, 1, 1, 0}, 0, 1, 1);
        // … and missing among numbers, wherever it stands
        assertThatThrownBy(() -> read(CLASSES, "garage,y\nNone,0\n3,1\n"))
                .hasMessageStartingWith(
                        "a.csv: line 2, column 1 (garage): expected a number, found \"None\"; to fill in");
    }

    @Test
    void aRaggedRowIsNamedWhateverTheSeparator() {
        assertThatThrownBy(() -> read(Csv.of("a.csv"), "1;2;0\n3;4;1\n5;6\n"))
                .hasMessage("a.csv: line 3: expected 3 columns, as in the first row, found 2");
    }

    @Test
    void columnsAreChosenAndLeftOut() {
        String text = "id,a,b,c,y\nx1,1,2,3,0\nx2,4,5,6,1\n";
        check(read(CLASSES.withIgnored("id", "b"), text), new double[] {1, 3, 4, 6}, 0, 1);
        check(read(CLASSES.withColumns("c", "2"), text), new double[] {3, 1, 6, 4}, 0, 1);
        assertThatThrownBy(() -> read(CLASSES.withIgnored("idd"), text))
                .hasMessage("ignore: a.csv: line 1: no column \"idd\"; nearest: id");
        assertThatThrownBy(() -> read(CLASSES.withColumns("a", "y"), text))
                .hasMessage("a.csv: line 1: expected no target among columns, found \"y\"");
    }

    @Test
    void datesAreRefusedByName() {
        assertThatThrownBy(() -> read(CLASSES, "born,y\n2020-01-31,0\n2021-02-28,1\n"))
                .hasMessage("a.csv: line 2, column 1 (born): expected a number or a category, found the date or time"
                        + " \"2020-01-31\"; leave the column out by ignore, or write numbers in its place, such as"
                        + " days");
        for (String date : List.of("31.12.2020", "1/2/99", "2020-01-31 12:00", "2020-01-31T12:00:00Z", "12:30")) {
            assertThatThrownBy(() -> read(CLASSES, "born,y\n" + date + ",0\n" + date + ",1\n"))
                    .hasMessageContaining("found the date or time");
        }
    }

    /// A file in which numbers and a category are missing: of the numbers 1, 2 and 6 are left.
    private static final String GAPS = "age,sex,y\n1,m,0\n,f,1\n2,,0\nNA,f,1\n6,m,0\n";

    private static Dataset filled(Missing missing) {
        return new Preparation(1, 1, false, Scale.FALSE)
                .of(read(CLASSES.withMissing(missing), GAPS), read(CLASSES.withMissing(missing), GAPS));
    }

    @Test
    void whatIsMissingIsRefusedOrFilledInByWhatTheTrainingPartShows() {
        assertThatThrownBy(() -> read(CLASSES, GAPS))
                .hasMessage(
                        "a.csv: line 3, column 1 (age): expected a number, found nothing; to fill in what is missing, set"
                                + " missing: mean, median or flag");
        assertThat(filled(Missing.MEAN).train().inputs().toFloats())
                .containsExactly(1, 0, 0, 1, 3, 0, 1, 0, 2, 1, 0, 0, 3, 0, 1, 0, 6, 0, 0, 1);
        assertThat(filled(Missing.MEDIAN).train().inputs().toFloats()[4]).isEqualTo(2);
        Dataset flagged = filled(Missing.FLAG);
        assertThat(flagged.train().inputs().toFloats())
                .containsExactly(1, 0, 0, 0, 1, 3, 1, 0, 1, 0, 2, 0, 1, 0, 0, 3, 1, 0, 1, 0, 6, 0, 0, 0, 1);
        assertThat(flagged.preprocessing().layout().names())
                .containsExactly("age", "age missing", "sex=", "sex=f", "sex=m");
        assertThat(flagged.preprocessing().layout().notes())
                .containsExactly(
                        "column age: missing in 2 rows for training, filled in with 3.000 and flagged",
                        "column sex: 3 categories, one-hot");
        assertThatThrownBy(() -> new Preparation(1, 1, false, Scale.FALSE)
                        .of(read(CLASSES.withMissing(Missing.MEAN), "a,b,y\n,1,0\n?,2,1\n")))
                .hasMessage(
                        "a.csv: column a: expected a number in some row, found none; leave the column out by ignore");
    }

    @Test
    void aMissingTargetIsRefusedByTheColumnsNameAndNotFilledIn() {
        Csv quantity = CLASSES.withTask(Csv.Kind.REGRESSION).withMissing(Missing.MEDIAN);
        for (String missing : List.of("", "NA", "?")) {
            String found = missing.isEmpty() ? "nothing" : "\"" + missing + "\"";
            assertThatThrownBy(() -> read(quantity, "votes,rating\n3,6.1\n4," + missing + "\n"))
                    .hasMessage("a.csv: line 3, column 2 (rating): expected a target, found " + found
                            + "; leave rows without one out of the file");
        }
        // a word is a class, and a kind of missing no more than any other
        check(read(CLASSES, "size,damage\n1,None\n2,Minor\n"), new double[] {1, 2}, 1, 0);
    }

    /// A flower as a program holds it.
    record Flower(double petal, String colour, boolean wild, String species) {}

    @Test
    void recordsAreRowsOfATable() {
        Table table = Records.table(
                Stream.of(new Flower(1.5, "red", true, "rose"), new Flower(2.5, "blue", false, "iris")),
                Csv.of("flowers").withTarget("species"));
        check(table, new double[] {1.5, 0, 1, 1, 2.5, 1, 0, 0}, 1, 0);
        assertThat(table.preprocessing().answers()).containsExactly("iris", "rose");
        assertThatThrownBy(
                        () -> Records.table(Stream.of(new Flower(Double.NaN, "red", true, "rose")), Csv.of("flowers")))
                .hasMessage(
                        "flowers: row 1, column 1 (petal): expected a number, found \"NaN\"; to fill in what is missing,"
                                + " set missing: mean, median or flag");
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
        return Csv.of("a.csv")
                .withTest("b.csv")
                .withTask(task)
                .withSplit(0.5)
                .withStandardize(standardize)
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
