package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows for a model are found wherever they stand.
class RawRowsTest {
    private static final Task TWO = new Task.Classification(2);

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What a model that was trained on a table reads of a file.
    private static RawRows read(String table, String text, boolean wanted) {
        Table own = CsvReader.read(
                CsvText.decode("t", "t.csv", bytes(table)), Csv.of("t.csv").withMissing(Missing.MEAN));
        Preprocessing filled = own.preprocessing().with(own.filled());
        return RawRows.of(
                "f.csv", bytes(text), filled, TWO, Shape.of(filled.layout().features()), wanted);
    }

    private static final String NAMED = "a,colour,y\n1,red,no\n3,blue,ok\n", BARE = "1,red,no\n3,blue,ok\n";

    @Test
    void columnsAreFoundByNameInAnyOrderAndOthersAreLeftOut() {
        RawRows rows = read(NAMED, "id;colour;a\n9;blue;5\n8;red;\n", false);
        assertThat(rows.inputs().toDoubles()).containsExactly(5, 0, Double.NaN, 1);
        assertThat(rows.count()).isEqualTo(2);
        RawRows known = read(NAMED, "y,colour,a\nok,blue,5\nno,red,6\n", true);
        assertThat(known.targets().toDoubles()).containsExactly(1, 0);
    }

