package org.gradus.studio.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.gradus.draw.Markup;
import org.gradus.geometry.Descent;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.Walk;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.studio.arena.Courses;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// Places where descent is held up.
///
/// @param x the start
/// @param y the start
/// @param t the step that is shown
record Traps(Texts texts, Courses courses, Trap trap, double x, double y, int t) implements Chapter {
    private static final int STEPS = 100;

    /// How far the start is moved, and the least gain in loss that counts as a way out.
    private static final double NUDGE = 0.01, WORTH = 0.1;

    private static final Dial STEP = new Dial("t", 0, STEPS, 1, STEPS);

    /// A surface with a start from which descent does not get to the bottom.
    ///
    /// @param key of its name, and in the address
    record Trap(String key, String surface, double rate, Dial x, Dial y) {
        private Trap(String key, String surface, double rate, double low, double high, double x, double y) {
            this(key, surface, rate, new Dial("x", low, high, 0.01, x), new Dial("y", low, high, 0.01, y));
        }
    }

    private static final List<Trap> TRAPS = List.of(
            new Trap("local", "two_well", 0.05, -2, 2, 1.6, 1.2),
            new Trap("saddle", "saddle", 0.1, -2, 2, 0.5, 0),
            new Trap("plateau", "easom", 0.1, 0, 6, 1, 1.2));

    static Traps of(Request request, Texts texts, Courses courses) {
        String key = request.value("trap").isEmpty() ? TRAPS.getFirst().key() : request.value("trap");
        Trap trap = named(key);
        return new Traps(texts, courses, trap, trap.x().of(request), trap.y().of(request), STEP.whole(request));
    }

    private static Trap named(String key) {
        return TRAPS.stream()
                .filter(t -> t.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Refused.bad("trap: expected local, saddle or plateau, found " + Shown.brief(key)));
    }

    @Override
    public int number() {
        return 2;
    }

    private static SequencedMap<String, String> address(Trap trap, double x, double y, int t) {
        return Address.of(
                "f",
                trap.surface(),
                "at",
                Dial.shown(x) + "," + Dial.shown(y),
                "opt",
                "sgd:" + Dial.shown(trap.rate()),
                "n",
                String.valueOf(STEPS),
                "t",
                String.valueOf(t));
    }

    private Courses.Course course(Trap trap, double x, double y, int t) {
        return courses.of(address(trap, x, y, t), texts.of("2.picture"));
    }

    /// The loss after all steps from the usual start, moved in y.
    private double ends(Trap trap, double by) {
        double y = trap.y().usual() + by;
        return course(trap, trap.x().usual(), y, STEPS)
                .runs()
                .getFirst()
                .walk()
                .last()
                .cost();
    }

    @Override
    public Map<String, String> numbers() {
        List<StationaryPoint> points = course(named("saddle"), 0.5, 0, STEPS).points();
        StationaryPoint saddle = points.stream()
                .filter(p -> p.kind() == StationaryPoint.Kind.SADDLE)
                .findFirst()
                .orElseThrow();
        return Map.of(
                "limit",
                String.valueOf(STEPS),
                "nudge",
                Dial.shown(NUDGE),
                "up",
                number(saddle.eigenvalues().getLast()),
                "down",
                number(saddle.eigenvalues().getFirst()));
    }

    private static String number(double value) {
        return Amount.of(value, 3);
    }

    @Override
    public SequencedMap<String, String> scenes() {
        SequencedMap<String, String> scenes = new LinkedHashMap<>();
        for (Trap trap : TRAPS) scenes.put(trap.key(), "trap=" + trap.key());
        return scenes;
    }

    @Override
    public String scene() {
        return trap.key();
    }

    @Override
    public void controls(Markup out) {
        Dial.hidden(out, "trap", trap.key());
        trap.x().write(out, texts.of("control.x"), x);
        trap.y().write(out, texts.of("control.y"), y);
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
        Courses.Course course = course(trap, x, y, t);
        Courses.Run run = course.runs().getFirst();
        Walk walk = run.walk();
        int at = Math.min(t, walk.steps());
        Descent.Iterate it = walk.iterates().get(at);
        Map<String, String> numbers = Map.of(
                "t",
                String.valueOf(at),
                "loss",
                number(it.cost()),
                "g",
                number(it.slope()),
                "distance",
                number(Pictures.distance(walk.at(0), walk.at(at))));
        Markup out = new Markup();
        out.element("p", texts.of("2.now", numbers), "class", "now");
        out.element("p", Pictures.ending(course, run, texts), "class", "now ending");
        return out.raw(Pictures.html(course.picture(), texts, texts.of("2.reading")))
                .toString();
    }

    @Override
    public String tried() {
        return "trap=saddle&y=" + Dial.shown(NUDGE) + "&t=" + STEPS;
    }

    @Override
    public String asked() {
        return "trap=" + trap.key();
    }

    @Override
    public SequencedMap<String, String> choices() {
        SequencedMap<String, String> choices = new LinkedHashMap<>();
        for (Trap trap : TRAPS) choices.put(trap.key(), texts.of("2." + trap.key()));
        return choices;
    }

    @Override
    public Verdict check(String given) {
        Trap chosen = TRAPS.stream()
                .filter(t -> t.key().equals(given))
                .findFirst()
                .orElseThrow(() -> new InputException(texts.of("ui.choose")));
        double before = ends(chosen, 0), after = ends(chosen, NUDGE);
        boolean out = before - after > WORTH;
        return new Verdict(
                out, texts.of(out ? "2.right" : "2.wrong", Map.of("before", number(before), "after", number(after))));
    }

    @Override
    public String href() {
        return "/optim?" + Address.query(address(trap, x, y, t));
    }
}
