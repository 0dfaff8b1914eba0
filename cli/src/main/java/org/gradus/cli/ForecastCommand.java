package org.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.cli.Table.Column;
import org.gradus.data.Dataset;
import org.gradus.forecast.Blocks;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecast.Predicted;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.init.Critical;
import org.gradus.init.HeNormal;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.AddResidual;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapInit;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gradus forecast`: what theory says of a network before its first step. Nothing is trained.
@Command(
        name = "forecast",
        description = "What theory says of a network before its first step.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus forecast deep-sigmoid", "  gradus forecast my.yaml"})
final class ForecastCommand implements Runnable {
    /// A change of the signal over all hidden layers beyond which a network leans, as the detectors have it.
    private static final double LEANS = 10;

    private final Gradus gradus;

    @Parameters(paramLabel = "RECIPE", description = "A preset, a recipe file, or a run.")
    private String recipe = "";

    ForecastCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    /// One change to the recipe with what theory then says.
    private record Change(String remedy, Predicted forecast) {}

    @Override
    public void run() {
        Patient patient = Patient.named(recipe, gradus.surroundings());
        Dataset data = patient.data();
        Forecast forecast = Patient.make(() -> Blocks.forecast(patient.recipe(), data));
        Optional<Change> change =
                forecast instanceof Predicted p && !sound(p) ? change(patient.recipe(), data) : Optional.empty();
        if (gradus.json()) gradus.print(json(patient.recipe(), forecast, change));
        else print(patient.recipe(), forecast, change);
    }

    /// Whether the first layer gets about what the last hidden layer gets, and still can tell inputs apart.
    private static boolean sound(Predicted p) {
        double reach = p.hidden().typical();
        return p.carries() && p.predictable() && reach >= 1 / LEANS && reach <= LEANS;
    }

    /// The first change, by how little it changes, after which theory finds nothing amiss.
    private static Optional<Change> change(Recipe recipe, Dataset data) {
        List<Remedy> remedies = new ArrayList<>();
        if (Critical.of().at(Model.activation(recipe.model())).isPresent())
            remedies.add(new SwapInit(Critical.of(), false));
        remedies.add(new SwapInit(new HeNormal(), false));
        remedies.add(new AddResidual());
        remedies.add(new AddBatchNorm());
        remedies.add(new SwapActivation(new Relu(), new HeNormal()));
        for (Remedy remedy : remedies) {
            Optional<Forecast> then =
                    remedy.apply(recipe, data.features()).map(treated -> Blocks.forecast(treated, data));
            if (then.orElse(null) instanceof Predicted p && sound(p)) return Optional.of(new Change(remedy.name(), p));
        }
        return Optional.empty();
    }

    private void print(Recipe recipe, Forecast forecast, Optional<Change> change) {
        Terminal terminal = gradus.terminal();
        terminal.print(recipe.name() + ": " + Sketch.of(recipe));
        terminal.tell(forecast.sentence());
        if (forecast instanceof Predicted predicted) {
            layers(terminal, predicted.layers());
            terminal.tell(verdict(predicted, change));
        }
    }

    private static void layers(Terminal terminal, List<LayerForecast> layers) {
        Table table = new Table(
                terminal,
                Column.left("layer"),
                Column.right("units"),
                Column.point("passes on"),
                Column.left("band"),
                Column.point("of the output's"),
                Column.point("slope factor"));
        for (LayerForecast layer : layers.reversed()) {
            table.row(
                    layer.path(),
                    String.valueOf(layer.width()),
                    layer.gain().map(g -> Numerals.brief(g.typical())).orElse("–"),
                    layer.gain().map(ForecastCommand::band).orElse(""),
                    Numerals.brief(layer.fromTop().typical()),
                    Numerals.brief(layer.slopeFactor()));
        }
        table.print("  ");
    }

    private static String band(LogGain gain) {
        return Numerals.brief(gain.low()) + " to " + Numerals.brief(gain.high());
    }

    private static String verdict(Predicted forecast, Optional<Change> change) {
        if (sound(forecast)) return "● The signal reaches the first layer at about its size.";
        String remedy = change.map(c ->
                        "Predicted to help: " + c.remedy() + ". " + c.forecast().sentence())
                .orElse("No single change that is tried here is predicted to help.");
        if (!forecast.carries()) return "▼ This initialisation does not carry the depth asked for. " + remedy;
        return "◆ It leans: the first layer gets "
                + Numerals.brief(forecast.hidden().typical()) + " of what the last hidden layer gets. " + remedy;
    }

    private static Map<String, Object> json(Recipe recipe, Forecast forecast, Optional<Change> change) {
        Map<String, Object> object = Json.object("recipe", recipe.name(), "sentence", forecast.sentence());
        if (!(forecast instanceof Predicted p)) return object;
        object.put("perLayer", json(p.perLayer()));
        object.put("hidden", json(p.hidden()));
        object.put("budget", p.budget().layers());
        object.put("binding", p.budget().binding());
        object.put("asked", p.asked());
        object.put("carries", p.carries());
        object.put(
                "change",
                change.map(c -> Json.object(
                        "remedy", c.remedy(), "sentence", c.forecast().sentence())));
        object.put("layers", p.layers().stream().map(ForecastCommand::json).toList());
        return object;
    }

    private static Map<String, Object> json(LayerForecast layer) {
        return Json.object(
                "path", layer.path(),
                "units", layer.width(),
                "gain", layer.gain().map(ForecastCommand::json),
                "fromTop", json(layer.fromTop()),
                "slope", layer.slope(),
                "slopeFactor", layer.slopeFactor(),
                "weightGain", layer.weightGain(),
                "correlation", layer.correlation());
    }

    private static Map<String, Object> json(LogGain gain) {
        return Json.object("typical", gain.typical(), "low", gain.low(), "high", gain.high());
    }
}
