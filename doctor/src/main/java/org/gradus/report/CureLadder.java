package org.gradus.report;

import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Trial;
import org.gradus.draw.Axis;
import org.gradus.draw.Canvas;
import org.gradus.draw.Canvas.Mark;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.Drawing;
import org.gradus.draw.Frame;
import org.gradus.draw.Labels;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.draw.Strip;
import org.gradus.draw.Table;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;

/// The experiment that tests cures: control, sham and every cure with its effect on the error of
/// samples held back and the 99 % bounds of that effect. What does not beat the control is not a cure.
///
/// @param arms in the order drawn, control first
/// @param metric what the metric is called, such as `accuracy`
record CureLadder(List<Trial> arms, String metric) implements Drawing {

    /// The places on a page, and those in a column, where every arm has its words above its interval and its numbers
    /// below.
    private static final double WIDTH = 840,
            LEFT = 214,
            RIGHT = 520,
            TOP = 34,
            ROW = 40,
            NARROW = 384,
            NEAR = 6,
            FAR = 378,
            TALL = 98;

    /// Columns of a terminal: of names, of the scale, and of each number.
    private static final int NAME = 20, STRIP = 22;

    private static final int[] CELLS = {7, 7, 9, 7};

    CureLadder {
        arms = List.copyOf(arms);
    }

    /// The scale of effects on the error, relative to guessing: from a little more than what a
    /// network that guesses can gain; harm is shown up to half of that.
    private static Axis effects(double from, double to) {
        return Axis.linear(-1.2, 0.6, from, to);
    }

    @Override
    public Picture picture(String id, String title) {
        double bottom = TOP + ROW * arms.size();
        Canvas canvas = new Canvas(id, title, WIDTH, bottom + 46, description());
        Axis x = effects(LEFT, RIGHT);
        frame(canvas, x, bottom);
        List<String> names = List.of("loss", metric, "kept");
        for (int i = 0; i < names.size(); i++) canvas.text("note end", column(i), TOP - 12, names.get(i));
        List<String> remedies = Labels.fit(arms.stream().map(Trial::remedy).toList(), 27, "…");
        for (int i = 0; i < arms.size(); i++) arm(canvas, x, arms.get(i), remedies.get(i), TOP + ROW * (i + 0.5));
        return canvas.picture(reading(), table());
    }

    @Override
    public Picture narrow(String id, String title) {
        double bottom = TOP + TALL * arms.size();
        Canvas canvas = new Canvas(id, title, NARROW, bottom + 46, description());
        Axis x = effects(NEAR, FAR);
        frame(canvas, x, bottom);
        List<String> remedies = Labels.fit(arms.stream().map(Trial::remedy).toList(), 40, "…");
        for (int i = 0; i < arms.size(); i++) {
            Trial arm = arms.get(i);
            double top = TOP + TALL * i;
            canvas.text("name haloed", 0, top + 18, remedies.get(i));
            if (cure(arm)) canvas.text("haloed end " + outcome(arm), NARROW, top + 18, verdict(arm));
            canvas.text("note haloed", 0, top + 34, Frame.cut(arm.reason(), 58));
            effect(canvas, x, arm, top + 52);
            String numbers = "loss " + loss(arm) + " · " + metric + " " + Numbers.metric(arm.metric()) + " · kept "
                    + Numbers.of(arm.kept());
            canvas.text("note haloed", 0, top + 74, numbers);
        }
        return canvas.picture(reading(), table());
    }

    /// The scale, from top to bottom.
    private static void frame(Canvas canvas, Axis x, double bottom) {
        canvas.text("note end", x.at(0) - 8, TOP - 12, "◀ better");
        canvas.text("note", x.at(0) + 8, TOP - 12, "worse ▶");
        for (double tick : x.ticks(6)) {
            canvas.line("rule", x.at(tick), TOP, x.at(tick), bottom);
            canvas.text("tick middle", x.at(tick), bottom + 17, Numbers.px(Math.rint(tick * 100) / 100));
        }
        canvas.line("zero", x.at(0), TOP - 4, x.at(0), bottom);
        String words = "effect on the error of samples held back, with its 99 % bounds";
        canvas.text("tick middle", (x.from() + x.to()) / 2, bottom + 37, words);
    }

    private static boolean cure(Trial arm) {
        return arm.arm() == Trial.Arm.CURE;
    }

    private static String verdict(Trial arm) {
        return arm.accepted() ? "● cure" : "○ no";
    }

    private static double column(int i) {
        return 600 + 72 * i;
    }

    /// How an arm came out, which is its style, too: `control`, `accepted` or `rejected`.
    private static String outcome(Trial arm) {
        return !cure(arm) ? "control" : arm.accepted() ? "accepted" : "rejected";
    }

    private static void arm(Canvas canvas, Axis x, Trial arm, String name, double y) {
        canvas.text("name", 0, y - 1, name);
        canvas.text("note", 0, y + 14, Frame.cut(arm.reason(), 37));
        effect(canvas, x, arm, y);
        List<String> cells = List.of(loss(arm), Numbers.metric(arm.metric()), Numbers.of(arm.kept()));
        for (int i = 0; i < cells.size(); i++) canvas.text("cell end", column(i), y + 4, cells.get(i));
        if (cure(arm)) canvas.text(outcome(arm), column(2) + 30, y + 4, verdict(arm));
    }

