package org.gradus.studio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradus.clinic.Alarm;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Clinic.Prescription;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.ProgressListener.Standing;
import org.gradus.clinic.Trial;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.name.Shown;
import org.gradus.recipe.RecipeText;
import org.gradus.record.ExaminedRun;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.Json;
import org.gradus.runs.JsonReader;
import org.gradus.studio.live.Live;
import org.gradus.studio.live.LiveExamination;
import org.gradus.studio.live.LiveTraining;
import org.gradus.studio.live.LiveTraining.State;
import org.gradus.studio.live.Scores;
import org.gradus.studio.page.Controls;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// What a run can be told to do from its page: a training that goes on here is paused, stepped, slowed down, given
/// another rate or stopped; one that has ended is examined, and its cures are tried.
final class Steering {
    /// The steps a second that can be chosen.
    static final List<String> PACES = List.of("all it can", "200", "50", "10", "2");

    private static final double PERCENT = 100;

    private final RunIndex index;
    private final Live live;

    Steering(RunIndex index, Live live) {
        this.index = index;
        this.live = live;
    }

    /// The controls that a run has now.
    String controls(String id) {
        Markup out = new Markup();
        standing(id).ifPresentOrElse(now -> training(out, id, now), () -> rest(out, id));
        return out.toString();
    }

    /// How a training stands that goes on here: its files are always a little behind.
    Optional<LiveTraining.Standing> standing(String id) {
        return live.training(id).map(LiveTraining::standing).filter(LiveTraining.Standing::alive);
    }

    /// What the held-out samples say of a training that went on here.
    Optional<Scores> scores(String id) {
        return live.training(id).map(LiveTraining::scores);
    }

    private static String api(String id, String order) {
        return "/api/runs/" + Request.encoded(id) + "/" + order;
    }

    private static void training(Markup out, String id, LiveTraining.Standing standing) {
        boolean paused = standing.state() == State.PAUSED;
        out.open("div", "class", "steering");
        out.open("form", "aria-label", "training", "data-post", api(id, "rate"));
        Controls controls = new Controls(out);
        if (paused) controls.order("▶ Run", api(id, "run"), "{}", " ");
        else controls.order("❚❚ Pause", api(id, "pause"), "{}", " ");
        controls.order("Step", api(id, "step"), "{}", ".")
                .order("10 steps", api(id, "step"), "{\"steps\": 10}", "")
                .order("Stop", api(id, "stop"), "{}", "");
        controls.number("rate", "learning rate", String.valueOf(standing.rate()));
        out.element("button", "Set", "type", "submit", "class", "button", "id", "set-rate");
        out.close().open("form", "class", "steering", "aria-label", "pace", "data-post", api(id, "pace"));
        new Controls(out).choice("pace", "steps a second", PACES, pace(standing));
        out.element("button", "Set", "type", "submit", "class", "button", "id", "set-pace");
        out.close().close();
    }

    private static String pace(LiveTraining.Standing standing) {
        return Double.isInfinite(standing.perSecond()) ? "all it can" : String.valueOf((long) standing.perSecond());
    }

    /// The controls of a run that is not being trained here.
    private void rest(Markup out, String id) {
        Recorded run = index.run(id);
        live.training(id)
                .map(LiveTraining::standing)
                .filter(s -> s.state() == State.FAILED)
                .ifPresent(s -> out.element("p", "▼ The training could not go on: " + s.why(), "class", "words bad"));
        Optional<LiveExamination> examination = live.examination(id);
        examination
                .flatMap(LiveExamination::why)
                .ifPresent(why -> out.element("p", "▼ The examination could not go on: " + why, "class", "words bad"));
        out.open("div", "class", "steering");
        Controls controls = new Controls(out);
        if (examination.filter(LiveExamination::alive).isPresent()) examining(out, id, examination.get());
        else if (!run.ended()) {
            controls.order("Go on from its last checkpoint", api(id, "resume"), "{}", "");
        } else {
            if (!run.examined())
                controls.order("Why does it learn like that? Examine it", api(id, "examine"), "{}", "");
            else treated(out, controls, id);
            controls.order("Train it anew", api(id, "again"), "{}", "r");
        }
        out.close();
        examination.ifPresent(e -> arms(out, e.arms()));
    }

