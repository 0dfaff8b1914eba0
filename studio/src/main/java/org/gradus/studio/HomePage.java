package org.gradus.studio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.name.InputException;
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
    private final Examples examples;

    HomePage(RunIndex index, Examples examples) {
        this.index = index;
        this.examples = examples;
    }

    /// A way in.
    ///
    /// @param href an address, or that of an example's page with the preset's name in front of a colon
    private record Tile(String title, String words, String href) {}

    private static final List<Tile> TILES = List.of(
            new Tile("See a gradient flow", "A circuit with a number on every wire, forward and back.", "/graph"),
            new Tile("Watch optimizers race", "Minima, saddles and plateaus, and who gets out.", "/optim"),
            new Tile(
                    "Break a 30-layer net",
                    "Thirty sigmoid layers, and a gradient that never arrives.",
                    "/train?depth=30&activation=sigmoid&init=glorot_uniform"),
            new Tile("Find out why", "What the doctor says, with its evidence.", "deep-sigmoid:/why"),
            new Tile("Cure it", "Before and after, on the same axes.", "deep-sigmoid:compare"),
            new Tile("Learn it", "Six short lessons, each around a live picture.", "/learn"));

    Answer page(Request request) {
        Markup out = new Markup();
        out.element("h1", "Why does a network not learn?");
        out.open("div", "data-part", "/part/runs?sort=" + sort(request))
                .raw(content(sort(request)))
                .close();
        return Page.of("Runs", "/").hearing("runs").around(out.toString());
    }

    Answer part(Request request) {
        return Answer.html(content(sort(request)));
    }

    private static String sort(Request request) {
        return request.value("sort").equals("signal") ? "signal" : "time";
    }

    private String content(String sort) {
        Markup out = new Markup();
        out.open("ul", "class", "tiles");
        for (Tile tile : TILES) {
            String href = href(tile);
            out.open("li").open(href.isEmpty() ? "div" : "a", "class", "tile", "href", href);
            out.element("strong", tile.title()).element("span", tile.words());
            if (href.isEmpty()) out.element("span", "when the example is made", "class", "soft");
            out.close().close();
        }
        out.close().element("h2", "Runs").open("p", "class", "soft path").text("in " + index.root());
        if (index.all().size() > 1) out.text(" · ").element("a", "Compare two runs", "href", "/compare");
        out.close();
        if (!examples.progress().isEmpty()) out.element("p", examples.progress(), "class", "making");
        return out.raw(table(sort)).toString();
    }

    /// Where a tile leads now; empty when that is still to be made.
    private String href(Tile tile) {
        int colon = tile.href().indexOf(':');
        if (colon < 0) return tile.href();
        String preset = tile.href().substring(0, colon);
        boolean compared = tile.href().endsWith("compare");
        return index.all().stream()
                .filter(run -> run.card().recipe().equals(preset))
                .filter(run -> index.consultation(run.id())
                        .filter(c -> !compared || c.cure().isPresent())
                        .isPresent())
                .findFirst()
                .map(run -> compared ? RunAddress.compared(run.id(), "") : RunAddress.of(run.id()) + "/why")
                .orElse("");
    }

    /// The page of an example that was cured; empty while there is none.
    String cured() {
        return TILES.stream()
                .filter(tile -> tile.href().endsWith("compare"))
                .map(this::href)
                .findFirst()
                .orElse("");
    }

    private String table(String sort) {
        List<Recorded> runs = index.all();
        Markup out = new Markup();
        if (runs.isEmpty()) return examples.progress().isEmpty() ? empty(out) : "";
        if (sort.equals("signal"))
            runs = runs.stream()
                    .sorted(Comparator.comparingDouble(HomePage::signal))
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
        List<String> broken = new ArrayList<>(index.broken());
        for (Recorded run : runs) {
            try {
                out.raw(row(run));
            } catch (InputException e) {
                // its files changed between two looks
                broken.add(String.valueOf(e.getMessage()));
            }
        }
        out.close().close().close();
        broken.forEach(why -> out.element("p", why, "class", "words"));
        return out.toString();
    }

    /// By which the sickest come first; those that cannot be read come last.
    private static double signal(Recorded run) {
        try {
            return run.firstSignal();
        } catch (InputException _) {
            return Double.NaN;
        }
    }

    private static String empty(Markup out) {
        out.element("p", "There are no runs yet. This makes one:", "class", "words");
        return out.element("pre", "gradus doctor deep-sigmoid").toString();
    }

    private String row(Recorded run) {
        Markup out = new Markup();
        out.open("tr").open("td");
        verdict(out, run);
        out.close().open("th", "scope", "row");
        out.element("a", run.id(), "href", RunAddress.of(run.id())).close();
        out.element("td", run.card().recipe());
        String optimizer = Names.of(run.recipe().optimizer().getClass());
        out.element("td", run.card().layers().size() + ", " + optimizer);
        out.element("td", run.steps() + " of " + run.card().steps());
        out.open("td").raw(Sparkline.loss("loss-" + run.id(), run.history())).close();
        out.open("td")
                .raw(Sparkline.profile("signal-" + run.id(), run.history()))
                .close();
        return out.element("td", heldOut(run)).close().toString();
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
                RunAddress.of(run.id()) + "/why");
    }

    private String heldOut(Recorded run) {
        return index.consultation(run.id())
                .map(c -> c.evidence().score().testMetric())
                .or(() -> run.result().map(RunResult::testMetric))
                .map(Numbers::metric)
                .orElse(Numbers.NONE);
    }
}
