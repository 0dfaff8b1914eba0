package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which a data file can be wrong, and what is said of it: `malformed.txt`, rewritten with
/// `-Dgradus.golden=rewrite`.
class MalformedTest {
    private static final Path GOLDEN = Path.of("src/test/resources/org/gradus/data/malformed.txt");

    @TempDir
    Path folder;

    private final Map<String, String> messages = new TreeMap<>();

    @Test
    void everyMalformedFileGetsItsMessage() throws IOException {
        malformedCsv();
        malformedCsvTargets();
        malformedCsvPairs();
        malformedIdx();
        malformedIdxPairs();
        malformedSafetensors();
        malformedSafetensorsHeaders();
        malformedSafetensorsLayouts();
        StringBuilder text = new StringBuilder();
        messages.forEach((name, message) ->
                text.append(name).append("\n    ").append(message).append('\n'));
        if ("rewrite".equals(System.getProperty("gradus.golden"))) Files.writeString(GOLDEN, text);
        assertThat(GOLDEN).hasContent(text.toString());
        assertThat(messages).hasSizeGreaterThan(60);
    }

    private void expect(String name, Runnable load) {
        try {
            load.run();
        } catch (DataException e) {
            String message = String.valueOf(e.getMessage()).replace(folder + "/", "");
            assertThat(messages.put(name, message))
                    .as("two cases are called %s", name)
                    .isNull();
            return;
        }
        fail(name + " was read without an error");
    }

