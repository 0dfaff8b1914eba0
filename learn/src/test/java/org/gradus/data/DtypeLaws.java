package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tensors of types that Gradus does not write: read exactly, or refused alone and by name.
class DtypeLaws {
    private static final int CODES = 1 << 16;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.safetensors");
    }

    /// A file of one tensor, written by hand.
    private Params one(String dtype, int elements, int bytes, Consumer<ByteBuffer> data) {
        String header =
                "{\"w\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(dtype, elements, bytes);
        ByteBuffer all = ByteBuffer.allocate(8 + header.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));
        data.accept(all);
        try {
            Files.write(file(), all.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Params.read(file());
    }

    private Params longs(long... values) {
        return one("I64", values.length, 8 * values.length, data -> {
            for (long v : values) data.putLong(v);
        });
    }

    /// `python-types.safetensors` was written by version 0.8.0 of Python's `safetensors`:
    ///
    /// ```python
    /// half = np.array([1, -2.5, 65504, 2**-24, -0.0, np.inf], np.float16)
    /// brain = np.array([0x3F80, 0xC049, 0x0001, 0x7F7F], np.uint16)
    /// fits = np.array([2**31 - 1, -2**31, 0], np.int64)
    /// large = np.array([[1, 2], [3, 9_999_999_999]], np.int64)
    /// weight = np.array([[0.5]], np.float32)
    /// mask = np.array([True, False, True])
    /// def t(dtype, a): return TensorSpec(dtype=dtype, shape=a.shape, data_ptr=a.ctypes.data, data_len=a.nbytes)
    /// serialize_file({"half": t("float16", half), "brain": t("bfloat16", brain), "fits": t("int64", fits),
    ///     "large": t("int64", large), "mask": t("bool", mask), "weight": t("float32", weight)},
    ///     "python-types.safetensors")
    /// ```
    @Test
    void whatCanBeHeldIsReadAndAllElseIsRefusedAloneAndByName() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("python-types.safetensors"))) {
            Files.write(file(), in.readAllBytes());
        }
        Params params = Params.read(file());
        assertThat(params.tensor("weight")).isEqualTo(Tensor.of(Shape.of(1, 1), new float[] {0.5f}));
        assertThat(params.tensor("half"))
                .isEqualTo(Tensor.of(
                        Shape.of(6), new float[] {1, -2.5f, 65504, 0x1p-24f, -0.0f, Float.POSITIVE_INFINITY}));
        assertThat(params.tensor("brain"))
                .isEqualTo(Tensor.of(Shape.of(4), new float[] {1, -3.140625f, 0x1p-133f, 0x1.fep127f}));
        assertThat(params.tensor("fits")).isEqualTo(Tensor.ints(Integer.MAX_VALUE, Integer.MIN_VALUE, 0));
        assertThat(params.tensors().keySet()).containsExactly("fits", "weight", "brain", "half");
        assertThat(params.refused().keySet()).containsExactly("large", "mask");
        assertThatThrownBy(() -> params.tensor("large"))
                .isInstanceOf(DataException.class)
                .hasMessage(file() + ": \"large\": expected whole numbers of 32 bits, found 9999999999 as element 3");
        assertThatThrownBy(() -> params.tensor("mask"))
                .hasMessage(file() + ": \"mask\": expected dtype F64, F32, BF16, F16, I64 or I32, found \"BOOL\"");
        assertThatThrownBy(() -> params.tensor("weihgt"))
                .isInstanceOf(DataException.class)
                .hasMessage("no tensor \"weihgt\"; nearest: weight");
    }

    /// What a file would lose is not written without being said.
    @Test
    void paramsThatLackATensorAreNotWritten() {
        Params params = one("U8", 3, 3, data -> data.put(new byte[3]));
        assertThatThrownBy(() -> params.write(folder.resolve("b.safetensors")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"w\": expected dtype");
        assertThat(folder.resolve("b.safetensors")).doesNotExist();
        assertThatThrownBy(params::checksum).isInstanceOf(DataException.class);
    }

    @Test
    void everyHalfIsWidenedExactly() {
        Tensor halves = one("F16", CODES, 2 * CODES, data -> {
                    for (int code = 0; code < CODES; code++) data.putShort((short) code);
                })
                .tensor("w");
        assertThat(halves.element()).isEqualTo(Element.F32);
        for (int code = 0; code < CODES; code++) {
            int exponent = code >> 10 & 31, fraction = code & 1023;
            double magnitude =
                    exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
            if (exponent == 31) magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            double exact = code >> 15 == 0 ? magnitude : -magnitude;
            assertThat(Double.valueOf(halves.get(code))).as("code %04x", code).isEqualTo(Double.valueOf(exact));
        }
    }

    @Test
    void everyBrainFloatIsWidenedExactly() {
        float[] wide = one("BF16", CODES, 2 * CODES, data -> {
                    for (int code = 0; code < CODES; code++) data.putShort((short) code);
                })
                .tensor("w")
                .toFloats();
        for (int code = 0; code < CODES; code++) {
            assertThat(Float.floatToRawIntBits(wide[code])).isEqualTo(code << 16);
        }
    }

    @Test
    void longsAreReadAsIntegersUntilOneIsTooLarge() {
        assertThat(longs(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE).tensor("w"))
                .isEqualTo(Tensor.ints(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE));
        for (long large : new long[] {1L << 31, -(1L << 31) - 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
            assertThatThrownBy(() -> longs(7, large, large).tensor("w"))
                    .hasMessageEndingWith("\"w\": expected whole numbers of 32 bits, found " + large + " as element 1");
        }
        long[] many = new long[20_000];
        for (int i = 0; i < many.length; i++) many[i] = 3L * i - 30_000;
        assertThat(longs(many).tensor("w")).isEqualTo(Tensor.generateInts(Shape.of(20_000), i -> 3 * i - 30_000));
        many[19_999] = 1L << 40;
        assertThatThrownBy(() -> longs(many).tensor("w")).hasMessageEndingWith("found 1099511627776 as element 19999");
    }
}