    /// The effect with its bounds.
    private static void effect(Canvas canvas, Axis x, Trial arm, double y) {
        String style = outcome(arm), effect = Numbers.effect(arm.effect());
        String tip = arm.remedy() + ": " + effect + ", 99 % from " + Numbers.effect(arm.low()) + " to "
                + Numbers.effect(arm.high());
        if (arm.high() > arm.low()) interval(canvas, x, arm, y, tip);
        canvas.value(x, arm.effect(), arm.accepted() ? Mark.DOT : Mark.RING, style, x.at(arm.effect()), y, 5.5, tip);
        if (!x.holds(arm.effect())) canvas.text("value end", x.to() - 16, y + 4, effect);
    }

    private static void interval(Canvas canvas, Axis x, Trial arm, double y, String tip) {
        double a = x.at(arm.low()), b = x.at(arm.high());
        String ends = x.holds(arm.low()) ? "M" + new Point(a, y - 4).path() + "v8" : "";
        if (x.holds(arm.high())) ends += "M" + new Point(b, y - 4).path() + "v8";
        canvas.path("interval " + outcome(arm), "M" + new Point(a, y).path() + "H" + Numbers.px(b) + ends, tip);
    }

    @Override
    public void print(TextPage page) {
        TextStyle style = page.style();
        Axis axis = effects(0, STRIP - 1);
        String better = TextStyle.right("better <", (int) Math.round(axis.at(0)));
        String direction = TextStyle.pad(better + " > worse", STRIP);
        page.line(style.paint(
                Ink.FAINT, " ".repeat(NAME + 1) + direction + cells(style, "effect", "loss", metric, "kept")));
        for (Trial arm : arms) {
            boolean cure = cure(arm);
            String name = style.plain(arm.remedy());
            boolean wide = TextStyle.columns(name) > NAME;
            if (wide) TextStyle.wrap(name, style.width() - 2).forEach(page::line);
            Strip strip = new Strip(style, axis, " ");
            if (arm.high() > arm.low()) strip.span(arm.low(), arm.high(), "─");
            Ink ink = arm.accepted() ? Ink.GOOD : cure ? Ink.BAD : Ink.PLAIN;
            strip.value(0, "│", Ink.PLAIN).value(arm.effect(), arm.accepted() ? "●" : "○", ink);
            String effect = Numbers.effect(arm.effect());
            String loss = arm.ownLoss().isPresent() ? Numbers.NONE : Numbers.shortLoss(arm.loss());
            page.line(TextStyle.pad(wide ? "" : name, NAME) + " " + strip
                    + cells(style, effect, loss, Numbers.metric(arm.metric()), Numbers.of(arm.kept())) + " "
                    + (arm.accepted() ? style.paint(Ink.GOOD, "cure") : cure ? "no" : ""));
        }
        String own = own();
        if (!own.isEmpty()) page.words(Ink.FAINT, own);
    }

    /// The loss of an arm, where it can be held against the control's.
    private static String loss(Trial arm) {
        return arm.ownLoss().isPresent() ? Numbers.NONE : Numbers.loss(arm.loss());
    }

    /// The losses that cannot be held against the control's, as sentences.
    private String own() {
        List<String> own = arms.stream()
                .flatMap(t ->
                        t.ownLoss().stream().map(kind -> t.remedy() + " " + Numbers.loss(t.loss()) + " (" + kind + ")"))
                .toList();
        return own.isEmpty()
                ? ""
                : "Losses of another kind, which do not compare with the control's: " + String.join(", ", own) + ".";
    }

    /// Numbers at the right of their columns; one that does not fit is never cut.
    private static String cells(TextStyle style, String... numbers) {
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            String number = style.plain(numbers[i]);
            cells.append(TextStyle.columns(number) < CELLS[i] ? TextStyle.right(number, CELLS[i]) : " " + number);
        }
        return cells.toString();
    }

    private Optional<Trial> best() {
        return arms.stream().filter(Trial::accepted).findFirst();
    }

    private String description() {
        return arms.size() + " arms; " + arms.stream().filter(Trial::accepted).count() + " accepted as cures"
                + best().map(b -> "; the best, " + b.remedy() + ", changes the error by " + Numbers.effect(b.effect()))
                        .orElse("")
                + ".";
    }

    private String reading() {
        return "Every arm sees the same batches as the control; a dot whose whole interval lies left of the line beats it, and counts as "
                + "a cure (filled) only if it also mends the blamed factor, or takes half of the error away. "
                + best().map(b -> b.remedy() + " did best: " + Numbers.effect(b.effect()) + ", between "
                                + Numbers.effect(b.low()) + " and " + Numbers.effect(b.high()) + ".")
                        .orElse("No arm did.")
                + (own().isEmpty() ? "" : " " + own());
    }

    private Table table() {
        List<String> head = List.of(
                "arm",
                "effect on the error",
                "99 % bounds",
                "held-out loss",
                metric,
                "kept per layer",
                "outcome",
                "why");
        return Table.of(
                head,
                arms,
                r -> List.of(
                        r.remedy(),
                        Numbers.effect(r.effect()),
                        Numbers.effect(r.low()) + " … " + Numbers.effect(r.high()),
                        Numbers.loss(r.loss())
                                + r.ownLoss().map(kind -> " (" + kind + ")").orElse(""),
                        Numbers.metric(r.metric()),
                        Numbers.of(r.kept()),
                        outcome(r),
                        r.reason()));
    }
}
