package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    @TempDir
    Path folder;

    /// The bytes of an IDX file.
    static byte[] idx(byte[] elements, int... dims) {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * dims.length + elements.length);
        out.put(new byte[] {0, 0, 8, (byte) dims.length});
        for (int dim : dims) out.putInt(dim);
        return out.put(elements).array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static final byte[] IMAGES = {0, 1, (byte) 255, 3, 4, 5, 6, 7, 8, 9, 10, (byte) 128};
    private static final byte[] LABELS = {7, 3, 7};

    private void write(boolean gzip) throws IOException {
        byte[] images = idx(IMAGES, 3, 2, 2);
        byte[] labels = idx(LABELS, 3);
        Files.write(folder.resolve("images"), gzip ? gzip(images) : images);
        Files.write(folder.resolve("labels"), gzip ? gzip(labels) : labels);
    }

    private Dataset load(Optional<String> testImages, Optional<String> testLabels) {
        return new Idx("images", "labels", testImages, testLabels, 0.7, 1, false, Scale.FALSE).load(folder);
    }

    @Test
    void imagesAreUnsignedBytesOfOneChannel() throws IOException {
        write(false);
        Dataset data = load(Optional.of("images"), Optional.of("labels"));
        assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(3, 2, 2, 1));
        assertThat(data.train().inputs().toFloats()).containsExactly(0, 1, 255, 3, 4, 5, 6, 7, 8, 9, 10, 128);
        assertThat(data.train().targets().toInts()).containsExactly(1, 0, 1);
        assertThat(data.test()).isEqualTo(data.train());
        assertThat(data.task()).isEqualTo(new Task.Classification(2));
        assertThat(data.name()).isEqualTo("images");
    }

    @Test
    void whatIsTransposedIsOfAnotherShape() throws IOException {
        write(false);
        Files.write(folder.resolve("tall"), idx(new byte[12], 3, 4, 1));
        assertThatThrownBy(() -> load(Optional.of("tall"), Optional.of("labels")))
                .hasMessageEndingWith(
                        "tall: expected images of 2 × 2, as in " + folder.resolve("images") + ", found 4 × 1");
    }

    @Test
    void rowsStayRowsAndChannelsStayChannels() throws IOException {
        write(false);
        Files.write(folder.resolve("images"), idx(IMAGES, 3, 4));
        assertThat(load(Optional.empty(), Optional.empty()).train().sample()).isEqualTo(Shape.of(4));
        Files.write(folder.resolve("images"), idx(IMAGES, 3, 2, 1, 2));
        assertThat(load(Optional.empty(), Optional.empty()).train().sample()).isEqualTo(Shape.of(2, 1, 2));
    }

    @Test
    void eachPixelIsStandardizedByItself() throws IOException {
        write(false);
        Dataset data =
                new Idx("images", "labels", Optional.empty(), Optional.empty(), 1, 1, true, Scale.FALSE).load(folder);
        float[] x = data.train().inputs().toFloats();
        for (int pixel = 0; pixel < 4; pixel++) {
            assertThat(x[pixel] + x[4 + pixel] + x[8 + pixel]).isCloseTo(0, within(1e-5f));
        }
        assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(3, 2, 2, 1));
    }

    @Test
    void arraysOfNumPyAreImagesAndLabelsToo() throws IOException {
        write(false);
        Dataset plain = load(Optional.empty(), Optional.empty());
        ByteBuffer floats = ByteBuffer.allocate(4 * IMAGES.length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte pixel : IMAGES) floats.putFloat(pixel & 0xff);
        Files.write(folder.resolve("images"), RawRowsTest.npy("<f4", "(3, 2, 2)", floats.array()));
        assertThat(load(Optional.empty(), Optional.empty())).isEqualTo(plain);
        Files.write(folder.resolve("labels"), RawRowsTest.npy("|u1", "(3,)", LABELS));
        assertThat(load(Optional.empty(), Optional.empty())).isEqualTo(plain);
    }

    @Test
    void withoutTestFilesTheImagesAreSplit() throws IOException {
        write(false);
        Dataset data = load(Optional.empty(), Optional.empty());
        assertThat(data.train().count()).isEqualTo(2);
        assertThat(data.test().count()).isEqualTo(1);
    }

    @Test
    void gzipIsToldByTheFirstBytes() throws IOException {
        write(false);
        Dataset plain = load(Optional.empty(), Optional.empty());
        write(true);
        assertThat(load(Optional.empty(), Optional.empty())).isEqualTo(plain);
    }

    @Test
    void classesAreCountedOverBothParts() throws IOException {
        write(false);
        Files.write(folder.resolve("test-labels"), idx(new byte[] {7, 5, (byte) 200}, 3));
        Dataset data = load(Optional.of("images"), Optional.of("test-labels"));
        assertThat(data.task()).isEqualTo(new Task.Classification(4));
        assertThat(data.train().targets().toInts()).containsExactly(2, 0, 2);
        assertThat(data.test().targets().toInts()).containsExactly(2, 1, 3);
    }

    @Test
    void oneTestFileWithoutTheOtherIsAnError() {
        assertThatThrownBy(() -> load(Optional.of("images"), Optional.empty()))
                .hasMessage("test_labels: expected a file, since its partner is given, found nothing");
        assertThatThrownBy(() -> load(Optional.empty(), Optional.of("labels")))
                .hasMessage("test_images: expected a file, since its partner is given, found nothing");
    }
}
