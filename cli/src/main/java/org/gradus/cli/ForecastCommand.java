package org.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.cli.Table.Column;
import org.gradus.coverage.Coverage;
import org.gradus.data.Dataset;
import org.gradus.detect.InputScale;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecast.Predicted;
import org.gradus.forecast.LayerForecast;
import org.gradus.forecast.LogGain;
import org.gradus.name.InputException;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.remedy.Outlook;
import org.gradus.runs.Json;
import org.gradus.train.Reach;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus forecast`: what theory says of a network before its first step. Nothing is trained.
@Command(
        name = "forecast",
        description = "What theory says of a network before its first step.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus forecast deep-sigmoid", "  gradus forecast my.yaml", "  gradus forecast --coverage=500"})
final class ForecastCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            arity = "0..1",
            paramLabel = "RECIPE",
            completionCandidates = Candidates.Presets.class,
            description = "A preset, a recipe file, or a run.")
    private String recipe = "";

    @Option(
            names = "--coverage",
            paramLabel = "N",
            description = "Instead, try the forecast on N random networks and say how often it is right.")
    private int coverage;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Draws the random networks.")
    private long seed;

    ForecastCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        if (coverage > 0) {
            if (!recipe.isEmpty()) throw new InputException("--coverage draws its networks: expected no recipe");
            cover();
            return;
        }
        if (recipe.isEmpty()) throw new InputException("expected a recipe, or --coverage and a number");
        NamedRecipe patient = gradus.surroundings().named(recipe);
        Dataset data = patient.data();
        Optional<String> still = still(patient.recipe(), data);
        Outlook outlook = Outlook.of(patient.recipe(), data);
        if (gradus.json()) gradus.print(json(patient.recipe(), outlook, still));
        else print(patient.recipe(), outlook, still);
    }

    /// Says before a training what theory expects of it. Where theory has no answer, that is said.
    static void announce(Terminal terminal, Recipe recipe, Dataset data) {
        Processor.slow().ifPresent(terminal::say);
        data.preprocessing().layout().notes().forEach(note -> terminal.say("data: " + note));
        InputScale.warning(DataFacts.of(data)).ifPresent(odd -> terminal.say("data: " + odd));
        Optional<String> still = still(recipe, data);
        Outlook.brief(recipe, data).headline().forEach(line -> terminal.say("forecast: " + line));
        still.ifPresent(why -> terminal.say("forecast: " + why));
    }

    /// Why no step would change anything, if so: theory looks at the signal, not at who takes it. A
    /// network that does not fit its data is refused.
    private static Optional<String> still(Recipe recipe, Dataset data) {
        return NamedRecipe.make(() -> Reach.of(recipe, data)).nothing(recipe.name());
    }

    private void cover() {
        Coverage covered;
        try (Progress progress = new Progress(gradus.terminal(), "measuring", coverage)) {
            covered = Coverage.measure(coverage, seed, n -> progress.at(n, () -> n + " of " + coverage));
        }
        List<Coverage.Tally> tallies = new ArrayList<>(List.of(covered.all(), covered.predictable()));
        tallies.addAll(covered.families());
        if (gradus.json()) {
            gradus.print(Json.object(
                    "seed",
                    seed,
                    "left",
                    covered.left(),
                    "tallies",
                    tallies.stream().map(ForecastCommand::json).toList()));
            return;
        }
        Terminal terminal = gradus.terminal();
        Table table = new Table(
                terminal,
                Column.left("family"),
                Column.right("networks"),
                Column.right("in the 95 % band"),
                Column.left(""));
        for (Coverage.Tally t : tallies) {
            if (t.trials() == 0) continue;
            table.row(
                    t.name(),
                    String.valueOf(t.trials()),
                    "%.1f %%".formatted(100 * t.share()),
                    "± %.1f".formatted(100 * t.error()));
        }
        table.print("");
        terminal.tell("Families count the networks that are predictable; " + covered.left() + " had no forecast.");
    }

    private static Map<String, Object> json(Coverage.Tally tally) {
        return Json.object("name", tally.name(), "trials", tally.trials(), "inside", tally.inside());
    }

    private void print(Recipe recipe, Outlook outlook, Optional<String> still) {
        Terminal terminal = gradus.terminal();
        terminal.print(recipe.name() + ": " + Sketch.of(recipe));
        outlook.headline().forEach(terminal::tell);
        if (outlook.forecast() instanceof Predicted predicted && predicted.asked() > 0) {
            layers(terminal, predicted.layers());
            if (still.isEmpty()) terminal.tell(verdict(predicted, outlook));
        }
        still.ifPresent(why -> terminal.tell("▼ " + why));
    }

    private static void layers(Terminal terminal, List<LayerForecast> layers) {
        Table table = new Table(
                terminal,
                Column.left("layer"),
                Column.right("units"),
                Column.point("passes on"),
                Column.left("95 of 100"),
                Column.point("of output's"),
                Column.point("variance"),
                Column.point("alike"));
        for (LayerForecast layer : layers.reversed()) {
            table.row(
                    layer.path(),
                    String.valueOf(layer.width()),
                    layer.gain().map(g -> Numerals.brief(g.typical())).orElse("–"),
                    layer.gain().map(ForecastCommand::band).orElse(""),
                    Numerals.brief(layer.fromTop().typical()),
                    Numerals.brief(layer.power()),
                    alike(layer.correlation()));
        }
        table.print("  ");
        terminal.tell("  passes on: the gradient's size here over that in the layer above; variance: of the units "
                + "before the activation; alike: correlation of two inputs, 1 when they cannot be told apart");
    }

    /// Two decimals, and no minus before what rounds to nothing.
    private static String alike(double correlation) {
        return "%.2f".formatted(Math.round(100 * correlation) / 100.0 + 0.0);
    }

    private static String band(LogGain gain) {
        return Numerals.brief(gain.low()) + " to " + Numerals.brief(gain.high());
    }

    private static String verdict(Predicted forecast, Outlook outlook) {
        if (outlook.sound()) return "● The signal reaches the first layer at about its size.";
        String then = outlook.change()
                .map(c -> " With " + c.words() + ": "
                        + new Outlook(c.forecast(), Optional.empty(), true)
                                .headline()
                                .getFirst())
                .orElse("");
        if (!forecast.carries()) return "▼ This initialisation does not carry the depth asked for." + then;
        if (!forecast.predictable()) return "◆ How much reaches the first layer is a matter of luck here." + then;
        return "◆ It leans: the first layer gets "
                + Numerals.brief(forecast.hidden().typical()) + " of what the last hidden layer gets." + then;
    }

    private static Map<String, Object> json(Recipe recipe, Outlook outlook, Optional<String> still) {
        Forecast forecast = outlook.forecast();
        Map<String, Object> object =
                Json.object("recipe", recipe.name(), "sentence", forecast.sentence(), "headline", outlook.headline());
        still.ifPresent(why -> object.put("still", why));
        if (!(forecast instanceof Predicted p)) return object;
        object.put("perLayer", json(p.perLayer()));
        object.put("hidden", json(p.hidden()));
        object.put("predictable", p.predictable());
        object.put("budget", p.budget().layers());
        object.put("binding", p.budget().binding());
        object.put("asked", p.asked());
        object.put("carries", p.carries());
        object.put(
                "change",
                outlook.change()
                        .map(c -> Json.object(
                                "remedy",
                                c.remedy().name(),
                                "sentence",
                                c.forecast().sentence())));
        object.put("layers", p.layers().stream().map(ForecastCommand::json).toList());
        return object;
    }

    private static Map<String, Object> json(LayerForecast layer) {
        return Json.object(
                "path", layer.path(),
                "units", layer.width(),
                "gain", layer.gain().map(ForecastCommand::json),
                "fromTop", json(layer.fromTop()),
                "power", layer.power(),
                "slope", layer.slope(),
                "slopeFactor", layer.slopeFactor(),
                "weightGain", layer.weightGain(),
                "correlation", layer.correlation());
    }

    private static Map<String, Object> json(LogGain gain) {
        return Json.object("typical", gain.typical(), "low", gain.low(), "high", gain.high());
    }
}
