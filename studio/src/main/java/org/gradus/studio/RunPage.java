package org.gradus.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Chart;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.name.Shown;
import org.gradus.probe.History;
import org.gradus.report.Headline;
import org.gradus.report.Watched;
import org.gradus.runs.RunResult;
import org.gradus.story.Story;
import org.gradus.studio.live.LiveTraining;
import org.gradus.studio.live.Scores;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// One run: how it stands, what it can be told to do, and its pictures as it goes on, or as they were after any step.
final class RunPage {
    private final RunIndex index;
    private final Steering steering;
    private final Forecasts forecasts;

    RunPage(RunIndex index, Steering steering, Forecasts forecasts) {
        this.index = index;
        this.forecasts = forecasts;
        this.steering = steering;
    }

    Answer page(Request request) {
        String id = request.part("id");
        Recorded run = index.run(id);
        Markup out = new Markup();
        out.element("h1", run.card().recipe() + ", " + id);
        String part = "/part" + RunAddress.of(id), heard = Request.encoded(id);
        part(out, part + "/bar", false, bar(run));
        part(out, part + "/steering", true, steering.controls(id));
        timeBar(out, run, request);
        out.open("div", "data-part", part, "data-query", "on");
        out.raw(pictures(run, request)).close();
        return Page.of(id, "/")
                .hearing("run/" + heard + " files/" + heard + " forecast/" + heard)
                .with("run.js")
                .around(out.toString());
    }

    private static void part(Markup out, String address, boolean still, String content) {
        out.open("div", "data-part", address, "data-still", still ? "on" : "")
                .raw(content)
                .close();
    }

    Answer pictures(Request request) {
        return Answer.html(pictures(index.run(request.part("id")), request));
    }

    Answer bar(Request request) {
        return Answer.html(bar(index.run(request.part("id"))));
    }

    Answer steering(Request request) {
        return Answer.html(steering.controls(index.run(request.part("id")).id()));
    }

    Answer order(Request request) {
        return steering.order(request);
    }

    /// What chooses the step at which the pictures stand.
    private static void timeBar(Markup out, Recorded run, Request request) {
        long step = request.number("step", 0, 0, Long.MAX_VALUE), last = Math.max(1, run.steps());
        String shown = step == 0 ? "" : String.valueOf(Math.min(step, last));
        out.open("form", "class", "timebar", "data-controls", "on", "aria-label", "time");
        out.element("label", "pictures after step", "for", "step");
        out.leaf(
                "input",
                "type",
                "range",
                "id",
                "step",
                "name",
                "step",
                "min",
                "1",
                "data-grows",
                "step",
                "data-follow",
                step == 0 ? "on" : "",
                "max",
                String.valueOf(last),
                "value",
                shown.isEmpty() ? String.valueOf(last) : shown);
        out.element("output", shown.isEmpty() ? String.valueOf(last) : shown, "for", "step");
        quantities(out, quantity(request));
        scale(out, linear(request));
        // what is chosen elsewhere on the page stays so
        out.leaf("input", "type", "hidden", "name", "layer", "value", request.value("layer"));
        String follow = RunAddress.of(run, request).with("step", "").toString();
        out.element("a", "Follow", "class", "button follow", "href", follow, "data-key", "f");
        part(out, "/part" + RunAddress.of(run.id()) + "/marks", true, marks(run, request));
        out.close();
    }

    private static void scale(Markup out, boolean linear) {
        out.open("label").text("linear loss ");
        out.leaf(
                "input",
                "type",
                "checkbox",
                "id",
                "linear",
                "name",
                "linear",
                "checked",
                linear ? "checked" : "",
                "data-key",
                "l",
                "aria-keyshortcuts",
                "l");
        out.close();
    }

    Answer marks(Request request) {
        return Answer.html(marks(index.run(request.part("id")), request));
    }

    private static String marks(Recorded run, Request request) {
        Markup out = new Markup();
        RunAddress here = RunAddress.of(run, request);
        out.open("details", "class", "marks").element("summary", "Marks").open("ul");
        for (RunMarks.Mark mark : RunMarks.of(run)) {
            String there = here.with("step", String.valueOf(mark.step())).toString();
            out.open("li").element("a", "step " + mark.step(), "href", there);
            out.text(" " + mark.words()).close();
        }
        return out.close().close().toString();
    }

    /// What the heatmap shows.
    private static String quantity(Request request) {
        String quantity = request.value("heat").isEmpty() ? "signal" : request.value("heat");
        if (Watched.QUANTITIES.containsKey(quantity)) return quantity;
        throw Refused.bad("heat: expected one of " + String.join(", ", Watched.QUANTITIES.keySet()) + ", found "
                + Shown.brief(quantity));
    }

    private static boolean linear(Request request) {
        return request.value("linear").equals("on");
    }

    private static void quantities(Markup out, String chosen) {
        out.element("label", "heatmap of", "for", "heat")
                .open("select", "id", "heat", "name", "heat", "data-default", "signal");
        Watched.QUANTITIES.forEach((key, name) ->
                out.element("option", name, "value", key, "selected", key.equals(chosen) ? "selected" : ""));
        out.close();
    }

    /// What was recorded up to the step that is chosen.
    private static History history(Recorded run, Request request) {
        long step = request.number("step", 0, 0, Long.MAX_VALUE);
        return step == 0 ? run.history() : run.history().until(step);
    }