    private void write(String file, byte[] bytes) {
        try {
            Files.write(folder.resolve(file), bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// @param target the target columns, with & between
    private void csv(String name, String text, Csv.Header header, String target, Csv.Kind task, String delimiter) {
        write("a.csv", text.getBytes(StandardCharsets.UTF_8));
        Csv csv = Csv.of("a.csv")
                .withHeader(header)
                .withTargets(task, target.split("&"))
                .withDelimiter(delimiter);
        expect("csv: " + name, () -> csv.load(folder));
    }

    private void csv(String name, String text) {
        csv(name, text, Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, ",");
    }

    private void csvPath(String name, String path) {
        Csv csv = Csv.of(path);
        expect("csv: " + name, () -> csv.load(folder));
    }

    private void malformedCsv() throws IOException {
        write("iris.csv", new byte[] {1});
        csvPath("missing file", "irsi.csv");
        csvPath("missing file in a missing folder", "data/iris.csv");
        Files.createDirectory(folder.resolve("sub"));
        csvPath("folder instead of a file", "sub");
        csvPath("impossible path", "a\0b");
        csv("empty", "");
        csv("blank lines only", "\n  \n");
        csv("header only", "a,b,c\n");
        csv("one column", "1\n2\n");
        csv("one column, other delimiter", "1;2;0\n3;4;1\n", Csv.Header.AUTO, "last", Csv.Kind.CLASSIFICATION, ",");
        csv("row too short", "1,2,0\n3,4,1\n5,1\n");
        csv("row too long", "1,2,0\n3,4,1,9\n");
        csv("word among numbers", "1,2,0\n3,abc,1\n");
        csv("nothing among numbers", "1,2,0\n,4,1\n");
        csv("nan", "1,2,0\n3,NaN,1\n");
        csv("infinity", "1,2,0\n-inf,4,1\n");
        csv("java's hexadecimal number", "1,2,0\n0x1p3,4,1\n");
        csv("too large", "1,2,0\n1e39,4,1\n");
        csv("numbers in the first line that may be names", "0,1,2\n5,6,0\n7,8,1\n");
        csv("header denied", "a,b\n1,0\n", Csv.Header.FALSE, "last", Csv.Kind.CLASSIFICATION, ",");
        csv("open quote", "1,2,0\n\"3,4,1\n");
        csv("text behind a quote", "1,2,0\n\"3\"x,4,1\n");
        csv("long text among numbers", "1,2,0\n\"a\nb" + "c".repeat(99) + "\",4,1\n");
        csv("too few rows", "1,0.5\n", Csv.Header.AUTO, "last", Csv.Kind.REGRESSION, ",");
        write("a.csv", new byte[] {'1', ',', '0', '\n', '2', ',', (byte) 0xE9, '\n'});
        csvPath("not UTF-8", "a.csv");
        byte[] gzip = IdxTest.gzip("1,0\n2,1\n".getBytes(StandardCharsets.UTF_8));
        write("a.csv.gz", Arrays.copyOf(gzip, gzip.length - 6));
        csvPath("gzip cut off", "a.csv.gz");
        gzip[gzip.length - 8] ^= 1;
        write("a.csv.gz", gzip);
        csvPath("gzip with a wrong checksum", "a.csv.gz");
        write("a.csv.gz", IdxTest.gzip(new byte[0]));
        csvPath("gzip of nothing", "a.csv.gz");
    }

    private void malformedCsvTargets() {
        String named = "sepal,petal,species\n1,2,0\n3,4,1\n";
        csv("unknown target", named, Csv.Header.AUTO, "spieces", Csv.Kind.CLASSIFICATION, ",");
        csv("unknown target, nothing near", named, Csv.Header.AUTO, "price", Csv.Kind.CLASSIFICATION, ",");
        csv("target number too high", named, Csv.Header.AUTO, "4", Csv.Kind.CLASSIFICATION, ",");
        csv("target number 0", named, Csv.Header.AUTO, "0", Csv.Kind.CLASSIFICATION, ",");
        csv("target by name without header", "1,0\n2,1\n", Csv.Header.AUTO, "y", Csv.Kind.CLASSIFICATION, ",");
        csv("a name twice, neither of them the target", "x,x,y\n1,2,0\n3,4,1\n");
        csv("target named twice", "y,x,y\n1,2,0\n", Csv.Header.AUTO, "y", Csv.Kind.CLASSIFICATION, ",");
        csv("class not whole", "1,0\n2,1.5\n");
        csv("class name among numbers", "1,0\n2,one\n");
        csv("class number among names", "1,zero\n2,one\n3,1\n");
        csv("class missing", "1,0\n2,\n");
        csv("class too large", "1,0\n2,1e10\n");
        csv("single class", "1,3\n2,3\n3,3\n");
        csv("a target of several unknown", named, Csv.Header.AUTO, "sepal&petals", Csv.Kind.REGRESSION, ",");
        csv("a target twice", named, Csv.Header.AUTO, "petal&2", Csv.Kind.REGRESSION, ",");
        csv("targets only", named, Csv.Header.AUTO, "petal&last&1", Csv.Kind.REGRESSION, ",");
        csv("answer not yes or no", "1,0\n2,maybe\n", Csv.Header.AUTO, "last", Csv.Kind.MULTI_LABEL, ",");
        csv("answer of two", "1,0\n2,2\n", Csv.Header.AUTO, "last", Csv.Kind.MULTI_LABEL, ",");
        csv("answer missing", "1,0\n2,\n", Csv.Header.AUTO, "last", Csv.Kind.MULTI_LABEL, ",");
        csv("quantity not a number", "1,0\n2,high\n", Csv.Header.AUTO, "last", Csv.Kind.REGRESSION, ",");
    }

    /// @param train a file whose last column is the class
    private void csvPair(String name, String train, String test) {
        write("a.csv", train.getBytes(StandardCharsets.UTF_8));
        write("b.csv", test.getBytes(StandardCharsets.UTF_8));
        Csv csv = Csv.of("a.csv").withTest("b.csv");
        expect("csv: " + name, () -> csv.load(folder));
    }

    private void malformedCsvPairs() {
        String named = "sepal,petal,species\n1,2,setosa\n3,4,virginica\n";
        csvPair("class only in the test file", named, "sepal,petal,species\n1,2,setosa\n3,4,versicolor\n");
        String many = IntStream.range(0, 12).mapToObj(i -> "1," + i + "\n").collect(Collectors.joining());
        csvPair("class only in the test file, of many", many, "1,0\n1,2.0\n1,12\n");
        csvPair("class name in the test file, numbers before", many, "1,one\n");
        csvPair("test file with other columns", named, "sepal,species\n1,setosa\n");
        csvPair("test file with other names", named, "sepal,petals,species\n1,2,setosa\n");
        csvPair("test file with names in another order", named, "petal,sepal,species\n1,2,setosa\n");
        csvPair("test file without header", named, "1,2,setosa\n");
        csvPair("test file with a header, none before", "1,2,0\n3,4,1\n", "a,b,c\n1,2,0\n");
        csvPair("test file with a header only", named, "sepal,petal,species\n");
        csvPair("test file empty", named, "");
        csvPair("test file with a word among numbers", named, "sepal,petal,species\n1,?,setosa\n");
        csvPair("training file with a single class", "1,2,0\n3,4,0\n", "1,2,0\n3,4,1\n");
    }

    private void idx(String name, byte[] images, byte[] labels) {
        write("images", images);
        write("labels", labels);
        Idx idx = new Idx("images", "labels", Optional.empty(), Optional.empty(), 0.5, 1, false, Scale.FALSE);
        expect("idx: " + name, () -> idx.load(folder));
    }

    private static final byte[] IMAGES = IdxTest.idx(new byte[12], 3, 2, 2);
    private static final byte[] LABELS = IdxTest.idx(new byte[] {0, 1, 0}, 3);

    private static byte[] with(byte[] bytes, int place, int value) {
        byte[] copy = bytes.clone();
        copy[place] = (byte) value;
        return copy;
    }

    private void malformedIdx() throws IOException {
        idx("empty images", new byte[0], LABELS);
        idx("header cut off", Arrays.copyOf(IMAGES, 3), LABELS);
        idx("wrong magic", "PNG, perhaps".getBytes(StandardCharsets.US_ASCII), LABELS);
        idx("floats", with(IMAGES, 2, 0x0D), LABELS);
        idx("unknown element type", with(IMAGES, 2, 0x77), LABELS);
        idx("no dimensions", with(IMAGES, 3, 0), LABELS);
        idx("sizes cut off", Arrays.copyOf(IMAGES, 10), LABELS);
        idx("size zero", with(IMAGES, 7, 0), LABELS);
        idx("size too large", with(with(IMAGES, 4, 0x7f), 8, 0x7f), LABELS);
        idx("elements cut off", Arrays.copyOf(IMAGES, IMAGES.length - 1), LABELS);
        idx("elements too many", Arrays.copyOf(IMAGES, IMAGES.length + 5), LABELS);
        byte[] gzip = IdxTest.gzip(IMAGES);
        idx("gzip cut off", Arrays.copyOf(gzip, gzip.length / 2), LABELS);
        idx("gzip with a broken stream", with(gzip, 10, 0xff), LABELS);
    }

    private void malformedIdxPairs() {
        idx("labels as images", LABELS, LABELS);
        idx("images as labels", IMAGES, IMAGES);
        idx("fewer labels than images", IMAGES, IdxTest.idx(new byte[] {0, 1}, 2));
        idx("single class", IMAGES, IdxTest.idx(new byte[] {4, 4, 4}, 3));
        Idx absent = new Idx("image", "labels", Optional.empty(), Optional.empty(), 0.5, 1, false, Scale.FALSE);
        expect("idx: missing file", () -> absent.load(folder));
        write("images", IMAGES);
        write("labels", LABELS);
        write("test-images", IdxTest.idx(new byte[3 * 9], 3, 3, 3));
        Idx test = new Idx(
                "images", "labels", Optional.of("test-images"), Optional.of("labels"), 0.5, 1, false, Scale.FALSE);
        expect("idx: test images of another size", () -> test.load(folder));
    }

    private void safetensors(String name, byte[] bytes) {
        write("a.safetensors", bytes);
        expect("safetensors: " + name, () -> Params.read(folder.resolve("a.safetensors")));
    }

    /// @param length what the file claims the header's length to be
    private static byte[] safetensors(long length, byte[] header, int data) {
        return ByteBuffer.allocate(8 + header.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .array();
    }

    private void safetensors(String name, String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        safetensors(name, safetensors(json.length, json, data));
    }

    private static String entry(String path, String dtype, String shape, String offsets) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(path, dtype, shape, offsets);
    }

    private void tensor(String name, String dtype, String shape, String offsets) {
        safetensors(name, "{" + entry("w", dtype, shape, offsets) + "}", 8);
    }

    private void malformedSafetensors() {
        expect("safetensors: missing file", () -> Params.read(folder.resolve("b.safetensors")));
        safetensors("empty", new byte[0]);
        safetensors("length cut off", new byte[7]);
        safetensors("length absurd", safetensors(Long.MAX_VALUE, new byte[100], 0));
        safetensors("length negative", safetensors(-1, new byte[100], 0));
        safetensors("header cut off", safetensors(1000, new byte[100], 0));
        safetensors("not UTF-8", safetensors(5, new byte[] {'{', '"', (byte) 0xE9, '"', '}'}, 0));
    }

    private void malformedSafetensorsHeaders() {
        safetensors("no header", "", 0);
        safetensors("pickle", "\u0080\u0002}q", 0);
        safetensors("list instead of an object", "[]", 0);
        safetensors("YAML that is not JSON", "{w: {dtype: F32}}", 0);
        safetensors("single quotes", "{'w': 1}", 0);
        safetensors("comment", "{} # none", 0);
        safetensors("header ends too early", "{\"w\":{", 0);
        safetensors("colon missing", "{\"w\" 1}", 0);
        safetensors("trailing comma", "{" + entry("w", "F32", "[2]", "[0,8]") + ",}", 8);
        safetensors("comma missing", "{" + entry("w", "F32", "[2]", "[0,8]") + "\"v\":{}}", 8);
        safetensors("string not closed", "{\"w", 0);
        safetensors("line end in a string", "{\"w\n\":1}", 0);
        safetensors("unknown escape", "{\"\\x\":1}", 0);
        safetensors("short escape", "{\"\\u12\":1}", 0);
        safetensors("half of a surrogate pair", "{\"\\ud83d\":1}", 0);
        safetensors(
                "a path twice",
                "{" + entry("w", "F32", "[2]", "[0,8]") + "," + entry("w", "F32", "[2]", "[0,8]") + "}",
                8);
        safetensors("a key twice", "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 0);
        safetensors("metadata not text", "{\"__metadata__\":{\"step\":12}}", 0);
        safetensors("tensor not an object", "{\"w\":3}", 0);
        safetensors("unknown key", "{\"w\":{\"strides\":[1]}}", 0);
        safetensors("no dtype", "{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
        safetensors("no shape", "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8);
        safetensors("no offsets", "{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8);
        tensor("halves that do not fit the shape", "F16", "[2]", "[0,8]");
        tensor("offsets of an unknown dtype reversed", "BOOL", "[8]", "[8,0]");
        tensor("unknown dtype beyond the file", "F8_E4M3", "[16]", "[0,16]");
        tensor("negative size", "F32", "[-2]", "[0,8]");
        tensor("fractional size", "F32", "[2.0]", "[0,8]");
        tensor("size beyond 64 bits", "F32", "[99999999999999999999]", "[0,8]");
        tensor("size of letters", "F32", "[two]", "[0,8]");
        tensor("size too large", "F32", "[4294967296]", "[0,8]");
        tensor("product of sizes too large", "F32", "[65536,65536]", "[0,8]");
        tensor("one offset", "F32", "[2]", "[0]");
    }

    private void malformedSafetensorsLayouts() {
        tensor("offsets do not fit the shape", "F32", "[3]", "[0,8]");
        tensor("offsets reversed", "F32", "[2]", "[8,0]");
        tensor("offsets beyond the file", "F32", "[4]", "[0,16]");
        tensor("bytes left over", "F32", "[1]", "[0,4]");
        tensor("gap at the start", "F32", "[1]", "[4,8]");
        safetensors(
                "overlap",
                "{" + entry("w", "F32", "[2]", "[0,8]") + "," + entry("v", "F32", "[2]", "[4,12]") + "}",
                12);
        safetensors(
                "gap", "{" + entry("w", "F32", "[1]", "[0,4]") + "," + entry("v", "F32", "[1]", "[8,12]") + "}", 12);
        safetensors("data without tensors", "{}", 8);
    }
}
