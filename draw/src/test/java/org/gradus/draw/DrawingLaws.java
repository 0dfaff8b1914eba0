package org.gradus.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/// Scales, markup, colours and bitmaps.
class DrawingLaws {
    private final Axis axis = Axis.log(-15, 3, 100, 460);

    @Test
    void aLogarithmicScalePlacesPowersEvenly() {
        assertThat(axis.at(1e-15)).isEqualTo(100);
        assertThat(axis.at(1e-6)).isEqualTo(280);
        assertThat(axis.at(1e3)).isEqualTo(460);
        assertThat(axis.powers()).containsExactly(-15, -12, -9, -6, -3, 0, 3);
    }

    @Test
    void aValueOutsideTheLimitsStandsAtTheEdgeAndSaysSo() {
        assertThat(axis.at(1e-20)).isEqualTo(100);
        assertThat(axis.place(1e-20)).isEqualTo(Axis.Place.BELOW);
        assertThat(axis.at(1e9)).isEqualTo(460);
        assertThat(axis.place(1e9)).isEqualTo(Axis.Place.ABOVE);
        assertThat(axis.place(0)).isEqualTo(Axis.Place.ZERO);
        assertThat(axis.place(Double.NaN)).isEqualTo(Axis.Place.UNDEFINED);
        assertThat(axis.place(Double.POSITIVE_INFINITY)).isEqualTo(Axis.Place.UNDEFINED);
    }

    @Test
    void aLinearScaleHasRoundTicks() {
        assertThat(Axis.linear(0, 460, 0, 1).ticks(4)).containsExactly(0.0, 100.0, 200.0, 300.0, 400.0);
        assertThat(Axis.linear(0, 1, 0, 1).ticks(5)).hasSize(6);
    }

    @Test
    void markupEscapesTextAndAttributes() {
        Markup out = new Markup()
                .open("p", "title", "a\"<b>")
                .text("<script>&\u0000")
                .close();
        assertThat(out.toString()).isEqualTo("<p title=\"a&quot;&lt;b&gt;\">&lt;script&gt;&amp;�</p>\n");
    }

    @Test
    void markupThatIsLeftOpenIsAnError() {
        Markup out = new Markup().open("p");
        assertThatThrownBy(out::toString).hasMessageContaining("<p> is still open");
    }

    @Test
    void theRampGrowsBrighterAllTheWay() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            int c = Cividis.at(i / 100.0);
            double light = 0.2126 * (c >> 16) + 0.7152 * (c >> 8 & 0xFF) + 0.0722 * (c & 0xFF);
            assertThat(light).isGreaterThan(before);
            before = light;
        }
    }

    @Test
    void aBitmapHoldsItsPixels() throws DataFormatException {
        int width = 300, height = 260;
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i % 3);
        ByteBuffer file = ByteBuffer.wrap(Png.encode(width, height, new int[] {0, 0xFFFFFF, 0x8E4FB8}, pixels));
        assertThat(file.getLong()).isEqualTo(0x89504E470D0A1A0AL);
        ByteBuffer header = chunk(file, "IHDR");
        assertThat(header.getInt()).isEqualTo(width);
        assertThat(header.getInt()).isEqualTo(height);
        assertThat(chunk(file, "PLTE").remaining()).isEqualTo(9);
        Inflater inflater = new Inflater();
        inflater.setInput(chunk(file, "IDAT"));
        byte[] rows = new byte[height * (width + 1)];
        assertThat(inflater.inflate(rows)).isEqualTo(rows.length);
        assertThat(inflater.finished()).isTrue();
        for (int y = 0; y < height; y++) {
            assertThat(rows[y * (width + 1)]).isZero();
            assertThat(java.util.Arrays.copyOfRange(rows, y * (width + 1) + 1, (y + 1) * (width + 1)))
                    .isEqualTo(java.util.Arrays.copyOfRange(pixels, y * width, (y + 1) * width));
        }
        chunk(file, "IEND");
        assertThat(file.hasRemaining()).isFalse();
    }

    private static ByteBuffer chunk(ByteBuffer file, String name) {
        int size = file.getInt();
        byte[] named = new byte[4 + size];
        file.get(named);
        assertThat(new String(named, 0, 4, StandardCharsets.US_ASCII)).isEqualTo(name);
        CRC32 sum = new CRC32();
        sum.update(named);
        assertThat(file.getInt()).isEqualTo((int) sum.getValue());
        return ByteBuffer.wrap(named, 4, size).slice();
    }

    @Test
    void aDifferenceKeepsWhatIsCommon() {
        Diff diff = Diff.of("a\nb\nc\n", "a\nx\nc\nd\n");
        assertThat(diff.lines().stream().map(l -> l.sign() + l.text()).toList())
                .containsExactly(" a", "-b", "+x", " c", "+d");
    }
}