    /// What can be done about a run that was examined.
    private void treated(Markup out, Controls controls, String id) {
        Optional<Consultation> found = index.consultation(id);
        if (found.flatMap(Consultation::cure).isPresent())
            out.element("a", "Before | after", "class", "button main", "href", RunAddress.compared(id, ""));
        else if (found.filter(Consultation::treatable).isPresent()
                && found.get().trials().isEmpty())
            controls.order("Try the cures against a control", api(id, "cure"), "{}", "");
        out.element("a", "The report", "class", "button", "href", RunAddress.of(id) + "/why");
    }

    private static void examining(Markup out, String id, LiveExamination examination) {
        LiveExamination.Progress progress = examination.progress();
        String what = switch (examination.state()) {
            case FOUND ->
                "The verdict is there. Its cures can be tried: each is trained beside an untouched control and a sham.";
            case TRYING -> "Trying the cures: " + progress.what();
            default -> "The doctor trains it once more and looks at every layer: " + progress.what();
        };
        out.open("p", "class", "progress").text(what + " ");
        if (examination.state() == LiveExamination.State.FOUND) {
            out.close();
            new Controls(out).order("Try the cures against a control", api(id, "cure"), "{}", "");
            return;
        }
        out.open(
                        "progress",
                        "max",
                        String.valueOf(Math.max(1, progress.of())),
                        "value",
                        String.valueOf(progress.done()),
                        "aria-label",
                        progress.what())
                .close();
        out.text(" ").element("span", String.valueOf(progress.done()), "data-live", "done");
        out.text(" of ")
                .element("span", String.valueOf(progress.of()), "data-live", "of")
                .close();
    }

    /// How the arms of the trials stand.
    private static void arms(Markup out, List<Standing> arms) {
        if (arms.isEmpty()) return;
        out.open("div", "class", "scroll").open("table", "class", "arms");
        out.element(
                "caption", "The trials so far: error on samples held back, in the mean over seeds; 100 % is guessing");
        out.open("tbody");
        for (Standing arm : arms) {
            out.open("tr", "class", arm.ended() ? "ended" : arm.arm() == Trial.Arm.CURE ? "cure" : "untreated");
            out.element("th", arm.name(), "scope", "row");
            out.open("td")
                    .open("meter", "min", "0", "max", "1.2", "value", Numbers.fixed(arm.error(), 3))
                    .close();
            out.close().element("td", Numbers.fixed(PERCENT * arm.error(), 1) + " %");
            out.element("td", "step " + arm.step() + (arm.ended() ? ", left off" : ""))
                    .close();
        }
        out.close().close().close();
    }

    /// What the guard of a training says, or how its signal stands.
    ///
    /// @param otherwise in a sentence
    void alarm(Markup out, String id, String otherwise) {
        Optional<Alarm> alarm = live.training(id).map(LiveTraining::standing).flatMap(LiveTraining.Standing::alarm);
        if (alarm.isEmpty()) {
            out.text(otherwise);
            return;
        }
        Alarm a = alarm.get();
        out.element("strong", "▼ " + a.cause().replace('-', ' ').toUpperCase(Locale.ROOT), "class", "bad");
        out.text(" since step " + a.since() + ": " + a.words() + ". The doctor may find more.");
    }

    /// What may help an examined run, with a button each that trains it so in full.
    void prescriptions(Markup out, ExaminedRun run) {
        List<Prescription> all = prescribed(run);
        if (all.isEmpty()) return;
        String apply = api(run.run().id(), "apply");
        out.open("section", "id", "prescribed").element("h2", "Train it with one change");
        String words = "Each is the same network, data and seed with one remedy, trained in full as a run of its own,"
                + " whether or not a trial has shown that it helps.";
        out.element("p", words, "class", "words").open("p", "class", "steering");
        for (Prescription p : all) {
            String body = Json.write(Json.object("remedy", p.remedy()));
            out.element(
                    "button", p.remedy(), "type", "button", "class", "button", "data-post", apply, "data-body", body);
        }
        out.close().close();
    }

