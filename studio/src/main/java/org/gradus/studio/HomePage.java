package org.gradus.studio;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.name.Names;
import org.gradus.report.Headline;
import org.gradus.runs.RunResult;
import org.gradus.story.Story;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Request;

/// The runs of the folder, one row each: which of them is sick?
final class HomePage {
    private final RunIndex index;

    HomePage(RunIndex index) {
        this.index = index;
    }

    Answer page(Request request) {
        Markup out = new Markup();
        out.element("h1", "Runs").element("p", "below " + index.root(), "class", "soft");
        out.open("div", "data-part", "/part/runs?sort=" + sort(request))
                .raw(table(sort(request)))
                .close();
        return Page.of("Runs", "/").hearing("runs").around(out.toString());
    }

    Answer part(Request request) {
        return Answer.html(table(sort(request)));
    }

    private static String sort(Request request) {
        return request.value("sort").equals("signal") ? "signal" : "time";
    }

    private String table(String sort) {
        List<Recorded> runs = index.all();
        Markup out = new Markup();
        if (runs.isEmpty()) return empty(out);
        if (sort.equals("signal"))
            runs = runs.stream()
                    .sorted(Comparator.comparingDouble(Recorded::firstSignal))
                    .toList();
        out.open("div", "class", "scroll")
                .open("table", "class", "runs")
                .open("thead")
                .open("tr");
        for (String head : List.of("verdict", "run", "recipe", "layers", "steps", "loss"))
            out.element("th", head, "scope", "col");
        out.open("th", "scope", "col")
                .element("a", "signal", "href", sort.equals("signal") ? "/" : "/?sort=signal")
                .close();
        out.element("th", "held out", "scope", "col").close().close().open("tbody");
        runs.forEach(run -> row(out, run));
        out.close().close().close();
        index.broken().forEach(why -> out.element("p", why, "class", "words"));
        return out.toString();
    }

    private static String empty(Markup out) {
        out.element("p", "There are no runs yet. This makes one:", "class", "words");
        return out.element("pre", "gradus doctor deep-sigmoid").toString();
    }

    private void row(Markup out, Recorded run) {
        out.open("tr").open("td");
        verdict(out, run);
        out.close().open("th", "scope", "row");
        out.element("a", run.id(), "href", "/run/" + run.id()).close();
        out.element("td", run.card().recipe());
        String optimizer = Names.of(run.recipe().optimizer().getClass());
        out.element("td", run.card().layers().size() + ", " + optimizer);
        out.element("td", run.steps() + " of " + run.card().steps());
        out.open("td").raw(Sparkline.loss("loss-" + run.id(), run.history())).close();
        out.open("td")
                .raw(Sparkline.profile("signal-" + run.id(), run.history()))
                .close();
        out.element("td", heldOut(run)).close();
    }

    private void verdict(Markup out, Recorded run) {
        Optional<Story.Headline> found =
                index.consultation(run.id()).map(Consultation::verdict).map(Headline::of);
        if (found.isEmpty()) {
            String state = index.unjudged(run.id()).isPresent()
                    ? "cannot be judged"
                    : run.examined() ? "…" : run.ended() ? "not examined" : "in training";
            out.element("span", state, "class", "soft");
            return;
        }
        Story.Headline headline = found.get();
        out.element(
                "a",
                headline.signed(),
                "class",
                "verdict " + headline.mood().style(),
                "href",
                "/run/" + run.id() + "/why");
    }

    private String heldOut(Recorded run) {
        return index.consultation(run.id())
                .map(c -> c.evidence().score().testMetric())
                .or(() -> run.result().map(RunResult::testMetric))
                .map(Numbers::metric)
                .orElse(Numbers.NONE);
    }
}
