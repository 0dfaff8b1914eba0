package org.gradus.studio.lesson;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.gradus.draw.Markup;
import org.gradus.geometry.Descent;
import org.gradus.geometry.Surface;
import org.gradus.geometry.Walk;
import org.gradus.optim.Sgd;
import org.gradus.studio.arena.Courses;
import org.gradus.studio.web.Request;

/// Optimizers in a valley, each with what its update is.
///
/// @param condition how many times steeper the valley is across than along
/// @param shown the optimizers that are ticked
/// @param t the step that is shown
record Walkers(Texts texts, Courses courses, int condition, List<Rival> shown, int t) implements Chapter {
    private static final int STEPS = 60;

    private static final Dial CONDITION = new Dial("condition", 5, 100, 5, 25), STEP = new Dial("t", 0, STEPS, 1, 20);

    /// How near an answer must be, as a share.
    private static final double NEAR = 0.02;

    private static final String SGD = "sgd", ADAM = "adam";

    /// An optimizer.
    ///
    /// @param formula its update, as in its documentation, without the numbers that only keep a quotient finite
    /// @param usual whether it is ticked at first
    record Rival(String name, double rate, String formula, boolean usual) {}

    private static final List<Rival> RIVALS = List.of(
            new Rival(SGD, 0.03, "w ← w − rate · g", true),
            new Rival("momentum", 0.01, "v ← μ v + g\nw ← w − rate · v", true),
            new Rival("adagrad", 0.4, "s ← s + g²\nw ← w − rate · g / √s", false),
            new Rival("rmsprop", 0.05, "s ← ρ s + (1 − ρ) g²\nw ← w − rate · g / √s", false),
            new Rival(ADAM, 0.1, "m ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\nw ← w − rate · m̂ / √v̂", true));

    Walkers {
        shown = List.copyOf(shown);
    }

    static Walkers of(Request request, Texts texts, Courses courses) {
        boolean picked = !request.value("picked").isEmpty();
        List<Rival> shown = RIVALS.stream()
                .filter(r -> picked ? request.value(r.name()).equals("on") : r.usual())
                .toList();
        return new Walkers(texts, courses, CONDITION.whole(request), shown, STEP.whole(request));
    }

    @Override
    public int number() {
        return 3;
    }

    private static SequencedMap<String, String> address(int condition, List<Rival> rivals, int t) {
        return Address.of(
                "f",
                "quadratic",
                "condition",
                String.valueOf(condition),
                "opt",
                rivals.isEmpty()
                        ? "none"
                        : rivals.stream()
                                .map(r -> r.name() + ":" + Dial.shown(r.rate()))
                                .collect(Collectors.joining(",")),
                "n",
                String.valueOf(STEPS),
                "t",
                String.valueOf(t));
    }

    private Courses.Course course(int condition, List<Rival> rivals, int t) {
        return courses.of(address(condition, rivals, t), texts.of("3.picture"));
    }

    private Courses.Run run(int condition, String name) {
        List<Rival> one = RIVALS.stream().filter(r -> r.name().equals(name)).toList();
        return course(condition, one, STEPS).runs().getFirst();
    }

    /// What is found out once.
    private static final class Found {
        /// The least condition of the scale at which plain descent diverges.
        static final int STEEP = CONDITION.marks().stream()
                .map(Double::intValue)
                .filter(Found::diverges)
                .findFirst()
                .orElseThrow();

        private static boolean diverges(int condition) {
            Surface surface = Surface.quadratic(condition);
            Sgd sgd = new Sgd(RIVALS.getFirst().rate());
            Walk walk = Walk.of(surface, sgd, surface.domain().start(), STEPS);
            return walk.end(surface, List.of()).kind() == Walk.Ending.DIVERGED;
        }
    }

    private static int usual() {
        return (int) CONDITION.usual();
    }

    @Override
    public Map<String, String> numbers() {
        return Map.of("steep", String.valueOf(Found.STEEP), "condition", String.valueOf(usual()));
    }

    @Override
    public void controls(Markup out) {
        Dial.hidden(out, "picked", "on");
        out.open("fieldset", "class", "ticks").element("legend", texts.of("control.optimizers"));
        for (Rival rival : RIVALS) {
            String on = shown.contains(rival) ? "checked" : "";
            out.open("label")
                    .leaf("input", "type", "checkbox", "name", rival.name(), "id", rival.name(), "checked", on);
            out.text(" " + rival.name()).close();
        }
        out.close();
        CONDITION.write(out, texts.of("control.condition"), condition);
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
        Courses.Course course = course(condition, shown, t);
        Markup out = new Markup();
        if (shown.isEmpty()) out.element("p", texts.of("3.none"), "class", "now");
        out.raw(Pictures.html(course.picture(), texts, texts.of("3.reading")));
        out.open("dl", "class", "updates");
        for (Courses.Run run : course.runs()) {
            Rival rival = RIVALS.stream()
                    .filter(r -> r.name().equals(run.name()))
                    .findFirst()
                    .orElseThrow();
            Descent.Iterate it =
                    run.walk().iterates().get(Math.min(t, run.walk().steps()));
            out.open("div", "data-optimizer", run.name()).open("dt");
            out.open("span", "aria-hidden", "true")
                    .raw(Pictures.translated(run.swatch(), texts))
                    .close();
            out.text(rival.name() + ", " + texts.of("control.rate") + " " + Dial.shown(rival.rate()))
                    .close();
            out.element("dd", rival.formula(), "class", "update");
            String step = texts.of("3.next") + ": x " + signed(it, 0) + ", y " + signed(it, 1);
            out.element("dd", step, "class", "step");
            out.element("dd", Pictures.ending(course, run, texts), "class", "soft")
                    .close();
        }
        return out.close().toString();
    }

    private static String signed(Descent.Iterate it, int coordinate) {
        return Amount.signed(it.update().get(coordinate).item(), 3);
    }

    @Override
    public String tried() {
        return "condition=" + Found.STEEP;
    }

    @Override
    public String asked() {
        return "condition=" + usual() + "&t=0";
    }

    private double first(String name) {
        return Math.abs(run(usual(), name)
                .walk()
                .iterates()
                .getFirst()
                .update()
                .getFirst()
                .item());
    }

    @Override
    public Verdict check(String given) {
        double answer = Chapter.number(given, texts), adam = first(ADAM);
        boolean right = Math.abs(Math.abs(answer) - adam) <= NEAR * adam;
        Map<String, String> numbers =
                Map.of("given", Dial.shown(answer), "answer", Amount.of(adam, 3), "sgd", Amount.of(first(SGD), 3));
        return new Verdict(right, texts.of(right ? "3.right" : "3.wrong", numbers));
    }

    @Override
    public String href() {
        return "/optim?" + Address.query(address(condition, shown, t));
    }
}
