package org.gradus.studio.lab;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.data.Dataset;
import org.gradus.draw.Chart;
import org.gradus.draw.Markup;
import org.gradus.draw.NetworkDiagram;
import org.gradus.draw.Numbers;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecaster;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.layer.Network;
import org.gradus.layer.Outline;
import org.gradus.layer.Outline.Block;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.preset.Preset;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.tensor.Element;

/// The network of a recipe, equal layers folded, with what theory expects each layer to keep of the signal.
final class NetworkView {
    /// The samples of a batch by which a network is drawn; their number does not show.
    private static final int ROWS = 2;

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /// Forecasts that are done, by the names of their recipes, which never change.
    private final Map<String, Forecast> forecasts = new ConcurrentHashMap<>();

    Answer page(Request request) {
        String recipe = request.value("recipe"), title = "The network of a recipe";
        Markup out = new Markup().element("h1", title);
        out.open("p", "class", "soft")
                .text("Or ")
                .element("a", "an expression", "href", "/graph")
                .text(".")
                .close();
        out.open("form", "class", "lab", "id", "controls", "data-controls", "on", "autocomplete", "off");
        out.open("span", "class", "field").element("label", "Recipe", "for", "recipe");
        out.open("select", "id", "recipe", "name", "recipe");
        for (Preset preset : Preset.all()) {
            String name = preset.name();
            out.element("option", name, "value", name, "selected", name.equals(recipe) ? "selected" : "");
        }
        out.close().close();
        out.leaf("input", "type", "hidden", "id", "open", "name", "open", "value", request.value("open"));
        out.close();
        out.open("div", "id", "lab", "data-part", "/part/graph/network", "data-query", "on");
        out.raw(html(request)).close();
        return Page.of(title, "/graph").with("graph.js").around(out.toString());
    }

    /// All that depends on the address; where that makes no sense, why.
    String html(Request request) {
        try {
            return drawn(request);
        } catch (InputException | Refused e) {
            return new Markup()
                    .element("p", String.valueOf(e.getMessage()), "class", "refused", "role", "alert")
                    .toString();
        }
    }

    private String drawn(Request request) {
        String name = request.value("recipe");
        Preset preset = Preset.named(name).orElseThrow(() -> unknown(name));
        Recipe recipe = preset.recipe();
        Dataset data = recipe.data().load(Path.of(""));
        boolean whole = data.train().inputs().element() == Element.I32;
        var sample = new DataFacts.Part("inputs", data.train().sample(), whole).leaf(ROWS);
        Network.Forward forward = new Network(recipe.model(), recipe.seed()).forward(sample, true);
        Set<String> open = opened(request);
        Outline folded = Outline.of(forward), outline = Outline.of(forward, open);
        Forecast forecast = forecast(name, recipe, data);
        Markup out = new Markup().element("p", preset.about(), "class", "soft about");
        out.element("p", forecast.sentence());
        out.open("div", "class", "halves").open("section", "class", "panel");
        NetworkDiagram diagram = new NetworkDiagram(outline, notes(forecast, outline));
        out.raw(new Chart("network", "The network of " + name, () -> diagram)
                        .picture()
                        .toHtml())
                .close();
        out.open("section", "class", "panel", "id", "folds", "aria-label", "folded layers");
        folds(out, name, folded, open);
        return out.close().close().toString();
    }

    private Forecast forecast(String name, Recipe recipe, Dataset data) {
        Forecast known = forecasts.get(name);
        if (known != null) return known;
        Forecaster forecaster = Forecaster.of(data, recipe.batch(), PATIENCE);
        Forecast forecast = forecaster.forecast(recipe);
        if (!forecaster.late()) forecasts.put(name, forecast);
        return forecast;
    }

    private static Refused unknown(String name) {
        List<String> names = Preset.all().stream().map(Preset::name).toList(), near = Nearest.of(name, names);
        String hint = near.isEmpty() ? "such as " + names.getFirst() : "nearest: " + String.join(", ", near);
        return Refused.missing("recipe: expected the name of a preset, found `" + Shown.brief(name) + "`; " + hint);
    }

    private static Set<String> opened(Request request) {
        Set<String> open = new LinkedHashSet<>(List.of(request.value("open").split(",", -1)));
        open.remove("");
        return open;
    }

    /// What each block's layers are expected to keep of the signal that comes to them from above.
    private static Map<String, String> notes(Forecast forecast, Outline outline) {
        Map<String, String> notes = new HashMap<>();
        if (!(forecast instanceof Forecast.Predicted predicted)) return notes;
        List<String> paths =
                predicted.layers().stream().map(LayerForecast::path).toList();
        for (Block block : outline.blocks()) {
            int first = paths.indexOf(block.name()), last = paths.indexOf(block.last());
            if (first < 0 || last < first) continue;
            DoubleSummaryStatistics gains = predicted.layers().subList(first, last + 1).stream()
                    .flatMap(l -> l.gain().stream())
                    .mapToDouble(LogGain::typical)
                    .summaryStatistics();
            if (gains.getCount() == 0) continue;
            String low = kept(gains.getMin()), high = kept(gains.getMax());
            notes.put(block.name(), "keeps " + (low.equals(high) ? low : low + " to " + high));
        }
        return notes;
    }

    private static String kept(double gain) {
        if (!Double.isFinite(gain)) return Numbers.of(gain);
        return gain >= 2 ? Numbers.times(gain) : String.format(Locale.ROOT, "%.0f %%", 100 * gain);
    }

    /// A link for each part that is folded or laid open.
    private static void folds(Markup out, String recipe, Outline folded, Set<String> open) {
        out.element("h2", "Folded layers");
        List<Block> blocks = folded.blocks();
        boolean any = false;
        out.open("ul", "class", "folds");
        for (int b = 0; b < blocks.size(); b++) {
            int at = b;
            Block block = blocks.get(b);
            boolean leads = folded.repeats().stream().anyMatch(f -> f.first() == at);
            boolean framed = folded.repeats().stream().anyMatch(f -> f.first() <= at && f.last() >= at);
            if (!leads && (framed || block.times() == 1)) continue;
            any = true;
            Set<String> then = new LinkedHashSet<>(open);
            boolean opens = then.add(block.name());
            if (!opens) then.remove(block.name());
            String what = leads
                    ? "the repeated block from " + block.name()
                    : block.times() + " layers from " + block.name() + " to " + block.last();
            out.open("li")
                    .element(
                            "a",
                            (opens ? "Open " : "Fold ") + what,
                            "href",
                            href(recipe, then),
                            "data-fold",
                            block.name())
                    .close();
        }
        out.close();
        if (!any)
            out.element("p", "No two layers of this network are equal neighbours: nothing is folded.", "class", "soft");
        else out.element("p", "A folded box of the drawing opens when it is chosen, too.", "class", "soft");
    }

    private static String href(String recipe, Set<String> open) {
        String names = String.join(",", open);
        return "/graph?recipe=" + recipe
                + (names.isEmpty() ? "" : "&open=" + URLEncoder.encode(names, StandardCharsets.UTF_8));
    }
}
