package org.gradus.studio.lab;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
import org.gradus.name.Shown;
import org.gradus.preset.Preset;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.RunFolder;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.tensor.Element;

/// The network of a preset or of a recorded run, equal layers folded, with what theory expects each layer to keep of
/// the signal; of a run with how large its weights are now.
final class NetworkView {
    /// The samples of a batch by which a network is drawn; their number does not show.
    private static final int ROWS = 2;

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /// The most runs in the choice; an address shows any other, too.
    private static final int LATEST = 20;

    /// The most forecasts that are kept.
    private static final int KNOWN = 100;

    /// Forecasts that are done. A run whose recipe changes while it trains gets a new one.
    private final Map<NamedRecipe, Forecast> forecasts = new ConcurrentHashMap<>();

    private final Supplier<List<LabRun>> recorded;
    private final Function<String, LabRun> run;

    /// @param recorded all runs, the latest first
    /// @param run finds one by its id
    NetworkView(Supplier<List<LabRun>> recorded, Function<String, LabRun> run) {
        this.recorded = recorded;
        this.run = run;
    }

    Answer page(Request request) {
        String title = "The network of a recipe or a run";
        Markup out = new Markup().element("h1", title);
        out.open("p", "class", "soft")
                .text("Or ")
                .element("a", "an expression", "href", "/graph")
                .text(".")
                .close();
        out.open("form", "class", "lab", "id", "controls", "data-controls", "on", "autocomplete", "off");
        out.open("span", "class", "field").element("label", "Network", "for", "recipe");
        choice(out, request);
        out.close();
        for (String name : List.of("open", "layer"))
            out.leaf("input", "type", "hidden", "id", name, "name", name, "value", request.value(name));
        out.close();
        out.raw(LabForm.search());
        out.open("div", "id", "lab", "data-part", "/part/graph/network", "data-query", "on");
        out.raw(html(request)).close();
        return Page.of(title, "/graph").with("graph.js").around(out.toString());
    }

    /// Presets and the latest runs. What the address asks for is among them, even where nothing has this name: else the
    /// choice would show something else than the page.
    private void choice(Markup out, Request request) {
        String key = Subject.key(request), asked = request.value(key);
        Map<String, String> presets = new LinkedHashMap<>(), runs = new LinkedHashMap<>();
        for (Preset preset : Preset.all()) presets.put(preset.name(), preset.name());
        List<LabRun> all = recorded.get();
        Stream.concat(all.stream().limit(LATEST), all.stream().filter(r -> r.id().equals(request.value("run"))))
                .forEach(r -> runs.put(r.id(), r.named().recipe().name() + " · " + r.id()));
        (key.equals("run") ? runs : presets).putIfAbsent(asked, Shown.brief(asked));
        out.open("select", "id", "recipe", "name", key);
        options(out, "Presets", "recipe", presets, key, asked);
        options(out, "Latest runs", "run", runs, key, asked);
        out.close();
    }

    /// @param names what each is called, by its value
    private static void options(
            Markup out, String group, String key, Map<String, String> names, String asks, String asked) {
        if (names.isEmpty()) return;
        out.open("optgroup", "label", group, "data-name", key);
        names.forEach((value, name) -> {
            boolean here = key.equals(asks) && value.equals(asked);
            out.element("option", name, "value", value, "selected", here ? "selected" : "");
        });
        out.close();
    }

    /// All that depends on the address; where that makes no sense, why.
    String html(Request request) {
        try {
            Subject subject = Subject.of(request, run);
            return NamedRecipe.make(() -> drawn(subject, opened(request), request.value("layer")));
        } catch (InputException | Refused e) {
            return new Markup()
                    .element("p", String.valueOf(e.getMessage()), "class", "refused", "role", "alert")
                    .toString();
        }
    }

