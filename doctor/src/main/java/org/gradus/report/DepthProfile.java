package org.gradus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Room;
import org.gradus.draw.Table;
import org.gradus.draw.TextPage;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The depth profile: how much of the backward signal each layer gets, output on top, and
/// mirrored at its left the spread of the activations going forward. A vertical line is well; a
/// slanting one vanishes or explodes.
///
/// @param rows one a layer, input side first
/// @param pathless the layers to which no path leads from the loss, so that they have no signal
/// @param kept what the signal keeps of its size per hidden layer; NaN where there is but one, or it is not known
/// @param reach what the first layer gets of the signal at the last hidden layer
/// @param when which steps the signal is averaged over, in words
record DepthProfile(List<Row> rows, List<String> pathless, double kept, double reach, String when) implements Drawing {
    /// Below this share of the top layer's signal a layer counts as dead: a thousandth, the loss at which depth is
    /// spent (three decades).
    static final double DEAD = 1e-3;

    static final String DEAD_WORDS = "dead: below " + Numbers.of(DEAD, 1) + " of the top layer's signal";

    private static final int SIGNAL_LOW = -15, SIGNAL_HIGH = 3, SPREAD_LOW = -6, SPREAD_HIGH = 3;
    private static final double NUMBER_WIDTH = 88, NUMBER_HEIGHT = 42;
    private static final String NO_PATH = "no path";

    DepthProfile {
        rows = List.copyOf(rows);
        pathless = List.copyOf(pathless);
    }

    /// A range of values.
    record Band(double low, double high) {
        String words() {
            String from = Numbers.of(low), to = Numbers.of(high);
            return from.equals(to) ? from : from + " … " + to;
        }
    }

    /// One layer.
    ///
    /// @param signal root mean square of dL/dz per sample
    /// @param recent the 10 to 90 % range of the signal over the last steps
    /// @param start the signal before training
    /// @param forecast where theory expects the signal before training
    /// @param spread standard deviation of the activations
    /// @param spreadStart the same before training
    record Row(
            String layer,
            double signal,
            Optional<Band> recent,
            double start,
            Optional<Band> forecast,
            double spread,
            double spreadStart) {}

    /// The layers of a training, with the means of its last steps.
    ///
    /// @param forecast where theory expects a layer's signal before training
    static List<Row> rows(History history, IntFunction<Optional<Band>> forecast) {
        Recent recent = Recent.of(history);
        return IntStream.range(0, history.layers().size())
                .mapToObj(layer -> new Row(
                        history.layers().get(layer),
                        recent.mean(Field.SIGNAL, layer),
                        recent.range(Field.SIGNAL, layer),
                        history.get(Field.SIGNAL, 0, layer),
                        forecast.apply(layer),
                        recent.mean(Field.DEVIATION, layer),
                        history.get(Field.DEVIATION, 0, layer)))
                .toList();
    }

    /// The scale that signals have in every picture.
    static Axis signal(double from, double to) {
        return Axis.log(SIGNAL_LOW, SIGNAL_HIGH, from, to);
    }

    /// The scale that spreads of activations have in every picture.
    static Axis spread(double from, double to) {
        return Axis.log(SPREAD_LOW, SPREAD_HIGH, from, to);
    }

    /// Where things stand.
    ///
    /// @param narrow whether it is drawn for a column
    private record Place(Axis spread, Axis signal, boolean narrow, double height, double top, double bottom) {
        static final double LEFT = 34;

        static Place of(int layers, boolean narrow) {
            double height = Math.clamp(400.0 / layers, 5, 26), top = narrow ? 102 : 78;
            double inner = LEFT + (narrow ? 7 : 24) * (SPREAD_HIGH - SPREAD_LOW), right = inner + (narrow ? 84 : 124);
            return new Place(
                    DepthProfile.spread(inner, LEFT),
                    DepthProfile.signal(right, right + (narrow ? 10.5 : 24) * (SIGNAL_HIGH - SIGNAL_LOW)),
                    narrow,
                    height,
                    top,
                    top + height * layers);
        }

        double width() {
            return signal.to() + (narrow ? LEFT / 3 : LEFT);
        }

        double y(int layer) {
            return bottom - (layer + 0.5) * height;
        }

        double dot() {
            return Math.clamp(height / 5, 1.5, 4);
        }
    }

    @Override
    public Picture picture(String id, String title) {
        return draw(id, title, Place.of(rows.size(), false));
    }

    @Override
    public Picture narrow(String id, String title) {
        return draw(id, title, Place.of(rows.size(), true));
    }

    private Picture draw(String id, String title, Place place) {
        Canvas canvas = new Canvas(id, title, place.width(), place.bottom() + 48, description());
        heads(canvas, place);
        corridor(canvas, place);
        Frame.across(canvas, place.spread(), place.top(), place.bottom());
        Frame.across(canvas, place.signal(), place.top(), place.bottom());
        forecast(canvas, place);
        starts(
                canvas,
                place,
                place.signal(),
                rows.stream().map(r -> reached(r) ? r.start() : Double.NaN).toList());
        starts(
                canvas,
                place,
                place.spread(),
                rows.stream().map(Row::spreadStart).toList());
        wing(canvas, place.spread(), place, "forward", Mark.DOT, Row::spread);
        wing(canvas, place.signal(), place, "backward", Mark.SQUARE, Row::signal);
        labels(canvas, place);
        keeps(canvas, place);
        return canvas.picture(reading(), table());
    }

