package org.gradus.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;

/// Lines over any quantity, such as the loss over the learning rate, with places of it that are marked.
///
/// @param reading how to read it, two sentences
/// @param across what stands from left to right
/// @param up what stands from bottom to top
/// @param lines the lines, strongest last; over things that are not numbers, their points alone
/// @param marks places to mark, from left to right
public record LinePlot(String reading, Across across, Up up, List<Line> lines, List<Upright> marks) implements Drawing {
    private static final double WIDTH = 560, LEFT = 62, RIGHT = 530, TOP = 46, BOTTOM = 306;
    private static final int ROWS = 12, LABEL = 9, LOOKS = 7;

    /// A line of more values than this has no sign at each.
    private static final int FEW = 40;

    /// The width of a character of a label, in pixels.
    private static final double CHARACTER = 7.4, SQUARE = 13;

    /// From here on letters are square.
    private static final int HANGUL = 0x1100;

    /// The scale from left to right.
    ///
    /// @param name of the quantity
    /// @param log whether it is logarithmic
    /// @param low its lower limit; on a logarithmic scale its power of ten
    /// @param high its upper limit; on a logarithmic scale its power of ten
    /// @param labels what stands at 0, 1, 2, … in place of numbers; empty for numbers
    public record Across(String name, boolean log, double low, double high, List<String> labels) {
        public Across {
            labels = List.copyOf(labels);
        }

        /// A logarithmic scale that holds some numbers above 0, from a power of ten to another.
        public static Across log(String name, List<Double> values) {
            double low = Math.floor(Math.log10(least(values)) + 1e-9),
                    high = Math.ceil(Math.log10(most(values)) - 1e-9);
            return new Across(name, true, low, Math.max(high, low + 1), List.of());
        }

        /// A linear scale that holds some numbers.
        public static Across linear(String name, List<Double> values) {
            double low = least(values), high = most(values), room = high > low ? (high - low) / 20 : 1;
            return new Across(name, false, low - room, high + room, List.of());
        }

        /// Things beside each other, at 0, 1, 2, ….
        public static Across things(String name, List<String> labels) {
            return new Across(name, false, -0.5, labels.size() - 0.5, labels);
        }

        private static double least(List<Double> values) {
            return values.stream().mapToDouble(v -> v).min().orElse(1);
        }

        private static double most(List<Double> values) {
            return values.stream().mapToDouble(v -> v).max().orElse(1);
        }

        Axis axis(double from, double to) {
            return new Axis(low, high, log, from, to);
        }

        /// Where labels stand, and what they are.
        List<Tick> ticks() {
            if (log) {
                return axis(0, 1).powers().stream()
                        .map(p -> new Tick(Math.pow(10, p), Numbers.power(p)))
                        .toList();
            }
            if (labels.isEmpty()) {
                return axis(0, 1).ticks(6).stream()
                        .map(t -> new Tick(t, Numbers.px(t)))
                        .toList();
            }
            return IntStream.range(0, labels.size())
                    .mapToObj(i -> new Tick(i, labels.get(i)))
                    .toList();
        }
    }

    /// The scale from bottom to top, which is linear.
    public record Up(String name, double low, double high) {
        /// One that holds some numbers, with some room around them.
        public static Up around(String name, List<Double> values) {
            double[] finite =
                    values.stream().filter(Double::isFinite).mapToDouble(v -> v).toArray();
            double low = Arrays.stream(finite).min().orElse(0),
                    high = Arrays.stream(finite).max().orElse(1);
            double room = high > low ? (high - low) / 12 : Math.max(1e-3, Math.abs(low) / 10);
            return new Up(name, low - room, high + room);
        }
    }

