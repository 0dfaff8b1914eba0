package org.gradus.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.gradus.draw.LinePlot.Across;
import org.gradus.draw.LinePlot.Line;
import org.gradus.draw.LinePlot.Up;
import org.gradus.draw.LinePlot.Upright;
import org.junit.jupiter.api.Test;

/// Lines over a quantity, and cells over two.
class PlotLaws {
    private static LinePlot plot(List<Double> x, List<Double> y, Across across) {
        return new LinePlot(
                "One. Two.",
                across,
                Up.around("loss", y),
                List.of(new Line("loss", false, x, y)),
                List.of(new Upright("here", x.getFirst()), new Upright("and here", x.getLast())));
    }

    @Test
    void aLinePlotIsDrawnPrintedAndToldAsATable() {
        List<Double> x = List.of(1e-4, 1e-3, 1e-2), y = List.of(2.0, 1.0, Double.NaN);
        LinePlot plot = plot(x, y, Across.log("rate", x));
        Picture picture = plot.picture("p", "Title");
        assertThat(picture.svg()).contains("here at 1.00e-4, and here at 0.0100", "class=\"series w0\"");
        assertThat(picture.table().head()).containsExactly("rate", "loss");
        assertThat(picture.table().rows()).hasSize(3);
        TextPage page = new TextPage(new TextStyle(80, true, false));
        plot.print(page);
        assertThat(page.toString()).contains("*", "1e-4", "here", "rate");
        assertThat(page.toString().chars()).allMatch(c -> c < 0x80);
        assertThat(page.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void thingsAreNotJoined() {
        LinePlot plot = plot(List.of(0.0, 1.0), List.of(3.0, 3.0), Across.things("optimizer", List.of("sgd", "adam")));
        assertThat(plot.picture("p", "Title").svg()).contains("adam").doesNotContain("series");
        assertThat(plot(List.of(5.0), List.of(3.0), Across.linear("units", List.of(5.0)))
                        .picture("p", "T")
                        .svg())
                .contains("units");
    }

    @Test
    void aHeatMapHasANumberInEveryCellAndAFrameAroundTheBest() {
        HeatMap map = new HeatMap(
                "One. Two.",
                "accuracy",
                "rate",
                List.of("0.1", "1"),
                "units",
                List.of("2", "4", "8"),
                List.of(List.of(0.5, 0.75, 1.0), List.of(Double.NaN, 0.5, 0.25)),
                2);
        Picture picture = map.picture("p", "Title");
        assertThat(picture.svg()).contains(">0.750<", ">1.000<", ">–<", "<title>best</title>");
        assertThat(picture.table().rows()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeatMap("", "a", "b", List.of("1"), "c", List.of("1"), List.of(), 0));
    }

    /// The colours of a matrix's cells, row by row, as the picture's bitmap has them.
    private static List<Integer> colours(TensorPlot plot, int width) throws DataFormatException {
        String svg = plot.picture("t", "Tensor").svg(), start = "data:image/png;base64,";
        int from = svg.indexOf(start) + start.length();
        ByteBuffer png = ByteBuffer.wrap(Base64.getDecoder().decode(svg.substring(from, svg.indexOf('"', from))));
        Map<String, byte[]> chunks = new HashMap<>();
        png.position(8);
        while (png.hasRemaining()) {
            byte[] data = new byte[png.getInt()], name = new byte[4];
            png.get(name).get(data).getInt();
            chunks.put(new String(name, StandardCharsets.US_ASCII), data);
        }
        ByteBuffer palette = ByteBuffer.wrap(chunks.get("PLTE"));
        Inflater inflater = new Inflater();
        inflater.setInput(chunks.get("IDAT"));
        byte[] rows = new byte[plot.values().size() * (width + 1)];
        assertThat(inflater.inflate(rows)).isEqualTo(rows.length);
        // each row begins with its filter
        return IntStream.range(0, rows.length)
                .filter(i -> i % (width + 1) > 0)
                .map(i -> rows[i] & 0xFF)
                .mapToObj(c -> (palette.get(3 * c) & 0xFF) << 16 | (palette.getShort(3 * c + 1) & 0xFFFF))
                .toList();
    }

    @Test
    void aTensorIsDarkWhereItIsNegativeAndBrightWhereItIsPositive() throws DataFormatException {
        List<List<Double>> values = List.of(List.of(-2.0, 0.0), List.of(2.0, Double.NaN), List.of(9.0, -9.0));
        TensorPlot plot = new TensorPlot("One. Two.", "inputs", "units", values, 2);
        int dark = Cividis.at(0), grey = Cividis.at(0.5), bright = Cividis.at(1);
        assertThat(colours(plot, 2)).containsExactly(dark, grey, bright, Cividis.UNDEFINED, bright, dark);
        assertThat(plot.picture("t", "Tensor").table().rows())
                .containsExactly(
                        List.of("1", "-2.000", "0"), List.of("2", "2.000", "–"), List.of("3", "9.000", "-9.000"));
        assertThat(colours(new TensorPlot("One. Two.", "inputs", "units", List.of(List.of(0.0)), 0), 1))
                .containsExactly(grey);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TensorPlot("", "", "", List.of(), 1))
                .withMessage("there are no numbers");
    }
}