    private String description() {
        Row top = rows.getLast(), first = rows.getFirst();
        return "Backward signal by layer: " + signal(top) + " at " + top.layer() + " on the output side, "
                + signal(first) + " at " + first.layer() + " on the input side"
                + (keeps() ? "; each layer " + Kept.words(kept) : "")
                + ". Standard deviation of activations: " + Numbers.of(first.spread())
                + " at " + first.layer() + ", " + Numbers.of(top.spread()) + " at " + top.layer() + ".";
    }

    /// Whether it can be said what each layer does to the signal: not of a network in which no hidden layer hands
    /// it on to another, and not where nothing arrives at a layer of the picture.
    private boolean keeps() {
        boolean nothing = rows.stream().anyMatch(r -> r.signal() == 0);
        return pathless.isEmpty() && Double.isFinite(kept) && !(nothing && kept > 0);
    }

    /// What comes of the signal where no number per layer tells it.
    private String arrives() {
        List<String> none =
                rows.stream().filter(r -> r.signal() == 0).map(Row::layer).toList();
        if (!none.isEmpty()) return "nothing arrives at " + String.join(", ", none);
        Row first = rows.getFirst(), top = rows.getLast();
        if (rows.size() == 1) return top.layer() + " gets " + signal(top);
        return first.layer() + " gets " + signal(first) + ", " + top.layer() + " at the output " + signal(top);
    }

    boolean reached(Row row) {
        return !pathless.contains(row.layer());
    }

    /// The signal of a layer, in words.
    String signal(Row row) {
        return reached(row) ? Numbers.of(row.signal()) : NO_PATH;
    }

    private String reading() {
        String forward = " The left line is the spread of the activations on their way up";
        if (!pathless.isEmpty()) {
            return "The right line is the error signal on its way down from the output. No gradient reaches "
                    + String.join(", ", pathless) + ": the weights there stay as they are." + forward + ".";
        }
        String way =
                "The right line is the error signal on its way down from the output; upright means that it arrives";
        if (!keeps()) return way + ", and here " + arrives() + "." + forward + ".";
        String lean = kept < 0.8
                ? "it leans to the left, and what is left of it fades on its way down"
                : kept > 1.25 ? "it leans to the right, and grows on its way down" : "it stands";
        return way + ", and here " + lean + ": each layer " + Kept.words(kept) + ", so "
                + rows.getFirst().layer() + " gets "
                + Kept.part(reach) + " what the last hidden layer gets." + forward
                + ": where only the right line falls, slopes shrink the signal; where both fall, the weights are too small.";
    }

    private void heads(Canvas canvas, Place place) {
        boolean narrow = place.narrow();
        canvas.text(
                "head forward end",
                place.spread().from(),
                20,
                narrow ? "forward ▶" : "forward: spread of activations ▶");
        canvas.text("head backward", place.signal().from(), 20, "◀ backward: signal per sample");
        List<Frame.Sign> keys = List.of(
                new Frame.Sign(Mark.SQUARE, "backward full", when),
                new Frame.Sign(Mark.RING, "ghost", "before training"));
        double left = narrow ? 0 : Place.LEFT, end = Frame.keys(canvas, left, 46, keys);
        double x = narrow ? left : end, y = narrow ? 70 : 46;
        if (rows.stream().anyMatch(r -> r.forecast().isPresent()))
            x = Frame.swatch(canvas, x, y, "forecast", "forecast before training");
        Frame.swatch(canvas, x, y, "corridor", "output ± 1 decade");
        String spread = narrow ? "deviation" : "standard deviation";
        canvas.text("tick middle", middle(place.spread()), place.bottom() + 38, spread);
        canvas.text("tick middle", middle(place.signal()), place.bottom() + 38, "root mean square of dL/dz");
    }

    private static double middle(Axis axis) {
        return (axis.from() + axis.to()) / 2;
    }

    private void corridor(Canvas canvas, Place place) {
        double top = rows.getLast().signal();
        if (!place.signal().holds(top)) return;
        double low = place.signal().at(top / 10), high = place.signal().at(top * 10);
        canvas.rect(
                "corridor",
                low,
                place.top(),
                high - low,
                place.bottom() - place.top(),
                "the output's signal ± 1 decade");
    }

