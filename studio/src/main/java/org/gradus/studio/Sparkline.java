package org.gradus.studio;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Numbers;
import org.gradus.draw.Table;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// Pictures of the size of a word, for tables: axes and limits are those of the large ones.
final class Sparkline {
    private static final double WIDTH = 96, HEIGHT = 28, PAD = 2;

    /// The most points of a line.
    private static final int POINTS = 120;

    private Sparkline() {}

    /// The loss over the steps, on a logarithmic scale from its least to its largest.
    static String loss(String id, History history) {
        List<Integer> frames = IntStream.range(0, history.size())
                .filter(i -> history.loss(i) > 0 && Double.isFinite(history.loss(i)))
                .boxed()
                .toList();
        if (frames.size() < 2) return "";
        double[] logs =
                frames.stream().mapToDouble(i -> Math.log10(history.loss(i))).toArray();
        double low = java.util.Arrays.stream(logs).min().orElse(0),
                high = Math.max(low + 0.3, java.util.Arrays.stream(logs).max().orElse(1));
        Axis x = Axis.linear((double) history.step(0), (double) history.step(history.size() - 1), PAD, WIDTH - PAD),
                y = Axis.linear(low, high, HEIGHT - PAD, PAD);
        int every = Math.max(1, frames.size() / POINTS);
        List<Point> points = IntStream.range(0, frames.size())
                .filter(i -> i % every == 0 || i == frames.size() - 1)
                .mapToObj(i -> new Point(x.at((double) history.step(frames.get(i))), y.at(logs[i])))
                .toList();
        String words = "Loss from " + Numbers.loss(history.loss(frames.getFirst())) + " to "
                + Numbers.loss(history.loss(frames.getLast()));
        return drawn(id, words, "forward", points);
    }

    /// The signal by layer at the last step, output on top.
    static String profile(String id, History history) {
        int layers = history.layers().size(), last = history.size() - 1;
        if (layers < 2 || last < 0) return "";
        Axis x = Axis.log(-15, 3, PAD, WIDTH / 2 - PAD);
        List<Point> points = IntStream.range(0, layers)
                .filter(l -> Double.isFinite(history.get(Field.SIGNAL, last, l)))
                .mapToObj(l -> new Point(
                        x.at(history.get(Field.SIGNAL, last, l)), HEIGHT - PAD - (HEIGHT - 2 * PAD) * l / (layers - 1)))
                .toList();
        String words = "Signal at " + history.layers().getFirst() + ": "
                + Numbers.of(history.get(Field.SIGNAL, last, 0)) + ", at "
                + history.layers().getLast() + ": "
                + Numbers.of(history.get(Field.SIGNAL, last, layers - 1));
        return drawn(id, words, "backward", points);
    }

    private static String drawn(String id, String words, String style, List<Point> points) {
        Canvas canvas = new Canvas(id, words, style.equals("backward") ? WIDTH / 2 : WIDTH, HEIGHT, words + ".");
        canvas.polyline(style + " thick", points);
        return canvas.picture(words, new Table(List.of(), List.of())).svg();
    }
}
