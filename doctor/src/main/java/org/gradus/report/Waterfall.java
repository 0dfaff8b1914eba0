package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Table;
import org.gradus.ledger.Ledger;

/// The bill for the signal, layer by layer from the output down: what weights, slopes and structure
/// each take of a random error signal, in decades, and the running product.
///
/// @param hops from one layer to the one below it, output side first
record Waterfall(List<Ledger.Hop> hops) implements Drawing {

    /// Where things stand.
    ///
    /// @param left and `right`, the ends of the scale
    private record Place(double width, double left, double right, double top, double bottom, String words) {
        static final Place
                PAGE =
                        new Place(
                                840,
                                64,
                                770,
                                40,
                                330,
                                "◀ the signal arrives at, from the output side (left) to the input (right)"),
                COLUMN = new Place(384, 42, 330, 64, 304, "◀ output side  ·  the signal arrives at  ·  input side ▶");

        boolean narrow() {
            return width < Drawing.COLUMN;
        }
    }

    /// The limits that a picture can have, so that pictures of like networks have like scales.
    private static final int[] LOWS = {-3, -6, -9, -15, -30}, HIGHS = {1, 3, 9};

    private static final List<String> NAMES = List.of("weight", "slope", "structure");

    Waterfall {
        hops = List.copyOf(hops);
    }

    /// The factors in the order of [#NAMES]; their product is what a hop keeps.
    private static List<Double> factors(Ledger.Hop hop) {
        return List.of(hop.weight(), hop.slope(), hop.rest());
    }

    private static double gain(Ledger.Hop hop) {
        return hop.weight() * hop.slope() * hop.rest();
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
        Axis y = scale(place);
        Canvas canvas = new Canvas(id, title, place.width(), place.bottom() + 58, description());
        Frame.up(canvas, y, place.left(), place.right());
        double slot = (place.right() - place.left()) / Math.max(1, hops.size()), level = 0;
        List<Point> sum = new ArrayList<>(List.of(new Point(place.left(), y.atPower(0))));
        for (int i = 0; i < hops.size() && Double.isFinite(level); i++) {
            level = bars(canvas, y, i, place.left(), slot, level);
            if (Double.isFinite(level)) sum.add(new Point(place.left() + (i + 1) * slot, y.atPower(level)));
        }
        canvas.polyline("sum", sum);
        for (Point p : sum)
            canvas.mark(Mark.SQUARE, "sum full", p.x(), p.y(), slot < 16 ? 1.5 : 2.5, "running product");
        total(canvas, y, sum.getLast());
        labels(canvas, place, slot);
        double left = place.narrow() ? 0 : place.left(), x = left;
        for (int k = 0; k < NAMES.size(); k++)
            x = Frame.swatch(canvas, x, 16, "bar " + NAMES.get(k), NAMES.get(k) + " " + decades(k));
        List<Frame.Sign> keys = List.of(new Frame.Sign(Mark.SQUARE, "sum full", "running product"));
        Frame.keys(canvas, place.narrow() ? left : x, place.narrow() ? 40 : 16, keys);
        return canvas.picture(reading(), table());
    }

    /// Decades, with limits that hold the running product at every factor.
    private Axis scale(Place place) {
        double lowest = 0, highest = 0, sofar = 0;
        for (Ledger.Hop hop : hops) {
            for (double factor : factors(hop)) {
                double log = Math.log10(factor);
                sofar += Double.isFinite(log) ? log : 0;
                lowest = Math.min(lowest, sofar);
                highest = Math.max(highest, sofar);
            }
        }
        return Axis.log(limit(LOWS, lowest), limit(HIGHS, highest), place.bottom(), place.top());
    }

    /// The nearest limit that holds a level, or the farthest there is.
    private static int limit(int[] limits, double level) {
        for (int limit : limits) if (Math.abs(limit) >= Math.abs(level)) return limit;
        return limits[limits.length - 1];
    }

