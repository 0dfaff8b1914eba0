package org.gradus.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.draw.Markup;
import org.gradus.record.ExaminedRun;
import org.gradus.report.Compared;
import org.gradus.report.Comparison;
import org.gradus.report.Report;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// What the doctor found out about a run, as in its report, and what a second run or the cure changes.
final class WhyPage {
    /// In place of a second run, the network that was cured in the first.
    private static final String CURE = "its cure";

    /// The most pages that are kept.
    private static final int KNOWN = 50;

    private static final Pattern STEP = Pattern.compile("step (\\d{1,18})");

    private final RunIndex index;
    private final Steering steering;
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    /// What was told of a run as its files stood.
    private record Told(String stamp, Answer page) {}

    WhyPage(RunIndex index, Steering steering) {
        this.index = index;
        this.steering = steering;
    }

    /// The page of a run, drawn once for all who look at it.
    Answer why(Request request) {
        Recorded run = index.run(request.part("id"));
        return Optional.ofNullable(told.get(run.id()))
                .filter(known -> known.stamp().equals(run.stamp()))
                .map(Told::page)
                .orElseGet(() -> tell(run));
    }

    private Answer tell(Recorded recorded) {
        String id = recorded.id();
        ExaminedRun run = index.examined(id);
        Markup out = new Markup();
        out.open("p", "class", "orders").element("a", "◀ The run", "class", "button", "href", RunAddress.of(id));
        if (run.consultation().cure().isPresent())
            out.element("a", "Before | after", "class", "button", "href", RunAddress.compared(id, ""));
        out.element(
                "a",
                "Save the report",
                "class",
                "button",
                "id",
                "save",
                "href",
                RunAddress.of(id) + "/report.html",
                "download",
                id + "-report.html");
        List<String> layers = recorded.history().layers();
        out.close()
                .raw(HtmlFace.fragment(
                        Report.page(run.consultation(), run.facts("")),
                        place -> shown(RunAddress.of(id), layers, place)));
        steering.prescriptions(out, run);
        Answer page = Page.of("Why " + id, "/").around(out.toString());
        // a studio that runs for weeks sees many runs
        if (told.size() >= KNOWN) told.clear();
        told.put(id, new Told(recorded.stamp(), page));
        return page;
    }

    /// Where the pictures of a run show what was seen in a layer. What was seen before the first step is shown after
    /// it, what was seen in many steps after the last, and what was measured in another training nowhere.
    private static String shown(String run, List<String> layers, Story.Place place) {
        Matcher step = STEP.matcher(place.since());
        if (!step.matches() && !place.since().endsWith("steps")) return "";
        List<String> query = new ArrayList<>();
        if (step.matches()) query.add("step=" + Math.max(1, Long.parseLong(step.group(1))));
        int layer = layers.indexOf(place.layer()) + 1;
        if (layer > 0) query.add("layer=" + layer);
        return run + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /// The report as a file of its own.
    Answer report(Request request) {
        ExaminedRun run = index.examined(request.part("id"));
        return Answer.html(run.page(run.facts("report.html")));
    }

    /// Two runs on the same axes, or one and the network that was cured in it.
    Answer compare(Request request) {
        String a = request.value("a"), b = request.value("b").replace(CURE, "");
        Markup out = new Markup();
        if (a.isEmpty()) return Page.of("Compare", "/").around(choice(out));
        ExaminedRun one = index.examined(a);
        Compared other = b.isEmpty()
                ? one.cured().orElseThrow(() -> Refused.bad("b: expected another run, since run " + a + " has no cure"))
                : index.examined(b).compared();
        out.open("p", "class", "orders").element("a", "◀ The run", "class", "button", "href", RunAddress.of(a));
        if (!b.isEmpty()) out.element("a", "Swap", "class", "button", "href", RunAddress.compared(b, a));
        out.close().raw(HtmlFace.fragment(Comparison.of(one.compared(), other)));
        return Page.of("Compare " + a, "/").around(out.toString());
    }

    private String choice(Markup out) {
        out.element("h1", "Compare two runs").open("form", "class", "orders", "action", "/compare");
        for (String name : new String[] {"a", "b"}) {
            out.element("label", name.equals("a") ? "before" : "after", "for", name);
            out.open("select", "id", name, "name", name);
            if (name.equals("b")) out.element("option", CURE);
            for (Recorded run : index.all())
                if (run.examined()) out.element("option", run.card().recipe() + ", " + run.id(), "value", run.id());
            out.close();
        }
        return out.element("button", "Compare", "type", "submit", "class", "button main")
                .close()
                .toString();
    }
}