    private static List<Prescription> prescribed(ExaminedRun run) {
        return new Clinic(run.data()).prescriptions(run.consultation());
    }

    /// A training in full with one of the remedies.
    ///
    /// @return its run
    private String apply(Recorded run, String remedy) {
        List<Prescription> all = prescribed(index.examined(run.id()));
        Prescription chosen = all.stream()
                .filter(p -> p.remedy().equals(remedy))
                .findFirst()
                .orElseThrow(() -> Refused.bad("remedy: expected one of "
                        + all.stream().map(Prescription::remedy).toList() + ", found " + Shown.brief(remedy)));
        RecipeText text = RecipeText.parse(chosen.recipe().toYaml(), run.id() + " with " + remedy);
        NamedRecipe named = new NamedRecipe(text, run.named().folder());
        return live.train(named, "gradus train", false, Double.POSITIVE_INFINITY);
    }

    /// A change that a page asks for.
    ///
    /// @param steps how many to make
    /// @param rate the learning rate
    /// @param pace the most steps a second; any other text for as many as it can
    /// @param remedy what the training is changed by
    public record Order(Optional<Long> steps, Optional<String> rate, Optional<String> pace, Optional<String> remedy) {}

    Answer order(Request request) {
        String id = request.part("id"), what = request.part("order");
        // a training goes on, and can be stopped, when somebody has moved its folder away
        if (live.training(id).isEmpty()) index.run(id);
        Order order = JsonReader.read(request.body(), Order.class, "the body");
        switch (what) {
            case "run" -> training(id).resume();
            case "pause" -> training(id).pause();
            case "step" -> training(id).step(steps(order));
            case "stop" -> training(id).stop();
            case "rate" -> training(id).rate(rate(order));
            case "pace" -> training(id).pace(pace(order.pace()));
            case "resume" -> live.resume(index.run(id).folder());
            case "examine" -> live.examine(index.run(id).folder(), false);
            case "cure" -> live.examine(index.run(id).folder(), true);
            case "again" -> {
                Recorded run = index.run(id);
                NamedRecipe named = NamedRecipe.recorded(run.folder());
                return to(live.train(named, run.card().command(), false, Double.POSITIVE_INFINITY));
            }
            case "apply" -> {
                return to(apply(index.run(id), order.remedy().orElse("")));
            }
            default -> throw Refused.missing("there is no order " + Shown.brief(what));
        }
        // pictures that are asked for now show what came of the order
        index.refresh();
        return Answer.json(standing(id).map(LiveTraining.Standing::toJson).orElse("{}"));
    }

    private static Answer to(String run) {
        return Answer.json(Json.write(Json.object("href", RunAddress.of(run))));
    }

    private LiveTraining training(String id) {
        return live.training(id)
                .filter(LiveTraining::alive)
                .orElseThrow(() -> Refused.conflict("run " + id + " is not being trained here"));
    }

    private static long steps(Order order) {
        long steps = order.steps().orElse(1L);
        if (steps < 1 || steps > 1_000_000) throw Refused.bad("steps: expected 1 to 1000000, found " + steps);
        return steps;
    }

    /// The most steps a second that a text asks for.
    static double pace(Optional<String> text) {
        return text.filter(p -> p.matches("[1-9]\\d{0,5}"))
                .map(Double::parseDouble)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double rate(Order order) {
        String text = order.rate().orElse("");
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && Double.isFinite(rate)) return rate;
        } catch (NumberFormatException _) {
            // said below
        }
        throw Refused.bad(
                "rate: expected a number, at least 0, found " + (text.isEmpty() ? "none" : Shown.brief(text)));
    }
}