    /// One line, or points alone.
    ///
    /// @param raw whether it is only its points, pale
    public record Line(String name, boolean raw, List<Double> x, List<Double> y) {
        public Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "line: expected as many values as places, found " + y.size() + " and " + x.size());
            }
        }
    }

    /// A marked place.
    public record Upright(String name, double x) {}

    /// A label and where it stands.
    record Tick(double at, String label) {}

    public LinePlot {
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    @Override
    public Picture picture(String id, String title) {
        Canvas canvas = new Canvas(id, title, WIDTH, BOTTOM + 48 + 20 * (lines.size() > 1 ? 1 : 0), description(title));
        Axis x = across.axis(LEFT, RIGHT), y = Axis.linear(up.low(), up.high(), BOTTOM, TOP);
        for (double tick : y.ticks(5)) {
            canvas.line("rule", LEFT, y.at(tick), RIGHT, y.at(tick));
            canvas.text("tick end", LEFT - 8, y.at(tick) + 4, Numbers.of(tick, 3));
        }
        canvas.text("tick", 4, TOP - 30, up.name());
        ticks(canvas, x);
        canvas.text("tick middle", (LEFT + RIGHT) / 2, BOTTOM + 38, across.name());
        for (int i = 0; i < lines.size(); i++) draw(canvas, lines.get(i), look(i), x, y);
        uprights(canvas, x);
        if (lines.size() > 1) legend(canvas);
        return canvas.picture(reading, table());
    }

    /// The strongest line is solid.
    private String look(int line) {
        return "w" + (lines.size() - 1 - line) % LOOKS;
    }

    private void ticks(Canvas canvas, Axis x) {
        double free = 0;
        for (Tick tick : across.ticks()) {
            double at = x.at(tick.at()), half = tick.label().length() * CHARACTER / 2;
            canvas.line("stub", at, BOTTOM, at, BOTTOM + 4);
            if (at - half < free) continue;
            if (across.log()) canvas.power("tick middle", at, BOTTOM + 18, (int) Math.rint(Math.log10(tick.at())));
            else canvas.text("tick middle", at, BOTTOM + 18, Frame.cut(tick.label(), 24));
            free = at + half + CHARACTER;
        }
    }

    /// Names that would overlap stand below each other.
    private void uprights(Canvas canvas, Axis x) {
        double free = 0;
        int row = 0;
        for (Upright mark : marks) {
            double at = x.at(mark.x()), half = mark.name().length() * CHARACTER / 2;
            double middle = Math.clamp(at, LEFT + half, RIGHT - half);
            row = middle - half < free ? row + 1 : 0;
            free = middle + half + CHARACTER;
            canvas.line("reference", at, TOP, at, BOTTOM);
            canvas.text("label middle", middle, TOP - 6 - 16 * row, mark.name());
        }
    }

    private void draw(Canvas canvas, Line line, String look, Axis x, Axis y) {
        List<Point> run = new ArrayList<>();
        int size = line.x().size();
        for (int i = 0; i < size; i++) {
            double value = line.y().get(i);
            Point point = new Point(x.at(line.x().get(i)), y.at(value));
            String tip =
                    line.name() + ", " + across.name() + " " + shown(line.x().get(i)) + ": " + Numbers.of(value, 4);
            if (line.raw()) {
                if (y.holds(value)) canvas.mark(Mark.DOT, "ghost", point.x(), point.y(), 1.6, tip);
                continue;
            }
            if (!Double.isNaN(value)) run.add(point);
            if (size <= FEW) {
                canvas.value(y, value, Mark.SQUARE, look, point.x(), point.y(), 4, tip);
            }
        }
        if (across.labels().isEmpty()) canvas.polyline("series " + look, run);
    }

    private void legend(Canvas canvas) {
        double at = LEFT;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Mark mark = line.raw() ? Mark.DOT : Mark.SQUARE;
            canvas.mark(mark, line.raw() ? "ghost" : look(i), at, BOTTOM + 54, line.raw() ? 1.6 : 4, line.name());
            canvas.text("key", at + 12, BOTTOM + 58, line.name());
            at += 34 + width(line.name());
        }
    }

    /// About how wide a name is, in pixels; letters such as those of Hangul are square.
    private static double width(String name) {
        return name.codePoints()
                .mapToDouble(c -> c < HANGUL ? CHARACTER : SQUARE)
                .sum();
    }

    /// A place in words.
    private String shown(double x) {
        return across.labels().isEmpty() ? Numbers.of(x, 3) : across.labels().get((int) Math.rint(x));
    }

    private String description(String title) {
        String places =
                marks.stream().map(m -> m.name() + " at " + shown(m.x())).collect(Collectors.joining(", "));
        return title + ": " + up.name() + " over " + across.name() + (places.isEmpty() ? "." : "; " + places + ".");
    }

    private Table table() {
        List<String> head = new ArrayList<>(List.of(across.name()));
        lines.forEach(line -> head.add(line.name()));
        List<Double> places =
                lines.stream().flatMap(l -> l.x().stream()).distinct().sorted().toList();
        return Table.of(head, places, place -> {
            List<String> row = new ArrayList<>(List.of(shown(place)));
            for (Line line : lines) {
                int at = line.x().indexOf(place);
                row.add(at < 0 ? Numbers.NONE : Numbers.of(line.y().get(at), 4));
            }
            return row;
        });
    }

    /// The strongest line in dots, and the marked places as uprights under their names.
    @Override
    public void print(TextPage page) {
        int columns = page.style().width() - LABEL - 6;
        Axis x = across.axis(0, columns - 1.0), y = Axis.linear(up.low(), up.high(), ROWS - 1.0, 0);
        char[][] grid = new char[ROWS][columns];
        for (char[] row : grid) Arrays.fill(row, ' ');
        for (Upright mark : marks) {
            for (char[] row : grid) row[cell(x, mark.x())] = '│';
        }
        Line line = lines.getLast();
        for (int i = 0; i < line.x().size(); i++) {
            if (y.holds(line.y().get(i)))
                grid[cell(y, line.y().get(i))][cell(x, line.x().get(i))] = '●';
        }
        List<Tick> names = marks.stream().map(m -> new Tick(m.x(), m.name())).toList();
        words(names, x, columns).forEach(words -> page.line(" ".repeat(LABEL + 2) + words));
        for (int r = 0; r < ROWS; r++) {
            String label = r == 0 || r == ROWS - 1 ? Numbers.of(r == 0 ? y.high() : y.low(), 3) : "";
            page.line(Strip.plain(page.style(), String.format("%" + LABEL + "s ", label))
                    + plain(page, "│" + new String(grid[r])));
        }
        page.line(" ".repeat(LABEL + 1) + plain(page, "└" + "─".repeat(columns)));
        page.line(" ".repeat(LABEL + 2) + words(across.ticks(), x, columns).getFirst());
        page.line(" ".repeat(LABEL + 2 + Math.max(0, (columns - across.name().length()) / 2)) + across.name());
    }

    private static String plain(TextPage page, String text) {
        if (!page.style().ascii()) return text;
        return text.replace('│', '|').replace('└', '+').replace('─', '-').replace('●', '*');
    }

    private static int cell(Axis axis, double value) {
        return (int) Math.rint(axis.at(value));
    }

    /// Words at their places, in as many lines as it takes for none to cover another.
    private static List<String> words(List<Tick> words, Axis x, int columns) {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        for (Tick word : words) {
            int length = word.label().length();
            int from = Math.clamp(cell(x, word.at()) - length / 2, 0, Math.max(0, columns - length));
            int row = 0;
            while (row < lines.size()
                    && !lines.get(row).isEmpty()
                    && lines.get(row).length() + 2 > from) row++;
            if (row == lines.size()) lines.add(new StringBuilder());
            StringBuilder line = lines.get(row);
            line.append(" ".repeat(Math.max(0, from - line.length()))).append(word.label());
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }
}
