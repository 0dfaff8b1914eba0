package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsLaws {
    private static final List<Element> ELEMENTS = List.of(Element.F32, Element.F64, Element.I32);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.safetensors");
    }

    /// Random bits as elements, so NaN, infinities and subnormal numbers are among them.
    private static Tensor random(long seed, int stream) {
        int[] dims = new int[(int) (Philox.uniform(seed, stream, 0, 0) * 4)];
        for (int d = 0; d < dims.length; d++) dims[d] = (int) (Philox.uniform(seed, stream, 1, d) * 6);
        Shape shape = Shape.of(dims);
        Tensor bits = Tensor.generateInts(shape, i -> (int) Philox.bits(seed, stream, 2, i));
        return switch (ELEMENTS.get((int) (Philox.uniform(seed, stream, 3, 0) * 3))) {
            case I32 -> bits;
            case F64 -> Tensor.generate(shape, i -> Double.longBitsToDouble(Philox.bits(seed, stream, 2, i)));
            case F32 -> {
                float[] values = new float[shape.size()];
                for (int i = 0; i < values.length; i++) values[i] = Float.intBitsToFloat(bits.getInt(i));
                yield Tensor.of(shape, values);
            }
        };
    }

    private static Params random(long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) tensors.put("layer" + (i * 7 % 10) + "/weight", random(seed, i));
        return new Params(tensors, Map.of("seed", String.valueOf(seed)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsWrittenIsReadBackInOrderAndToTheBit(long seed) throws IOException {
        Params params = random(seed);
        params.write(file());
        Params back = Params.read(file());
        assertThat(back).isEqualTo(params);
        assertThat(back.tensors().keySet())
                .containsExactlyElementsOf(params.tensors().keySet());
        byte[] first = Files.readAllBytes(file());
        back.write(file());
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @Test
    void tensorsOfManyChunksSurvive() {
        Tensor large = Tensor.generate(Shape.of(100_003), i -> Philox.normal(1, 1, 1, i));
        Params params = Params.of(Map.of("f64", large, "f32", large.as(Element.F32)));
        params.write(file());
        assertThat(Params.read(file())).isEqualTo(params);
    }

    @Test
    void theBitsOfNaNAreKept() {
        int quiet = 0x7fc01234;
        Params.of(Map.of("x", Tensor.of(Shape.of(1), new float[] {Float.intBitsToFloat(quiet)})))
                .write(file());
        Tensor back = Objects.requireNonNull(Params.read(file()).tensors().get("x"));
        assertThat(Float.floatToRawIntBits(back.toFloats()[0])).isEqualTo(quiet);
    }

    @Test
    void anyTextIsAPathOrANote() {
        List<String> texts = List.of("", "a/b.c", "\"\\/", "\n\t\r\0\u001f\u007f", "é漢😀", "{}[],:", "\uFEFF");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        for (String text : texts) {
            tensors.put(text, Tensor.scalar(tensors.size()));
            notes.put(text, text + text);
        }
        Params params = new Params(tensors, notes);
        params.write(file());
        Params back = Params.read(file());
        assertThat(back).isEqualTo(params);
        assertThat(back.metadata().keySet()).containsExactlyElementsOf(texts);
    }

    @Test
    void nothingAtAllIsAFileToo() {
        Params none = Params.of(Map.of());
        none.write(file());
        assertThat(Params.read(file())).isEqualTo(none);
    }

    @Test
    void elementsAreAlignedAndTheHeaderIsPadded() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("i", Tensor.ints(1));
        tensors.put("d", Tensor.vector(1));
        Params.of(tensors).write(file());
        byte[] bytes = Files.readAllBytes(file());
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .contains("{\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                        + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}");
    }

    /// `python.safetensors` was written by version 0.8.0 of Python's `safetensors`:
    ///
    /// ```python
    /// save_file({"layer/weight": np.arange(6, dtype=np.float32).reshape(2, 3) / 4, "d": np.array([np.pi]),
    ///            "step": np.array(-7, dtype=np.int32), "none": np.zeros((0, 2), np.float32)},
    ///           "python.safetensors", {"note": "größer \"1\""})
    /// ```
    @Test
    void filesOfTheReferenceImplementationAreReadAndWrittenToTheByte() throws IOException {
        byte[] python;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("python.safetensors"))) {
            python = in.readAllBytes();
        }
        Files.write(file(), python);
        Params params = Params.read(file());
        assertThat(params.metadata()).isEqualTo(Map.of("note", "größer \"1\""));
        assertThat(params.tensors())
                .isEqualTo(Map.of(
                        "layer/weight", Tensor.of(Shape.of(2, 3), new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}),
                        "d", Tensor.vector(Math.PI),
                        "step", Tensor.of(Shape.SCALAR, new int[] {-7}),
                        "none", Tensor.of(Shape.of(0, 2), new float[0])));
        params.write(file());
        assertThat(Files.readAllBytes(file())).isEqualTo(python);
    }

    @Test
    void paramsThatNoFileCanHoldAreRefused() {
        assertThatThrownBy(() -> Params.of(Map.of("__metadata__", Tensor.scalar(1))))
                .hasMessageContaining("__metadata__");
        assertThatThrownBy(() -> Params.of(Map.of("\ud83d", Tensor.scalar(1)))).hasMessageContaining("surrogate");
    }

    @Test
    void laterChangesToTheGivenMapsChangeNothing() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("a", Tensor.scalar(1)));
        Params params = Params.of(tensors);
        tensors.clear();
        assertThat(params.tensors()).hasSize(1);
        assertThatThrownBy(() -> params.tensors().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
