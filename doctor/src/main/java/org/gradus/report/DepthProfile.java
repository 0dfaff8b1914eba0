package org.gradus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Room;

/// The depth profile: how much of the backward signal each layer gets, output on top, and
/// mirrored at its left the spread of the activations going forward. A vertical line is well; a
/// slanting one vanishes or explodes.
///
/// @param rows one a layer, input side first
/// @param pathless the layers to which no path leads from the loss, so that they have no signal
/// @param kept what the signal keeps of its size per layer
/// @param reach what the first layer gets of the signal at the last hidden layer
/// @param when which steps the signal is averaged over, in words
public record DepthProfile(List<Row> rows, List<String> pathless, double kept, double reach, String when) {
    static final int SIGNAL_LOW = -15, SIGNAL_HIGH = 3;
    static final int SPREAD_LOW = -6, SPREAD_HIGH = 3;
    private static final double NUMBER_WIDTH = 88, NUMBER_HEIGHT = 42;
    private static final String NO_PATH = "no path";
    private static final double DECADE = 24, LEFT = 34, SPINE = 124, TOP = 78;
    static final double WIDTH = 2 * LEFT + SPINE + DECADE * (SIGNAL_HIGH - SIGNAL_LOW + SPREAD_HIGH - SPREAD_LOW);

    public DepthProfile {
        rows = List.copyOf(rows);
        pathless = List.copyOf(pathless);
    }

    /// A range of values.
    public record Band(double low, double high) {}

    /// One layer.
    ///
    /// @param signal root mean square of dL/dz per sample
    /// @param recent the 10 to 90 % range of the signal over the last steps
    /// @param start the signal before training
    /// @param forecast where theory expects the signal before training
    /// @param spread standard deviation of the activations
    /// @param spreadStart the same before training
    public record Row(
            String layer,
            double signal,
            Optional<Band> recent,
            OptionalDouble start,
            Optional<Band> forecast,
            double spread,
            OptionalDouble spreadStart) {}

    /// Where things stand.
    private record Place(Axis spread, Axis signal, double height, double bottom) {
        static Place of(int layers) {
            double height = Math.clamp(400.0 / layers, 5, 26), bottom = TOP + height * layers;
            double inner = LEFT + DECADE * (SPREAD_HIGH - SPREAD_LOW), right = inner + SPINE;
            return new Place(
                    Axis.log(SPREAD_LOW, SPREAD_HIGH, inner, LEFT),
                    Axis.log(SIGNAL_LOW, SIGNAL_HIGH, right, right + DECADE * (SIGNAL_HIGH - SIGNAL_LOW)),
                    height,
                    bottom);
        }

        double y(int layer) {
            return bottom - (layer + 0.5) * height;
        }
    }

    public Picture picture(String id) {
        Place place = Place.of(rows.size());
        Canvas canvas = new Canvas(id, WIDTH, place.bottom() + 48, "Depth profile", description());
        heads(canvas, place);
        corridor(canvas, place);
        Frame.across(canvas, place.spread(), TOP, place.bottom());
        Frame.across(canvas, place.signal(), TOP, place.bottom());
        forecast(canvas, place);
        starts(canvas, place);
        wing(canvas, place.spread(), place, false);
        wing(canvas, place.signal(), place, true);
        labels(canvas, place);
        keeps(canvas, place);
        return new Picture(id, "Depth profile", reading(), canvas.svg(), table());
    }

    private String description() {
        Row top = rows.getLast(), first = rows.getFirst();
        return "Backward signal by layer: " + signal(top) + " at " + top.layer() + " on the output side, "
                + signal(first) + " at " + first.layer() + " on the input side"
                + (pathless.isEmpty() ? "; each layer " + Headline.keeps(kept) : "")
                + ". Standard deviation of activations: " + Numbers.of(first.spread())
                + " at " + first.layer() + ", " + Numbers.of(top.spread()) + " at " + top.layer() + ".";
    }

    private boolean reached(Row row) {
        return !pathless.contains(row.layer());
    }

    /// The signal of a layer, in words.
    private String signal(Row row) {
        return reached(row) ? Numbers.of(row.signal()) : NO_PATH;
    }