    @Test
    void withoutAHeaderColumnsStandAsInTheTableOrInputsAlone() {
        assertThat(read(BARE, "7,red,ok\n8,blue,no\n", true).targets().toDoubles())
                .containsExactly(1, 0);
        assertThat(read(BARE, "7,red\n8,blue\n", false).inputs().toDoubles()).containsExactly(7, 1, 8, 0);
        assertThat(read(NAMED, "7,red\n", false).inputs().toDoubles()).containsExactly(7, 1);
        assertThatThrownBy(() -> read(BARE, "1,2,3,4\n", false))
                .hasMessage("f.csv: line 1: expected 2 columns of inputs, or 3 as in the training data, found 4");
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> read(NAMED, "b,colour\n1,red\n", false))
                .hasMessage("f.csv: line 1: no column \"a\"; nearest: b");
        assertThatThrownBy(() -> read(NAMED, "a,colour\n1,pink\n", false))
                .hasMessage("f.csv: line 2, column 2: expected one of blue, red, found \"pink\"");
        assertThatThrownBy(() -> read(NAMED, "a,colour\n1x,red\n", false))
                .hasMessage("f.csv: line 2, column 1: expected a number, found \"1x\"");
        assertThatThrownBy(() -> read(NAMED, "a,colour,y\n1,red,maybe\n", true))
                .hasMessage("f.csv: line 2, column 3: expected a class that the model knows, found \"maybe\"");
        assertThatThrownBy(() -> read(NAMED, "a,colour\n1,red,3\n", false))
                .hasMessage("f.csv: line 2: expected 2 columns, as in the first row, found 3");
    }

    @Test
    void aNameThatTwoColumnsHaveIsRefusedWithBothPlaces() {
        assertThatThrownBy(() -> read(NAMED, "a,colour,a\n1,red,2\n", false))
                .hasMessage(
                        "f.csv: line 1: expected a name of its own for each column, found \"a\" in columns 1 and 3");
        assertThatThrownBy(() -> read("a,b,a,y\n1,2,3,no\n4,5,6,ok\n", "", false))
                .hasMessage("t.csv: line 1: expected a name of its own for each column, found \"a\" in columns 1 and 3;"
                        + " if these are no names, set header: false");
        // columns without a name are told apart by their places
        assertThat(read(",a,,y\n1,2,3,no\n4,5,6,ok\n", ",a,,y\n7,8,9,no\n", false)
                        .inputs()
                        .toDoubles())
                .containsExactly(7, 8, 9);
    }

    @Test
    void aFirstRowThatTheModelCanReadIsNoHeader() {
        String words = "colour,size,y\nred,small,no\nblue,large,ok\n";
        assertThat(read(words, "red,large\nblue,small\n", false).inputs().toDoubles())
                .containsExactly(1, 0, 0, 1);
    }

    @Test
    void classesAndCategoriesThatAreNumbersMayBeWrittenOtherwise() {
        String numbers = "kind,y\nx1,1\n2,3\n";
        assertThat(read(numbers, "y,kind\n3.0,2.0\n1,x1\n", true).targets().toDoubles())
                .containsExactly(1, 0);
        assertThat(read(numbers, "kind\n2.0\n", false).inputs().toDoubles()).containsExactly(0);
        // a class that was never seen is none of those
        assertThatThrownBy(() -> read(numbers, "kind,y\nx1,1.7\n", true)).hasMessageContaining("found \"1.7\"");
    }

    /// An array of numbers as NumPy 1 writes it.
    static byte[] npy(String type, String shape, byte... numbers) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int padding = 64 - (10 + header.length() + 1) % 64;
        byte[] text = bytes(header + " ".repeat(padding) + "\n");
        return ByteBuffer.allocate(10 + text.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length)
                .put(text)
                .put(numbers)
                .array();
    }

    private static RawRows array(byte... file) {
        return RawRows.of("f.npy", file, Preprocessing.NONE, TWO, Shape.of(2), false);
    }

    @Test
    void arraysOfNumPyAreRowsOfAnyNumberType() throws IOException {
        byte[] floats = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .putFloat(3)
                .putFloat(4)
                .array();
        assertThat(array(npy("<f4", "(2, 2)", floats)).inputs().toDoubles()).containsExactly(1.5, -2, 3, 4);
        assertThat(array(npy("|u1", "(1, 2)", (byte) 200, (byte) 1)).inputs().toDoubles())
                .containsExactly(200, 1);
        assertThat(array(npy(">i2", "(1, 2)", (byte) 1, (byte) 0, (byte) 0, (byte) 5))
                        .inputs()
                        .toDoubles())
                .containsExactly(256, 5);
        Path labels = folder.resolve("y.npy");
        Files.write(
                labels,
                npy(
                        "<i4",
                        "(2,)",
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putInt(7)
                                .putInt(3)
                                .array()));
        RawRows rows = array(npy("<f4", "(2, 2)", floats));
        assertThat(rows.with(labels, TWO, List.of("3", "7")).targets().toDoubles())
                .containsExactly(1, 0);
        assertThatThrownBy(() -> rows.with(labels, TWO, List.of("3", "4")))
                .hasMessageEndingWith("row 1: expected a class that the model knows, such as 3, 4, found \"7\"");
    }

    @Test
    void anArrayHasANumberForEachColumnOfTheTable() {
        Table own = CsvReader.read(CsvText.decode("t", "t.csv", bytes(NAMED)), Csv.of("t.csv"));
        byte[] two = npy("|u1", "(2, 2)", (byte) 7, (byte) 1, (byte) 8, (byte) 0);
        RawRows rows = RawRows.of("f.npy", two, own.preprocessing(), TWO, Shape.of(3), false);
        assertThat(rows.inputs().toDoubles()).containsExactly(7, 1, 8, 0);
    }

    @Test
    void brokenArraysAreRefused() {
        byte[] eight = new byte[8];
        assertThatThrownBy(() -> array(npy("<f4", "(2, 2)", eight)))
                .hasMessage("f.npy: expected 16 bytes of numbers, found 8");
        assertThatThrownBy(() -> array(npy("<f4", "(2,)", eight)))
                .hasMessage("f.npy: expected rows of 2 numbers, found [2]");
        assertThatThrownBy(() -> array(npy("<U4", "(2, 2)", eight)))
                .hasMessageStartingWith("f.npy: expected an array of numbers that tells the type of its numbers");
        assertThatThrownBy(() -> array(npy("<c8", "(1, 1)", eight)))
                .hasMessage("f.npy: expected real or whole numbers, found the type c8");
        assertThatThrownBy(() -> array(npy("<f4", "(99999999999999, 2)", eight)))
                .hasMessageStartingWith("f.npy: expected at most 2^31 - 1 numbers");
        for (String shape : List.of("(0, 3000000000)", "(3000000000, 0)", "(65536, 65536, 0)", "(9999999999, 9)")) {
            assertThatThrownBy(() -> array(npy("<f4", shape, eight)))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("f.npy: expected at most 2^31 - 1 numbers");
        }
        assertThatThrownBy(() -> array(npy("<f4", "(0, 65536, 65536)", eight)))
                .hasMessageStartingWith("f.npy: expected at least one number");
        assertThatThrownBy(() -> array(npy("<f8", "(2147483647,)", eight)))
                .hasMessage("f.npy: expected 17179869176 bytes of numbers, found 8");
        assertThatThrownBy(() -> array(java.util.Arrays.copyOf(npy("<f4", "(1, 2)", eight), 9)))
                .hasMessage("f.npy: expected the header of an NPY file, found its end after 9 bytes");
        byte[] columns = npy("<f4", "(1, 2)", eight);
        String text = new String(columns, StandardCharsets.ISO_8859_1).replace("False", "True ");
        assertThatThrownBy(() -> array(text.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("Fortran order");
    }
}