    private String pictures(Recorded run, Request request) {
        Markup out = new Markup();
        History history = history(run, request);
        if (history.size() == 0) {
            return out.element("p", "No step was recorded yet: the pictures come with the first.", "class", "words")
                    .toString();
        }
        out.open("div", "class", "pictures");
        List<Chart> charts =
                new ArrayList<>(new Watched(history, forecasts.known(run)).charts(quantity(request), linear(request)));
        Optional<Consultation> found = index.consultation(run.id());
        if (found.isPresent())
            charts.addAll(Watched.examined(
                    found.get(), run.result().map(RunResult::metric).orElse("metric")));
        else scores(run, history).ifPresent(charts::add);
        for (Chart chart : charts) {
            if (chart.id().equals("heatmap")) cells(out, chart);
            else out.raw(chart.column().toHtml());
        }
        out.close();
        LayerDetails.write(out, run, history, request);
        return out.toString();
    }

    /// The metric on the held-out samples, of a training that went on here, up to the step that is chosen.
    private Optional<Chart> scores(Recorded run, History history) {
        long last = history.step(history.size() - 1);
        return steering.scores(run.id()).flatMap(scores -> {
            List<Scores.Score> shown =
                    scores.all().stream().filter(score -> score.step() <= last).toList();
            return shown.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Watched.heldOut(
                            scores.metric(),
                            shown.stream().map(Scores.Score::step).toList(),
                            shown.stream().map(Scores.Score::metric).toList()));
        });
    }

    /// The heatmap with a line that tells of the cell which arrow keys or the pointer have chosen.
    private static void cells(Markup out, Chart heatmap) {
        String use = "the heatmap; arrow keys go through its cells, Enter shows its step and its layer";
        out.open("div", "id", "cells", "tabindex", "0", "role", "group", "aria-label", use);
        out.raw(heatmap.column().toHtml());
        out.open("p", "id", "cell", "role", "status").close().close();
    }

    /// One cell of the heatmap in words, which lead to its step and layer: by its column and row, or by the step `at`.
    Answer cell(Request request) {
        Recorded run = index.run(request.part("id"));
        History history = history(run, request);
        if (history.size() == 0 || history.layers().isEmpty()) throw Refused.missing("nothing was recorded yet");
        Watched watched = new Watched(history);
        int at = whole(request, "at"), row = whole(request, "row");
        int column = at > 0 ? watched.column(quantity(request), at) : whole(request, "column");
        Watched.Cell cell = watched.cell(quantity(request), column, row);
        String address = RunAddress.of(run, request)
                .with("step", String.valueOf(cell.step()))
                .with("layer", LayerDetails.pinned(request, history.layers().size(), cell.layer()))
                .toString();
        Markup out = new Markup().text(cell.words() + ". ");
        return Answer.html(out.element("a", "Show it", "href", address, "data-column", String.valueOf(column))
                .toString());
    }

    private static int whole(Request request, String name) {
        return (int) request.number(name, 0, 0, Integer.MAX_VALUE);
    }

    /// The verdict in one line; of what is not examined, what its guard says or how the signal stands.
    private String bar(Recorded run) {
        Markup out = new Markup();
        Optional<Story.Headline> found =
                index.consultation(run.id()).map(Consultation::verdict).map(Headline::of);
        out.open(
                "p",
                "class",
                "verdictbar",
                "data-verdict",
                found.map(Story.Headline::title).orElse(""));
        if (found.isPresent()) {
            Story.Headline h = found.get();
            out.element("strong", h.signed(), "class", h.mood().style());
            out.text(" " + h.sentence() + " ");
            out.element("a", "Why?", "href", RunAddress.of(run.id()) + "/why");
        } else if (run.examined() && index.unjudged(run.id()).isEmpty()) {
            index.hurry(run.id());
            out.text("The verdict is being read …");
        } else {
            steering.alarm(out, run.id(), new Watched(run.history()).sentence());
        }
        out.close().open("p", "class", "counter");
        counter(out, run);
        index.unjudged(run.id()).ifPresent(why -> out.text(" · cannot be judged: " + why));
        return out.close().toString();
    }

    /// The latest step. Of a training that goes on here, the files are a little behind.
    private void counter(Markup out, Recorded run) {
        Optional<LiveTraining.Standing> now = steering.standing(run.id());
        History history = run.history();
        int last = history.size() - 1;
        double before = run.recipe().optimizer().rate();
        out.text("step ");
        long step = now.map(LiveTraining.Standing::step).orElseGet(run::steps);
        out.element("span", String.valueOf(step), "data-live", "step");
        out.text(" of " + run.card().steps() + " · loss ");
        double loss = now.map(LiveTraining.Standing::loss).orElseGet(() -> last < 0 ? Double.NaN : history.loss(last));
        out.element("span", Numbers.loss(loss), "data-live", "loss");
        out.text(" · learning rate ");
        double rate = now.map(LiveTraining.Standing::rate).orElseGet(() -> last < 0 ? before : history.rate(last));
        out.element("span", Numbers.of(rate), "data-live", "rate").text(" · ");
        out.element("a", "its network", "href", "/graph?run=" + Request.encoded(run.id()));
    }
}