    private String reading() {
        String forward = " The left line is the spread of the activations on their way up";
        if (!pathless.isEmpty()) {
            return "The right line is the error signal on its way down from the output. No gradient reaches "
                    + String.join(", ", pathless) + ": the weights there stay as they are." + forward + ".";
        }
        String lean = kept < 0.8
                ? "it leans to the left, and what is left of it fades on its way down"
                : kept > 1.25 ? "it leans to the right, and grows on its way down" : "it stands";
        return "The right line is the error signal on its way down from the output; upright means that it arrives, and here "
                + lean + ": each layer " + Headline.keeps(kept) + ", so "
                + rows.getFirst().layer() + " gets "
                + Headline.part(reach)
                + " what the last hidden layer gets." + forward
                + ": where only the right line falls, slopes eat the signal; where both fall, the weights are too small.";
    }

    private void heads(Canvas canvas, Place place) {
        canvas.text("head forward end", place.spread().from(), 20, "forward: spread of activations ▶");
        canvas.text("head backward", place.signal().from(), 20, "◀ backward: signal per sample");
        double x = Frame.keys(
                canvas,
                LEFT,
                46,
                List.of(
                        new Frame.Sign(Mark.SQUARE, "backward full", when),
                        new Frame.Sign(Mark.RING, "ghost", "before training")));
        if (rows.stream().anyMatch(r -> r.forecast().isPresent()))
            x = Frame.swatch(canvas, x, 46, "forecast", "forecast before training");
        Frame.swatch(canvas, x, 46, "corridor", "output ± 1 decade");
        canvas.text("tick middle", middle(place.spread()), place.bottom() + 38, "standard deviation");
        canvas.text("tick middle", middle(place.signal()), place.bottom() + 38, "root mean square of dL/dz");
    }

    private static double middle(Axis axis) {
        return (axis.from() + axis.to()) / 2;
    }

    private void corridor(Canvas canvas, Place place) {
        double top = rows.getLast().signal();
        if (!place.signal().holds(top)) return;
        double low = place.signal().at(top / 10), high = place.signal().at(top * 10);
        canvas.rect("corridor", low, TOP, high - low, place.bottom() - TOP, "the output's signal ± 1 decade");
    }

