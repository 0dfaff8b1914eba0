package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;

/// The bill for the signal, layer by layer from the output down: what weights, slopes and structure
/// each take of a random error signal, in decades, and the running product.
///
/// @param hops from one layer to the one below it, output side first
public record Waterfall(List<Hop> hops) {
    private static final double WIDTH = 840, LEFT = 64, RIGHT = 770, TOP = 40, BOTTOM = 330;

    /// The limits that a picture can have, so that pictures of like networks have like scales.
    private static final int[] LOWS = {-3, -6, -9, -15, -30}, HIGHS = {1, 3, 9};

    private static final List<String> NAMES = List.of("weight", "slope", "structure");

    public Waterfall {
        hops = List.copyOf(hops);
    }

    /// What one step down does to the signal; the three factors' product is what it keeps.
    ///
    /// @param from the layer above
    /// @param to the layer below
    public record Hop(String from, String to, double weight, double slope, double structure) {
        List<Double> factors() {
            return List.of(weight, slope, structure);
        }

        double gain() {
            return weight * slope * structure;
        }
    }

    public Picture picture(String id) {
        Axis y = Axis.log(limit(LOWS, lowest()), limit(HIGHS, highest()), BOTTOM, TOP);
        Canvas canvas = new Canvas(id, WIDTH, BOTTOM + 58, "Where the signal goes", description());
        Frame.up(canvas, y, LEFT, RIGHT);
        double slot = (RIGHT - LEFT) / Math.max(1, hops.size());
        double level = 0;
        List<Point> sum = new ArrayList<>(List.of(new Point(LEFT, y.atPower(0))));
        for (int i = 0; i < hops.size() && Double.isFinite(level); i++) {
            level = bars(canvas, y, i, slot, level);
            if (Double.isFinite(level)) sum.add(new Point(LEFT + (i + 1) * slot, y.atPower(level)));
        }
        canvas.polyline("sum", sum);
        for (Point p : sum)
            canvas.mark(Mark.SQUARE, "sum full", p.x(), p.y(), slot < 16 ? 1.5 : 2.5, "running product");
        total(canvas, y, sum.getLast());
        labels(canvas, slot);
        keys(canvas);
        return new Picture(id, "Where the signal goes", reading(), canvas.svg(), table());
    }

    private double lowest() {
        double level = 0, lowest = 0;
        for (Hop hop : hops) {
            for (double f : hop.factors()) lowest = Math.min(lowest, level += finite(f));
        }
        return lowest;
    }

    private double highest() {
        double level = 0, highest = 0;
        for (Hop hop : hops) {
            for (double f : hop.factors()) highest = Math.max(highest, level += finite(f));
        }
        return highest;
    }

    private static double finite(double factor) {
        double log = Math.log10(factor);
        return Double.isFinite(log) ? log : 0;
    }

    /// The nearest limit that holds a level, or the farthest there is.
    private static int limit(int[] limits, double level) {
        for (int limit : limits) if (Math.abs(limit) >= Math.abs(level)) return limit;
        return limits[limits.length - 1];
    }

    /// The bars of one hop; returns the level after them, which is not finite when the signal ends here.
    private double bars(Canvas canvas, Axis y, int hop, double slot, double level) {
        double bar = Math.min(20, slot * 0.26), left = LEFT + (hop + 0.5) * slot - 1.5 * bar;
        List<Double> factors = hops.get(hop).factors();
        for (int i = 0; i < factors.size(); i++) {
            String tip = hops.get(hop).from() + " → " + hops.get(hop).to() + ": " + NAMES.get(i) + " "
                    + Numbers.times(factors.get(i));
            double x = left + i * bar, change = Math.log10(factors.get(i));
            if (!Double.isFinite(change)) {
                boolean zero = factors.get(i) == 0;
                canvas.mark(
                        zero ? Mark.ZERO : Mark.DIAMOND,
                        zero ? "sum hollow" : "undefined",
                        x + bar / 2,
                        y.atPower(level) + 12,
                        5,
                        tip);
                return Double.NaN;
            }
            double a = y.atPower(level), b = y.atPower(level + change);
            canvas.rect(
                    "bar " + NAMES.get(i),
                    x,
                    Math.min(a, b),
                    bar - Math.min(1, bar / 5),
                    Math.max(1, Math.abs(b - a)),
                    tip);
            level += change;
        }
        return level;
    }

