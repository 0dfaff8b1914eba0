package org.gradus.studio;

import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Chart;
import org.gradus.draw.Markup;
import org.gradus.recipe.Places;
import org.gradus.report.Headline;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.report.Watched;
import org.gradus.story.HtmlFace;
import org.gradus.story.Story;
import org.gradus.story.Story.Fact;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// One run: its pictures as it goes on, and what the doctor found.
final class RunPage {
    private final RunIndex index;

    RunPage(RunIndex index) {
        this.index = index;
    }

    Answer page(Request request) {
        Recorded run = index.run(request.part("id"));
        Markup out = new Markup();
        out.element("h1", run.card().recipe() + ", " + run.id());
        out.open("div", "data-part", "/part/run/" + run.id()).raw(pictures(run)).close();
        return Page.of(run.id(), "/").hearing("run/" + run.id()).around(out.toString());
    }

    Answer part(Request request) {
        return Answer.html(pictures(index.run(request.part("id"))));
    }

    private String pictures(Recorded run) {
        Markup out = new Markup();
        bar(out, run);
        List<Chart> charts = new Watched(run.history()).charts();
        for (Chart chart : charts) out.raw(chart.picture().toHtml());
        return out.toString();
    }

    /// The verdict in one line; of what is not examined, how the signal stands.
    private void bar(Markup out, Recorded run) {
        String steps = "step " + run.steps() + " of " + run.card().steps();
        Optional<Story.Headline> found =
                index.consultation(run.id()).map(Consultation::verdict).map(Headline::of);
        out.open("p", "class", "verdictbar");
        if (found.isPresent()) {
            Story.Headline h = found.get();
            out.element("strong", h.signed(), "class", h.mood().style());
            out.text(" " + h.sentence() + " ");
            out.element("a", "Why?", "href", "/run/" + run.id() + "/why");
        } else {
            out.text(new Watched(run.history()).sentence());
        }
        out.element("span", " " + steps + (run.ended() ? "" : ", goes on"), "class", "soft")
                .close();
    }

    private String unjudged(Recorded run) {
        if (!run.examined()) return " was not examined: `gradus doctor " + run.id() + "` examines its recipe";
        return index.unjudged(run.id()).map(why -> " cannot be judged: " + why).orElse(" is being read");
    }

    /// What the doctor found out, as in the report.
    Answer why(Request request) {
        Recorded run = index.run(request.part("id"));
        Consultation found =
                index.consultation(run.id()).orElseThrow(() -> Refused.missing("run " + run.id() + unjudged(run)));
        List<Fact> made = List.of(
                new Fact("data hash", run.card().data()),
                new Fact("started", run.card().started()),
                new Fact("Gradus", run.card().gradus()),
                new Fact("JDK", run.card().java()));
        ReportFacts facts = new ReportFacts(run.id(), run.card().command(), "", made, Places.NONE);
        String story = HtmlFace.fragment(Report.page(found, facts));
        return Page.of("Why " + run.id(), "/").around(story);
    }
}
