package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;

/// The experiment that tests cures: control, sham and every cure with its effect on the error of
/// samples held back and the 99 % bounds of that effect. What does not beat the control is not a cure.
///
/// @param rungs the arms in the order drawn, control first
/// @param metric what the metric is called, such as `accuracy`
public record CureLadder(List<Rung> rungs, String metric) {
    private static final double WIDTH = 840, LEFT = 214, RIGHT = 520, TOP = 34, ROW = 40;

    public CureLadder {
        rungs = List.copyOf(rungs);
    }

    /// What an arm is, and how it came out.
    public enum Outcome {
        CONTROL("control"),
        ACCEPTED("accepted"),
        REJECTED("rejected");

        private final String style;

        Outcome(String style) {
            this.style = style;
        }
    }

    /// One arm.
    ///
    /// @param effect the mean difference in error from the control, on samples held back; negative is better
    /// @param low its lower 99 % bound
    /// @param high its upper 99 % bound
    /// @param kept what the signal keeps per layer
    /// @param reason why it was accepted or not, in a few words
    public record Rung(
            String name,
            Outcome outcome,
            double effect,
            double low,
            double high,
            double loss,
            double metric,
            double kept,
            String reason) {}

    public Picture picture(String id) {
        double bottom = TOP + ROW * rungs.size();
        Canvas canvas = new Canvas(id, WIDTH, bottom + 46, "Cures on trial", description());
        Axis x = effects(LEFT, RIGHT);
        heads(canvas, x);
        for (double tick : x.ticks(6)) {
            canvas.line("rule", x.at(tick), TOP, x.at(tick), bottom);
            canvas.text("tick middle", x.at(tick), bottom + 17, Numbers.px(Math.rint(tick * 100) / 100));
        }
        canvas.line("zero", x.at(0), TOP - 4, x.at(0), bottom);
        for (int i = 0; i < rungs.size(); i++) rung(canvas, x, rungs.get(i), TOP + ROW * (i + 0.5));
        canvas.text(
                "tick middle",
                (LEFT + RIGHT) / 2,
                bottom + 37,
                "effect on the error of samples held back, with its 99 % bounds");
        return new Picture(id, "Cures on trial", reading(), canvas.svg(), table());
    }

    /// The scale of effects on the error, relative to guessing: from a little more than what a
    /// network that guesses can gain; harm is shown up to half of that.
    static Axis effects(double from, double to) {
        return Axis.linear(-1.2, 0.6, from, to);
    }

    private void heads(Canvas canvas, Axis x) {
        canvas.text("note end", x.at(0) - 8, TOP - 12, "◀ better");
        canvas.text("note", x.at(0) + 8, TOP - 12, "worse ▶");
        String[] names = {"loss", metric, "kept"};
        for (int i = 0; i < names.length; i++) canvas.text("note end", column(i), TOP - 12, names[i]);
    }

    private static double column(int i) {
        return 600 + 72 * i;
    }

    private static void rung(Canvas canvas, Axis x, Rung rung, double y) {
        String style = rung.outcome().style;
        canvas.text("name", 0, y - 1, Frame.cut(rung.name(), 27));
        canvas.text("note", 0, y + 14, Frame.cut(rung.reason(), 37));
        String tip = rung.name() + ": " + Numbers.effect(rung.effect()) + ", 99 % from " + Numbers.effect(rung.low())
                + " to " + Numbers.effect(rung.high());
        if (rung.high() > rung.low()) interval(canvas, x, rung, y, tip);
        Mark mark = rung.outcome() == Outcome.ACCEPTED ? Mark.DOT : Mark.RING;
        switch (x.place(rung.effect())) {
            case INSIDE, ZERO -> canvas.mark(mark, style, x.at(rung.effect()), y, 5.5, tip);
            case BELOW -> canvas.mark(Mark.DOWN, "off", LEFT + 5, y, 5, tip);
            case ABOVE -> canvas.mark(Mark.UP, "off", RIGHT - 5, y, 5, tip);
            case UNDEFINED -> canvas.mark(Mark.DIAMOND, "undefined", RIGHT - 5, y, 5, tip);
        }
        if (!x.holds(rung.effect())) canvas.text("value end", RIGHT - 16, y + 4, Numbers.effect(rung.effect()));
        String[] cells = {Numbers.loss(rung.loss()), Numbers.metric(rung.metric()), Numbers.of(rung.kept())};
        for (int i = 0; i < cells.length; i++) canvas.text("cell end", column(i), y + 4, cells[i]);
        String verdict =
                rung.outcome() == Outcome.ACCEPTED ? "● cure" : rung.outcome() == Outcome.REJECTED ? "○ no" : "";
        canvas.text(style, column(2) + 30, y + 4, verdict);
    }

    private static void interval(Canvas canvas, Axis x, Rung rung, double y, String tip) {
        double a = x.at(rung.low()), b = x.at(rung.high());
        String ends = "";
        if (x.holds(rung.low())) ends += "M" + new Canvas.Point(a, y - 4).path() + "v8";
        if (x.holds(rung.high())) ends += "M" + new Canvas.Point(b, y - 4).path() + "v8";
        String line = "M" + new Canvas.Point(a, y).path() + "H" + Numbers.px(b);
        canvas.path("interval " + rung.outcome().style, line + ends, tip);
    }

    private List<Rung> accepted() {
        return rungs.stream().filter(r -> r.outcome() == Outcome.ACCEPTED).toList();
    }

    private String description() {
        List<Rung> good = accepted();
        String best = good.isEmpty()
                ? ""
                : "; the best, " + good.getFirst().name() + ", changes the error by "
                        + Numbers.effect(good.getFirst().effect());
        return rungs.size() + " arms; " + good.size() + " accepted as cures" + best + ".";
    }

    private String reading() {
        List<Rung> good = accepted();
        String outcome = good.isEmpty()
                ? "No arm did."
                : good.getFirst().name() + " did best: "
                        + Numbers.effect(good.getFirst().effect()) + ", between "
                        + Numbers.effect(good.getFirst().low()) + " and "
                        + Numbers.effect(good.getFirst().high()) + ".";
        return "Every arm sees the same batches as the control; a dot whose whole interval lies left of the line beats it, and counts as "
                + "a cure (filled) only if it also mends the blamed factor, or takes half of the error away. "
                + outcome;
    }

    private Picture.Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (Rung r : rungs) {
            rows.add(List.of(
                    r.name(),
                    Numbers.effect(r.effect()),
                    Numbers.effect(r.low()) + " … " + Numbers.effect(r.high()),
                    Numbers.loss(r.loss()),
                    Numbers.metric(r.metric()),
                    Numbers.of(r.kept()),
                    r.outcome().style,
                    r.reason()));
        }
        return new Picture.Table(
                List.of(
                        "arm",
                        "effect on the error",
                        "99 % bounds",
                        "held-out loss",
                        metric,
                        "kept per layer",
                        "outcome",
                        "why"),
                rows);
    }
}