    private void forecast(Canvas canvas, Place place) {
        List<Point> low = new ArrayList<>(), high = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            double y = place.y(i);
            rows.get(i).forecast().ifPresent(band -> {
                low.add(new Point(place.signal().at(band.low()), y));
                high.add(new Point(place.signal().at(band.high()), y));
            });
        }
        canvas.area("forecast", low, high);
    }

    private static void starts(Canvas canvas, Place place, Axis axis, List<Double> values) {
        List<Point> ghost = IntStream.range(0, values.size())
                .filter(i -> !Double.isNaN(values.get(i)))
                .mapToObj(i -> new Point(axis.at(values.get(i)), place.y(i)))
                .toList();
        canvas.polyline("ghost dashed", ghost);
        for (Point p : ghost) canvas.mark(Mark.RING, "ghost", p.x(), p.y(), place.dot(), "before training");
    }

    private void wing(Canvas canvas, Axis axis, Place place, String style, Mark mark, ToDoubleFunction<Row> value) {
        boolean signal = axis.equals(place.signal());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!signal || reached(rows.get(i)))
                points.add(new Point(axis.at(value.applyAsDouble(rows.get(i))), place.y(i)));
        }
        canvas.polyline(style + " thick", points);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double v = value.applyAsDouble(row), x = axis.at(v), y = place.y(i);
            if (signal && !reached(row)) {
                canvas.text("value", axis.from() + 13, y + 4, labelled(i, place) ? NO_PATH : "");
                continue;
            }
            if (signal)
                row.recent().ifPresent(b -> canvas.line("backward whisker", axis.at(b.low()), y, axis.at(b.high()), y));
            canvas.value(axis, v, mark, style + " full", x, y, place.dot(), row.layer() + ": " + Numbers.of(v));
            if (!labelled(i, place)) continue;
            // its number, where there is room
            double room = Math.abs(axis.to() - x);
            boolean right = signal ? room > 52 : room < 52;
            canvas.text("value " + (right ? "" : "end"), x + (right ? 13 : -13), y + 4, Numbers.of(v));
        }
    }

    private boolean labelled(int layer, Place place) {
        return Frame.labelled(layer, rows.size(), place.height(), 15);
    }

    private void labels(Canvas canvas, Place place) {
        double x = (place.spread().from() + place.signal().from()) / 2;
        for (int i = 0; i < rows.size(); i++) {
            if (!labelled(i, place)) continue;
            String side = place.narrow() ? "" : i == 0 ? "input ▸ " : i == rows.size() - 1 ? "output ▸ " : "";
            String name = side + Frame.shorten(rows.get(i).layer(), (place.narrow() ? 12 : 18) - side.length());
            canvas.text("layer middle", x, place.y(i) + 4, name);
        }
    }

    /// The one number, beside the line where there is room, as near to its middle as can be.
    private void keeps(Canvas canvas, Place place) {
        if (!keeps()) return;
        double left = place.signal().from(), middle = (place.top() + place.bottom()) / 2 - NUMBER_HEIGHT / 2;
        List<Point> corners = new ArrayList<>();
        for (double x = place.signal().to(); x >= left + NUMBER_WIDTH; x -= 8) {
            for (double y = place.top() + 4; y <= place.bottom() - NUMBER_HEIGHT; y += 6) corners.add(new Point(x, y));
        }
        double line = place.signal().at(rows.get(rows.size() / 2).signal());
        corners.sort(Comparator.comparingDouble(c -> Math.hypot(c.x() - line + 30, 2 * (c.y() - middle))));
        taken(place).find(corners, NUMBER_WIDTH, NUMBER_HEIGHT).ifPresent(corner -> {
            canvas.text("number backward end", corner.x(), corner.y() + 21, Kept.number(kept));
            String words = Kept.grows(kept) ? "per layer" : "kept per layer";
            canvas.text("key end", corner.x(), corner.y() + 37, words);
        });
    }

    /// The lines of the right wing, and the numbers beside its points.
    private Room taken(Place place) {
        Room room = new Room();
        Axis axis = place.signal();
        List<Point> signal = new ArrayList<>(), start = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = place.y(i), x = axis.at(row.signal());
            signal.add(new Point(x, y));
            if (!Double.isNaN(row.start())) start.add(new Point(axis.at(row.start()), y));
            for (Optional<Band> band : List.of(row.recent(), row.forecast())) {
                band.ifPresent(b ->
                        room.take(List.of(new Point(axis.at(b.low()), y), new Point(axis.at(b.high()), y))));
            }
            double far = axis.to() - x > 52 ? x + 50 : x - 50;
            if (labelled(i, place)) room.take(List.of(new Point(x, y), new Point(far, y)));
        }
        room.take(signal);
        room.take(start);
        return room;
    }

    private Table table() {
        List<String> head = List.of(
                "layer, output first",
                "signal",
                "10–90 % of last steps",
                "before training",
                "forecast",
                "activation sd",
                "sd before training");
        return Table.of(
                head,
                rows.reversed(),
                row -> List.of(
                        row.layer(),
                        signal(row),
                        row.recent().map(Band::words).orElse(Numbers.NONE),
                        Numbers.of(row.start()),
                        row.forecast().map(Band::words).orElse(Numbers.NONE),
                        Numbers.of(row.spread()),
                        Numbers.of(row.spreadStart())));
    }

    @Override
    public void print(TextPage page) {
        new DepthLines(this).print(page);
    }
}