    /// @param layer of which the parameters are shown; empty for none
    private String drawn(Subject subject, Set<String> open, String layer) {
        Recipe recipe = subject.named().recipe();
        Dataset data = subject.named().data();
        boolean whole = data.train().inputs().element() == Element.I32;
        var sample = new DataFacts.Part("inputs", data.train().sample(), whole).leaf(ROWS);
        Network network = new Network(recipe.model(), recipe.seed());
        Network.Forward forward = network.forward(sample, true);
        Outline folded = Outline.of(forward), outline = Outline.of(forward, open);
        Forecast forecast = forecast(subject.named(), data);
        Markup out = new Markup().raw(subject.about());
        out.element("p", forecast.sentence());
        out.open("div", "class", "halves").open("section", "class", "panel");
        NetworkDiagram diagram = new NetworkDiagram(outline, notes(forecast, outline));
        out.raw(new Chart("network", "The network of " + subject.name(), () -> diagram)
                        .picture()
                        .toHtml())
                .close();
        out.open("section", "class", "panel", "id", "folds", "aria-label", "folded layers");
        folds(out, subject, folded, names(network), open, layer);
        layers(out, subject, outline, open, layer);
        subject.folder()
                .ifPresent(folder ->
                        out.raw(WeightSizes.chart(folder, network).picture().toHtml()));
        out.close().close();
        if (!layer.isEmpty())
            LayerTensors.write(out, layer, network, subject.folder().flatMap(NetworkView::kept));
        return out.toString();
    }

    /// The weights that a run has kept, where it has, and they can be read: else the picture of their sizes says why
    /// not.
    private static Optional<KeptWeights> kept(RunFolder run) {
        try {
            return Optional.of(KeptWeights.of(run));
        } catch (InputException _) {
            return Optional.empty();
        }
    }

    private Forecast forecast(NamedRecipe named, Dataset data) {
        Forecast known = forecasts.get(named);
        if (known != null) return known;
        Forecaster forecaster = Forecaster.of(data, named.recipe().batch(), PATIENCE);
        Forecast forecast = forecaster.forecast(named.recipe());
        // a studio that runs for weeks sees many recipes
        if (forecasts.size() >= KNOWN) forecasts.clear();
        if (!forecaster.late()) forecasts.put(named, forecast);
        return forecast;
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

    /// The layers that have parameters, from the input on.
    private static List<String> names(Network network) {
        return network.parameters().stream()
                .map(p -> p.path().substring(0, p.path().lastIndexOf('/')))
                .distinct()
                .toList();
    }

    /// A link for each part that is folded or laid open, which knows what is in it for those who search.
    ///
    /// @param names of all layers, from the input on
    private static void folds(
            Markup out, Subject subject, Outline folded, List<String> names, Set<String> open, String layer) {
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
                            href(subject, then, layer),
                            "data-fold",
                            block.name(),
                            "data-holds",
                            String.join(" ", between(names, block.name(), block.last())))
                    .close();
        }
        out.close();
        if (!any)
            out.element("p", "No two layers of this network are equal neighbours: nothing is folded.", "class", "soft");
        else out.element("p", "A folded box of the drawing opens when it is chosen, too.", "class", "soft");
    }

    private static List<String> between(List<String> names, String first, String last) {
        int from = names.indexOf(first), to = names.indexOf(last);
        return from < 0 || to < from ? List.of() : names.subList(from, to + 1);
    }

    /// A link for each layer that is drawn alone and has parameters, which shows them, or hides them again.
    private static void layers(Markup out, Subject subject, Outline outline, Set<String> open, String layer) {
        out.element("h2", "Parameters").open("p", "class", "layers");
        for (Block block : outline.blocks()) {
            if (block.sort() != Outline.Sort.LAYER || block.times() > 1 || block.parameters() == 0) continue;
            boolean shown = block.name().equals(layer);
            String href = href(subject, open, shown ? "" : block.name());
            out.element("a", block.name(), "href", href, "data-layer", block.name(), "class", shown ? "on" : "");
            out.text(" ");
        }
        out.close();
    }

    private static String href(Subject subject, Set<String> open, String layer) {
        String names = String.join(",", open);
        return subject.href()
                + (names.isEmpty() ? "" : "&open=" + Request.encoded(names))
                + (layer.isEmpty() ? "" : "&layer=" + Request.encoded(layer));
    }
}
