package org.gradus.studio;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.draw.Chart;
import org.gradus.draw.LinePlot;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecast.Predicted;
import org.gradus.forecast.LayerForecast;
import org.gradus.name.InputException;
import org.gradus.recipe.RecipeText;
import org.gradus.record.NamedRecipe;
import org.gradus.remedy.Outlook;
import org.gradus.runs.Json;
import org.gradus.runs.JsonReader;
import org.gradus.studio.live.Live;
import org.gradus.studio.page.Controls;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Request;
import org.gradus.train.Reach;

/// A network's settings, the recipe that they say, what theory expects of it, and the button that trains it.
final class TrainPage {
    private static final String TITLE = "Train a network", PATH = "/train";

    private final Live live;
    private final Path folder;

    /// @param folder where the paths of data start
    TrainPage(Live live, Path folder) {
        this.live = live;
        this.folder = folder;
    }

    Answer page(Request request) {
        TrainForm form = TrainForm.of(request);
        Markup out = new Markup();
        out.element("h1", TITLE).open("div", "class", "workbench");
        out.open("form", "class", "controls", "data-controls", PATH, "aria-label", "settings", "action", PATH);
        form.controls(out);
        out.close().open("div", "class", "bench");
        out.open("form", "class", "orders", "data-post", "/api/trainings", "aria-label", "start");
        out.element("button", "Train and watch", "type", "submit", "class", "button main", "id", "start");
        Controls controls = new Controls(out);
        controls.choice("pace", "steps a second", Steering.PACES, "50")
                .tick("paused", "wait before the first step", false);
        out.open("div", "data-part", "/part/forecast", "data-query", "on", "data-later", "on", "class", "forecast");
        out.element("p", "What does theory expect of it?", "class", "words soft")
                .close();
        out.open("div", "data-part", "/part/recipe", "data-query", "on").raw(text(form));
        return Page.of(TITLE, PATH)
                .with("train.js")
                .around(out.close().close().close().close().toString());
    }

    Answer recipe(Request request) {
        return Answer.html(text(TrainForm.of(request)));
    }

    private static String text(TrainForm form) {
        String yaml = form.yaml(), lines = String.valueOf(yaml.lines().count() + 1);
        Markup out = new Markup().open("p", "class", "control recipe");
        out.element("label", "The recipe, to be changed as you like", "for", "yaml");
        out.element("textarea", yaml, "id", "yaml", "name", "yaml", "rows", lines, "spellcheck", "false");
        return out.close().toString();
    }

    /// What theory says of it. It may take a second, so that the page comes first.
    Answer forecast(Request request) {
        Markup out = new Markup();
        try {
            forecast(out, named(TrainForm.of(request).yaml()));
        } catch (InputException e) {
            out.element("p", String.valueOf(e.getMessage()), "class", "words bad");
        }
        return Answer.html(out.toString());
    }

    private NamedRecipe named(String yaml) {
        return new NamedRecipe(RecipeText.parse(yaml, "recipe"), folder);
    }

    private static void forecast(Markup out, NamedRecipe named) {
        Dataset data = named.data();
        Outlook outlook = Outlook.brief(named.recipe(), data);
        Optional<String> still = NamedRecipe.make(() -> Reach.of(named.recipe(), data))
                .nothing(named.recipe().name());
        out.element("h2", "Before the first step, theory says");
        for (String line : outlook.headline()) out.element("p", line, "class", "words");
        still.ifPresent(why -> out.element("p", "▼ " + why, "class", "words bad"));
        if (Forecast.of(named.recipe(), data) instanceof Predicted predicted
                && predicted.layers().size() > 1)
            out.raw(chart(predicted.layers()).picture().toHtml());
    }

    /// Where theory expects the signal of each layer.
    private static Chart chart(List<LayerForecast> layers) {
        return new Chart("forecast", "The backward signal that each layer is to expect", () -> {
            List<Double> at = IntStream.rangeClosed(1, layers.size())
                    .mapToObj(i -> (double) i)
                    .toList();
            List<Double> typical =
                    layers.stream().map(l -> log(l.fromTop().typical())).toList();
            List<Double> low = layers.stream().map(l -> log(l.fromTop().low())).toList();
            List<Double> high =
                    layers.stream().map(l -> log(l.fromTop().high())).toList();
            String reading = "From the output at the right to the input at the left: what share of the output layer's"
                    + " signal arrives, as a power of ten; 95 of 100 networks lie between the faint lines. The first"
                    + " layer is to get "
                    + Numbers.of(layers.getFirst().fromTop().typical()) + " of it.";
            double least = Math.min(-1, low.stream().mapToDouble(v -> v).min().orElse(-1));
            double most = Math.max(1, high.stream().mapToDouble(v -> v).max().orElse(1));
            return new LinePlot(
                    reading,
                    LinePlot.Across.linear("layer, input to output", at),
                    new LinePlot.Up("log₁₀ of the share", Math.floor(least), Math.ceil(most)),
                    List.of(
                            new LinePlot.Line("low", true, at, low),
                            new LinePlot.Line("high", true, at, high),
                            new LinePlot.Line("typical", false, at, typical)),
                    List.of());
        });
    }

    private static double log(double share) {
        return share > 0 ? Math.log10(share) : Double.NaN;
    }

    /// What starts a training.
    ///
    /// @param paused `on` when it waits before its first step
    /// @param pace the most steps a second; any other text for as many as it can
    public record Order(String yaml, Optional<String> paused, Optional<String> pace) {}

    Answer start(Request request) {
        Order order = JsonReader.read(request.body(), Order.class, "the body");
        double pace = Steering.pace(order.pace());
        String id =
                live.train(named(order.yaml()), "gradus train", order.paused().isPresent(), pace);
        return Answer.json(Json.write(Json.object("href", RunAddress.of(id))));
    }
}