    private void forecast(Canvas canvas, Place place) {
        List<Point> low = new ArrayList<>(), high = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).forecast().isEmpty()) continue;
            Band band = rows.get(i).forecast().get();
            low.add(new Point(place.signal().at(band.low()), place.y(i)));
            high.add(new Point(place.signal().at(band.high()), place.y(i)));
        }
        canvas.area("forecast", low, high);
    }

    private void starts(Canvas canvas, Place place) {
        List<Point> signal = new ArrayList<>(), spread = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.start().isPresent() && reached(row))
                signal.add(new Point(place.signal().at(row.start().getAsDouble()), place.y(i)));
            if (row.spreadStart().isPresent()) {
                spread.add(new Point(place.spread().at(row.spreadStart().getAsDouble()), place.y(i)));
            }
        }
        for (List<Point> ghost : List.of(signal, spread)) {
            canvas.polyline("ghost dashed", ghost);
            for (Point p : ghost) canvas.mark(Mark.RING, "ghost", p.x(), p.y(), dot(place), "before training");
        }
    }

    private static double dot(Place place) {
        return Math.clamp(place.height() / 5, 1.5, 4);
    }

    private void wing(Canvas canvas, Axis axis, Place place, boolean signal) {
        String style = signal ? "backward" : "forward";
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (signal && !reached(rows.get(i))) continue;
            points.add(new Point(
                    axis.at(signal ? rows.get(i).signal() : rows.get(i).spread()), place.y(i)));
        }
        canvas.polyline(style + " thick", points);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (signal && !reached(row)) {
                canvas.text("value", axis.from() + 13, place.y(i) + 4, labelled(i, place) ? NO_PATH : "");
                continue;
            }
            if (signal && row.recent().isPresent()) {
                Band b = row.recent().get();
                canvas.line("backward whisker", axis.at(b.low()), place.y(i), axis.at(b.high()), place.y(i));
            }
            value(canvas, axis, place, style, i, signal ? row.signal() : row.spread());
        }
    }

    /// The sign of one value, and its number where there is room or where it is outside the limits.
    private void value(Canvas canvas, Axis axis, Place place, String style, int layer, double value) {
        String tip = rows.get(layer).layer() + ": " + Numbers.of(value);
        double x = axis.at(value), y = place.y(layer), r = dot(place);
        Axis.Place where = axis.place(value);
        switch (where) {
            case INSIDE ->
                canvas.mark(style.equals("backward") ? Mark.SQUARE : Mark.DOT, style + " full", x, y, r, tip);
            case BELOW -> canvas.mark(Mark.DOWN, style + " full", x, y, r + 1, tip);
            case ABOVE -> canvas.mark(Mark.UP, style + " full", x, y, r + 1, tip);
            case ZERO -> canvas.mark(Mark.ZERO, style + " hollow", x, y, r + 1, tip);
            case UNDEFINED -> canvas.mark(Mark.DIAMOND, "undefined", x, y, r + 1, tip);
        }
        boolean shown = labelled(layer, place);
        if (!shown) return;
        double room = axis.to() > axis.from() ? axis.to() - x : x - axis.to();
        boolean right = axis.to() > axis.from() ? room > 52 : room < 52;
        canvas.text("value " + (right ? "" : "end"), x + (right ? 13 : -13), y + 4, Numbers.of(value));
    }

    private boolean labelled(int layer, Place place) {
        int every = Frame.every(place.height(), 15);
        return layer == rows.size() - 1 || layer % every == 0 && rows.size() - 1 - layer >= every;
    }

    private void labels(Canvas canvas, Place place) {
        double x = (place.spread().from() + place.signal().from()) / 2;
        for (int i = 0; i < rows.size(); i++) {
            if (!labelled(i, place)) continue;
            String side = i == 0 ? "input ▸ " : i == rows.size() - 1 ? "output ▸ " : "";
            canvas.text(
                    "layer middle",
                    x,
                    place.y(i) + 4,
                    side + Frame.shorten(rows.get(i).layer(), 18 - side.length()));
        }
    }

    /// The one number, beside the line where there is room, as near to its middle as can be.
    private void keeps(Canvas canvas, Place place) {
        if (!pathless.isEmpty()) return;
        double left = place.signal().from(), middle = (TOP + place.bottom()) / 2 - NUMBER_HEIGHT / 2;
        List<Point> corners = new ArrayList<>();
        for (double x = place.signal().to(); x >= left + NUMBER_WIDTH; x -= 8) {
            for (double y = TOP + 4; y <= place.bottom() - NUMBER_HEIGHT; y += 6) corners.add(new Point(x, y));
        }
        double line = place.signal().at(rows.get(rows.size() / 2).signal());
        corners.sort(Comparator.comparingDouble(c -> far(c.x() - line + 30, 2 * (c.y() - middle))));
        Optional<Point> corner = taken(place).find(corners, NUMBER_WIDTH, NUMBER_HEIGHT);
        if (corner.isEmpty()) return;
        double x = corner.get().x(), y = corner.get().y();
        canvas.text("number backward end", x, y + 21, Headline.rate(kept));
        canvas.text("key end", x, y + 37, Headline.grows(kept) ? "per layer" : "kept per layer");
    }

    private static double far(double x, double y) {
        return x * x + y * y;
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
            row.start().ifPresent(s -> start.add(new Point(axis.at(s), y)));
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

    private Picture.Table table() {
        List<List<String>> cells = new ArrayList<>();
        for (Row row : rows.reversed()) {
            cells.add(List.of(
                    row.layer(),
                    signal(row),
                    row.recent().map(DepthProfile::range).orElse("–"),
                    row.start().isPresent() ? Numbers.of(row.start().getAsDouble()) : "–",
                    row.forecast().map(DepthProfile::range).orElse("–"),
                    Numbers.of(row.spread()),
                    row.spreadStart().isPresent() ? Numbers.of(row.spreadStart().getAsDouble()) : "–"));
        }
        return new Picture.Table(
                List.of(
                        "layer, output first",
                        "signal",
                        "10–90 % of last steps",
                        "before training",
                        "forecast",
                        "activation sd",
                        "sd before training"),
                cells);
    }

    static String range(Band band) {
        return Numbers.of(band.low()) + " … " + Numbers.of(band.high());
    }
}
