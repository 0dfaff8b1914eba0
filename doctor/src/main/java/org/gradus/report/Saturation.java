package org.gradus.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.draw.Canvas;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The state of every layer's units as stacked bars: dead, flat on the low side, working, flat on the high side.
///
/// @param before the label of the left column of bars, such as `first step`
/// @param after the label of the right column
/// @param rows one a layer, input side first
record Saturation(String before, String after, List<Row> rows) implements Drawing {

    /// Where things stand.
    ///
    /// @param left of the first column of bars
    /// @param bar the length of a whole bar
    /// @param gap between the columns
    /// @param percents how far apart the labels below stand
    private record Place(double width, double left, double bar, double gap, double top, int percents) {
        static final Place PAGE = new Place(840, 112, 330, 44, 66, 25), COLUMN = new Place(384, 98, 116, 30, 90, 50);

        boolean narrow() {
            return width < Drawing.COLUMN;
        }
    }

    private static final List<String> KINDS = List.of("dead", "low", "working", "high"),
            WORDS = List.of("dead", "flat, low side or off", "working", "flat, high side");

    Saturation {
        rows = List.copyOf(rows);
    }

    /// Shares of a layer's pre-activations; what they leave of 1 is working.
    ///
    /// @param dead of units that have passed no gradient for many steps
    /// @param low on the flat low side, or off, without the dead
    /// @param high on the flat high side
    record Shares(double dead, double low, double high) {
        double working() {
            return Math.max(0, 1 - dead - low - high);
        }

        /// In the order of [#KINDS].
        List<Double> all() {
            return List.of(dead, low, working(), high);
        }
    }

    /// A layer at two moments.
    record Row(String layer, Shares before, Shares after) {}

    /// The state at the first step and over the last.
    static Saturation of(History history) {
        Recent recent = Recent.of(history);
        List<Row> rows = IntStream.range(0, history.layers().size())
                .mapToObj(layer -> new Row(
                        history.layers().get(layer),
                        shares(f -> history.get(f, 0, layer)),
                        shares(f -> recent.mean(f, layer))))
                .toList();
        return new Saturation("first step", recent.words(), rows);
    }

    private static Shares shares(ToDoubleFunction<Field> field) {
        double dead = field.applyAsDouble(Field.DEAD), low = field.applyAsDouble(Field.SATURATED_LOW);
        return new Shares(dead, Math.max(0, low - dead), field.applyAsDouble(Field.SATURATED_HIGH));
    }

    @Override
    public Picture picture(String id, String title) {
        return draw(id, title, Place.PAGE);
    }

    @Override
    public Picture narrow(String id, String title) {
        return draw(id, title, Place.COLUMN);
    }

    private Picture draw(String id, String title, Place place) {
        double height = Math.clamp(300.0 / rows.size(), 5, 20), bottom = place.top() + height * rows.size();
        Canvas canvas = new Canvas(id, title, place.width(), bottom + 32, description());
        double left = place.narrow() ? 0 : place.left(), x = left;
        for (int k = 0; k < KINDS.size(); k++) {
            boolean second = place.narrow() && k >= 2;
            if (second && k == 2) x = left;
            x = Frame.swatch(canvas, x, second ? 38 : 14, "share " + KINDS.get(k), WORDS.get(k));
        }
        column(canvas, place, place.left(), before, height, false);
        column(canvas, place, place.left() + place.bar() + place.gap(), after, height, true);
        List<String> layers = rows.stream().map(Row::layer).toList();
        int most = place.narrow() ? 13 : 15;
        Frame.names(canvas, layers, place.left() - 8, layer -> y(place, layer, height) + height / 2, height, most);
        return canvas.picture(reading(), table());
    }

    private double y(Place place, int layer, double height) {
        return place.top() + (rows.size() - 1 - layer) * height;
    }

    private void column(Canvas canvas, Place place, double left, String head, double height, boolean end) {
        boolean far = end && place.narrow();
        canvas.text(far ? "head end" : "head", far ? place.width() : left, place.top() - 14, head);
        double bottom = place.top() + height * rows.size();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            List<Double> shares = (end ? row.after() : row.before()).all();
            double x = left, y = y(place, i, height);
            for (int k = 0; k < KINDS.size(); k++) {
                if (!(shares.get(k) > 0)) continue;
                double width = place.bar() * Math.min(1, shares.get(k));
                String tip = row.layer() + ": " + KINDS.get(k) + " " + Numbers.percent(shares.get(k));
                canvas.rect("share " + KINDS.get(k), x, y + 0.5, width, height - Math.min(2, height / 4), tip);
                x += width;
            }
            if (!shares.stream().allMatch(Double::isFinite))
                canvas.mark(Canvas.Mark.DIAMOND, "undefined", left + 8, y + height / 2, 4, "not a number");
        }
        for (int percent = 0; percent <= 100; percent += place.percents()) {
            double x = left + place.bar() * percent / 100;
            canvas.line("stub", x, bottom, x, bottom + 4);
            canvas.text("tick middle", x, bottom + 18, percent + (percent == 100 ? " %" : ""));
        }
    }

    private Row worst() {
        return rows.stream()
                .min(Comparator.comparingDouble(row -> row.after().working()))
                .orElseThrow();
    }

    private String description() {
        Row worst = worst();
        return "Shares of units that are dead, flat or working, by layer. The least work in " + worst.layer() + ", "
                + Numbers.percent(worst.after().working()) + " at the end; "
                + Numbers.percent(worst.after().dead()) + " there are dead.";
    }

    private String reading() {
        Row worst = worst();
        return "Coloured parts pass next to no gradient: half of a layer off is usual for ReLU, but dead units, or a bar coloured from end to "
                + "end, stop the signal. In " + worst.layer() + " the fewest units work at the end: "
                + Numbers.percent(worst.after().working()) + ", after "
                + Numbers.percent(worst.before().working()) + " at first.";
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of("layer, output first"));
        for (String when : List.of(before, after)) KINDS.forEach(kind -> head.add(kind + ", " + when));
        return Table.of(head, rows.reversed(), row -> {
            List<String> line = new ArrayList<>(List.of(row.layer()));
            for (Shares s : List.of(row.before(), row.after()))
                s.all().forEach(share -> line.add(Numbers.percent(share)));
            return line;
        });
    }
}
