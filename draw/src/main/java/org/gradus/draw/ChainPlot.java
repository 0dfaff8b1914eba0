package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;

/// What is left of a gradient on its way back along one path, node by node: a staircase, each step as high as a local
/// derivative says, on a logarithmic scale.
///
/// @param result what the gradient is of
/// @param steps from the result to the last node of the path
/// @param note a sentence that ends the reading; empty for none
/// @param few the most steps with words at each
public record ChainPlot(String result, List<Step> steps, String note, int few) implements Drawing {
    private static final double LEAST = 410, LEFT = 52, RIGHT = 16, TOP = 44, HIGH = 190, BELOW = 54;

    /// The least width of a step, where its words have room, and where they have not.
    private static final double ROOMY = 62, TIGHT = 14;

    /// The most steps with words at each unless told otherwise, and the most characters of a name.
    private static final int FEW = 24, NAME = 8;

    public ChainPlot {
        steps = List.copyOf(steps);
    }

    /// One that is as wide as its words need.
    public ChainPlot(String result, List<Step> steps, String note) {
        this(result, steps, note, FEW);
    }

    /// A node of the path.
    ///
    /// @param name what it is called
    /// @param local the derivative by it of the node before it
    /// @param running the product of all derivatives up to here
    public record Step(String name, double local, double running) {}

    private boolean roomy() {
        return steps.size() <= few;
    }

    /// Powers of ten that hold everything finite, at least from 0.01 to 1.
    private Axis up() {
        double low = -2, high = 0;
        for (Step step : steps) {
            double power = Math.log10(Math.abs(step.running()));
            if (!Double.isFinite(power)) continue;
            low = Math.min(low, Math.floor(power));
            high = Math.max(high, Math.ceil(power));
        }
        return Axis.log((int) low, (int) high, TOP + HIGH, TOP);
    }

    @Override
    public Picture picture(String id, String title) {
        double width = Math.max(LEAST, LEFT + RIGHT + steps.size() * (roomy() ? ROOMY : TIGHT));
        double step = (width - LEFT - RIGHT) / Math.max(1, steps.size());
        Canvas canvas = new Canvas(id, title, width, TOP + HIGH + BELOW, description());
        Axis y = up();
        canvas.text("key", 4, 20, "what is left of the gradient, as a size");
        Frame.up(canvas, y, LEFT, width - RIGHT);
        stairs(canvas, y, step);
        for (int i = 0; i < steps.size(); i++) mark(canvas, y, step, i);
        canvas.text(
                "tick middle",
                (LEFT + width - RIGHT) / 2,
                TOP + HIGH + 42,
                "from " + Frame.cut(result, NAME) + " back, one node a step");
        return canvas.picture(reading(), table());
    }

    private static double at(double step, int i) {
        return LEFT + step * i;
    }

    /// The line, broken where nothing can be drawn.
    private void stairs(Canvas canvas, Axis y, double step) {
        List<Point> run = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            double size = Math.abs(steps.get(i).running());
            if (size == 0 || !Double.isFinite(size)) break;
            run.add(new Point(at(step, i), y.at(size)));
            run.add(new Point(at(step, i + 1), y.at(size)));
        }
        canvas.polyline("backward thick", run);
    }

    private void mark(Canvas canvas, Axis y, double wide, int i) {
        Step step = steps.get(i);
        double size = Math.abs(step.running()), middle = at(wide, i) + wide / 2, at = y.at(size);
        String tip = step.name() + ": × " + CircuitDiagram.number(step.local(), 4) + " leaves "
                + CircuitDiagram.number(step.running(), 4);
        canvas.value(y, size, Mark.SQUARE, "backward full", middle, at, 3.4, tip);
        if (!roomy()) {
            if (Frame.labelled(i, steps.size(), wide, ROOMY)) name(canvas, middle, step);
            return;
        }
        if (i > 0) {
            double before = Math.abs(steps.get(i - 1).running());
            boolean below = size > before; // the line comes from below there
            double level = below ? at + 20 : at - 10;
            canvas.text(
                    "value middle",
                    middle,
                    Math.clamp(level, TOP - 6, TOP + HIGH - 6),
                    "× " + CircuitDiagram.number(step.local(), 3));
        }
        name(canvas, middle, step);
    }

    private static void name(Canvas canvas, double middle, Step step) {
        canvas.text("tick middle", middle, TOP + HIGH + 20, Frame.cut(step.name(), NAME));
    }

    private String description() {
        return "The gradient of " + Frame.cut(result, 40) + " on its way back: "
                + IntStream.range(0, steps.size())
                        .limit(40)
                        .mapToObj(i -> steps.get(i).name() + " "
                                + CircuitDiagram.number(steps.get(i).running(), 4))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private String reading() {
        if (steps.size() < 2)
            return "The path has one node only, " + result + " itself, and its gradient by itself is 1.";
        Step last = steps.getLast();
        StringBuilder reading = new StringBuilder(
                        "Each step multiplies by one local derivative, so the line falls where ")
                .append("that is below 1 and rises where it is above. From ")
                .append(result)
                .append(" to ")
                .append(last.name())
                .append(", ")
                .append(CircuitDiagram.number(last.running(), 4))
                .append(" is left of 1");
        int worst = IntStream.range(1, steps.size())
                .boxed()
                .min((a, b) -> Double.compare(
                        Math.abs(steps.get(a).local()), Math.abs(steps.get(b).local())))
                .orElse(1);
        double least = Math.abs(steps.get(worst).local());
        if (least == 0)
            reading.append("; it ends at ").append(steps.get(worst).name()).append(", behind a 0.");
        else if (least < 1)
            reading.append("; the most is lost on the way to ")
                    .append(steps.get(worst).name())
                    .append(", × ")
                    .append(CircuitDiagram.number(steps.get(worst).local(), 3))
                    .append('.');
        else reading.append('.');
        return note.isEmpty() ? reading.toString() : reading + " " + note;
    }

    private Table table() {
        return Table.of(
                List.of("node, " + result + " first", "local derivative", "gradient left"),
                steps,
                s -> List.of(s.name(), CircuitDiagram.number(s.local(), 6), CircuitDiagram.number(s.running(), 6)));
    }
}
