package org.gradus.studio.lesson;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.gradus.draw.Markup;
import org.gradus.expression.Circuit;
import org.gradus.geometry.Descent;
import org.gradus.geometry.Surface;
import org.gradus.geometry.Walk;
import org.gradus.graph.Expr;
import org.gradus.optim.Sgd;
import org.gradus.studio.arena.Courses;
import org.gradus.studio.web.Request;

/// Gradient descent on one weight.
///
/// @param t the step that is shown
record Descending(Texts texts, Courses courses, double rate, double start, int t) implements Chapter {
    private static final int STEPS = 40;
    private static final double SMALL = 0.01, BOX = 3;
    private static final String LOSS = "w^2";

    private static final Dial RATE = new Dial("rate", 0.05, 1.2, 0.05, 0.1),
            START = new Dial("start", -BOX, BOX, 0.25, 2.5),
            STEP = new Dial("t", 0, STEPS, 1, 4);

    static Descending of(Request request, Texts texts, Courses courses) {
        return new Descending(texts, courses, RATE.of(request), START.of(request), STEP.whole(request));
    }

    @Override
    public int number() {
        return 1;
    }

    private static SequencedMap<String, String> address(double rate, double start, int t) {
        return Address.of(
                "f",
                LOSS,
                "box",
                Dial.shown(-BOX) + "," + Dial.shown(BOX),
                "at",
                Dial.shown(start),
                "opt",
                "sgd:" + Dial.shown(rate),
                "n",
                String.valueOf(STEPS),
                "t",
                String.valueOf(t));
    }

    private Courses.Course course(double rate, double start, int t) {
        return courses.of(address(rate, start, t), texts.of("1.picture"));
    }

    private Walk walk(double rate, double start) {
        return course(rate, start, STEPS).runs().getFirst().walk();
    }

    /// What is found out once.
    private static final class Found {
        /// The least rate of the scale at which a walk ends farther away than it began.
        static final double EDGE =
                RATE.marks().stream().filter(Found::away).findFirst().orElseThrow();

        private static boolean away(double rate) {
            Circuit circuit = Circuit.read(LOSS);
            List<Expr> weight = List.of(circuit.inputs().getFirst().expr());
            Surface.Domain box = new Surface.Domain(-BOX, BOX, 0, List.of(START.usual()));
            Surface surface = Surface.of(LOSS, circuit.output().expr(), weight, box);
            Walk walk = Walk.of(surface, new Sgd(rate), box.start(), STEPS);
            return Math.abs(walk.at(walk.steps()).getFirst()) > Math.abs(START.usual());
        }
    }

    @Override
    public Map<String, String> numbers() {
        return Map.of(
                "limit",
                String.valueOf(STEPS),
                "edge",
                Dial.shown(Found.EDGE),
                "rate",
                Dial.shown(RATE.usual()),
                "start",
                Dial.shown(START.usual()),
                "small",
                Dial.shown(SMALL));
    }

    @Override
    public void controls(Markup out) {
        RATE.write(out, texts.of("control.rate"), rate);
        START.write(out, texts.of("control.start"), start);
    }

    @Override
    public Dial played() {
        return STEP;
    }

    @Override
    public double at() {
        return t;
    }

    @Override
    public String live() {
        Courses.Course course = course(rate, start, t);
        Courses.Run run = course.runs().getFirst();
        Walk walk = run.walk();
        int at = Math.min(t, walk.steps());
        Descent.Iterate it = walk.iterates().get(at);
        double w = it.weights().getFirst().item(), g = it.gradient().getFirst().item();
        boolean last = at == walk.steps() && at < STEPS;
        Map<String, String> numbers = Map.of(
                "t",
                String.valueOf(at),
                "w",
                number(w),
                "g",
                number(g),
                "rate",
                Dial.shown(rate),
                "next",
                number(w + it.update().getFirst().item()));
        String key = !last ? "1.now" : g == 0 ? "1.stands" : "1.gone";
        Markup out = new Markup();
        out.element("p", texts.of(key, numbers), "class", "now");
        out.element("p", ending(course, run), "class", "now ending");
        return out.raw(Pictures.html(course.picture(), texts, texts.of("1.reading")))
                .toString();
    }

    private String ending(Courses.Course course, Courses.Run run) {
        Walk walk = run.walk();
        boolean grows = run.end().kind() == Walk.Ending.MOVING
                && walk.last().cost() > walk.iterates().getFirst().cost();
        if (!grows) return Pictures.ending(course, run, texts);
        return texts.of("end.GROWING", Map.of("step", String.valueOf(walk.steps())));
    }

    private static String number(double value) {
        return Amount.of(value, 4);
    }

    @Override
    public String tried() {
        // from near the bottom, so that its growing steps are to be seen
        return "rate=" + Dial.shown(Found.EDGE) + "&start=0.5&t=16";
    }

    @Override
    public String asked() {
        return Address.query(Address.of("rate", Dial.shown(RATE.usual()), "start", Dial.shown(START.usual())));
    }

    @Override
    public Verdict check(String given) {
        double answer = Chapter.number(given, texts);
        List<Descent.Iterate> walk = walk(RATE.usual(), START.usual()).iterates();
        int first = 0;
        while (walk.get(first).slope() >= SMALL) first++;
        int at = (int) answer;
        if (at != answer || at < 0 || at >= walk.size())
            return new Verdict(
                    false, texts.of("1.beyond", Map.of("least", "0", "most", String.valueOf(walk.size() - 1))));
        Map<String, String> numbers = Map.of(
                "given",
                String.valueOf(at),
                "answer",
                String.valueOf(first),
                "found",
                number(walk.get(at).slope()),
                "before",
                number(walk.get(Math.max(0, at - 1)).slope()));
        return new Verdict(at == first, texts.of(at == first ? "1.right" : at < first ? "1.wrong" : "1.late", numbers));
    }

    @Override
    public String href() {
        return "/optim?" + Address.query(address(rate, start, t));
    }
}