    private void total(Canvas canvas, Axis y, Point end) {
        double product = hops.stream().mapToDouble(Hop::gain).reduce(1, (a, b) -> a * b);
        if (!(product > 0)) return;
        canvas.text("value total", end.x() + 10, end.y() + 4, Numbers.of(product));
        if (y.place(product) == Axis.Place.BELOW)
            canvas.mark(Mark.DOWN, "sum full", end.x(), BOTTOM - 5, 4, Numbers.of(product));
        if (y.place(product) == Axis.Place.ABOVE)
            canvas.mark(Mark.UP, "sum full", end.x(), TOP + 5, 4, Numbers.of(product));
    }

    private void labels(Canvas canvas, double slot) {
        int every = Frame.every(slot, 52);
        for (int i = 0; i < hops.size(); i++) {
            boolean last = i == hops.size() - 1;
            if (!last && (i % every != 0 || hops.size() - 1 - i < every)) continue;
            double x = LEFT + (i + 0.5) * slot;
            canvas.line("stub", x, BOTTOM, x, BOTTOM + 4);
            canvas.text(
                    "layer middle", x, BOTTOM + 19, Frame.shorten(hops.get(i).to(), 9));
        }
        canvas.text(
                "tick", LEFT, BOTTOM + 42, "◀ the signal arrives at, from the output side (left) to the input (right)");
    }

    private void keys(Canvas canvas) {
        double x = Frame.swatch(canvas, LEFT, 16, "bar weight", "weight " + decades(0));
        x = Frame.swatch(canvas, x, 16, "bar slope", "slope " + decades(1));
        x = Frame.swatch(canvas, x, 16, "bar structure", "structure " + decades(2));
        Frame.keys(canvas, x, 16, List.of(new Frame.Sign(Mark.SQUARE, "sum full", "running product")));
    }

    /// What one kind of factor does in all, in decades.
    private String decades(int factor) {
        double sum = hops.stream()
                .mapToDouble(h -> Math.log10(h.factors().get(factor)))
                .sum();
        return Double.isFinite(sum) ? (sum >= 0.05 ? "+" : "") + Numbers.fixed(sum, 1) : "⊘";
    }

    private String description() {
        if (hops.isEmpty()) return "The network has one layer only.";
        return "From " + hops.getFirst().from() + " down to " + hops.getLast().to() + ", in decades: weights "
                + decades(0) + ", slopes " + decades(1) + ", structure " + decades(2) + ".";
    }

    private String reading() {
        return "Walking down from the output, each layer multiplies the error signal by its weight factor, its slope factor and what is left to "
                + "structure (bars in this order), and the squares show what remains. Between "
                + (hops.isEmpty()
                        ? "layers"
                        : hops.getFirst().from() + " and " + hops.getLast().to())
                + " weights change it by " + decades(0) + " decades, slopes by " + decades(1) + " and structure by "
                + decades(2) + ".";
    }

    private Picture.Table table() {
        List<List<String>> rows = new ArrayList<>();
        double product = 1;
        for (Hop hop : hops) {
            product *= hop.gain();
            rows.add(List.of(
                    hop.from() + " → " + hop.to(),
                    Numbers.of(hop.weight(), 3),
                    Numbers.of(hop.slope(), 3),
                    Numbers.of(hop.structure(), 3),
                    Numbers.of(hop.gain(), 3),
                    Numbers.of(product, 3)));
        }
        return new Picture.Table(List.of("hop", "weight", "slope", "structure", "kept", "running product"), rows);
    }
}