    /// The bars of one hop; returns the level after them, which is not finite when the signal ends here.
    private double bars(Canvas canvas, Axis y, int hop, double start, double slot, double level) {
        double bar = Math.min(20, slot * 0.26), left = start + (hop + 0.5) * slot - 1.5 * bar;
        List<Double> factors = factors(hops.get(hop));
        for (int i = 0; i < factors.size(); i++) {
            String tip = name(hops.get(hop)) + ": " + NAMES.get(i) + " " + Numbers.times(factors.get(i));
            double x = left + i * bar, change = Math.log10(factors.get(i)), a = y.atPower(level);
            if (!Double.isFinite(change)) {
                boolean zero = factors.get(i) == 0;
                String style = zero ? "sum hollow" : "undefined";
                canvas.mark(zero ? Mark.ZERO : Mark.DIAMOND, style, x + bar / 2, a + 12, 5, tip);
                return Double.NaN;
            }
            double b = y.atPower(level + change), thick = Math.max(1, Math.abs(b - a));
            canvas.rect("bar " + NAMES.get(i), x, Math.min(a, b), bar - Math.min(1, bar / 5), thick, tip);
            level += change;
        }
        return level;
    }

    private static String name(Ledger.Hop hop) {
        return hop.from() + " → " + hop.to();
    }

    private void total(Canvas canvas, Axis y, Point end) {
        double product = hops.stream().mapToDouble(Waterfall::gain).reduce(1, (a, b) -> a * b);
        if (!(product > 0)) return;
        canvas.text("value total", end.x() + 10, end.y() + 4, Numbers.of(product));
        if (y.place(product) == Axis.Place.BELOW)
            canvas.mark(Mark.DOWN, "sum full", end.x(), y.from() - 5, 4, Numbers.of(product));
        if (y.place(product) == Axis.Place.ABOVE)
            canvas.mark(Mark.UP, "sum full", end.x(), y.to() + 5, 4, Numbers.of(product));
    }

    private void labels(Canvas canvas, Place place, double slot) {
        for (int i = 0; i < hops.size(); i++) {
            if (!Frame.labelled(i, hops.size(), slot, 52)) continue;
            double x = place.left() + (i + 0.5) * slot, y = place.bottom();
            canvas.line("stub", x, y, x, y + 4);
            canvas.text("layer middle", x, y + 19, Frame.shorten(hops.get(i).to(), 9));
        }
        canvas.text("tick", place.narrow() ? 0 : place.left(), place.bottom() + 42, place.words());
    }

    /// What one kind of factor does in all, in decades.
    private String decades(int factor) {
        double sum = hops.stream()
                .mapToDouble(h -> Math.log10(factors(h).get(factor)))
                .sum();
        return Double.isFinite(sum) ? (sum >= 0.05 ? "+" : "") + Numbers.fixed(sum, 1) : "⊘";
    }

    private String description() {
        if (hops.isEmpty()) return "The network has one layer only.";
        return "From " + hops.getFirst().from() + " down to " + hops.getLast().to() + ", in decades: weights "
                + decades(0) + ", slopes " + decades(1) + ", structure " + decades(2) + ".";
    }

    private String reading() {
        String where = hops.isEmpty()
                ? "layers"
                : hops.getFirst().from() + " and " + hops.getLast().to();
        return "Walking down from the output, each layer multiplies the error signal by its weight factor, its slope factor and what is left to "
                + "structure (bars in this order), and the squares show what remains. Between " + where
                + " weights change it by " + decades(0) + " decades, slopes by " + decades(1) + " and structure by "
                + decades(2) + ".";
    }

    private Table table() {
        List<List<String>> rows = new ArrayList<>();
        double product = 1;
        for (Ledger.Hop hop : hops) {
            product *= gain(hop);
            List<String> row = new ArrayList<>(List.of(name(hop)));
            for (double f : List.of(hop.weight(), hop.slope(), hop.rest(), gain(hop), product))
                row.add(Numbers.of(f, 3));
            rows.add(row);
        }
        return new Table(List.of("hop", "weight", "slope", "structure", "kept", "running product"), rows);
    }
}
