package org.gradus.cli;

import java.util.List;
import java.util.Map;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.preset.Preset;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gradus presets`: the recipes that come with Gradus.
@Command(
        name = "presets",
        description = "The recipes that come with Gradus.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus presets", "  gradus presets deep-sigmoid > my.yaml"})
final class PresetsCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            completionCandidates = Candidates.Presets.class,
            description = "Print this one's recipe file, to read or to copy.")
    private String name = "";

    PresetsCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        if (!name.isEmpty()) one();
        else if (gradus.json())
            gradus.print(Json.object(
                    "presets", Preset.all().stream().map(PresetsCommand::json).toList()));
        else all();
    }

    private void one() {
        Preset preset = Preset.named(name).orElseThrow(() -> {
            List<String> names = Preset.all().stream().map(Preset::name).toList(), near = Nearest.of(name, names);
            String hint = near.isEmpty() ? "`gradus presets` lists them" : "nearest: " + String.join(", ", near);
            return new InputException("unknown preset `" + Shown.brief(name) + "`; " + hint);
        });
        if (gradus.json()) gradus.print(json(preset));
        else preset.yaml().lines().forEach(gradus.terminal()::print);
    }

    private void all() {
        Terminal terminal = gradus.terminal();
        Table table = new Table(terminal, Column.left("preset"), Column.left("first cause"), Column.left("network"));
        for (Preset preset : Preset.all()) {
            Ink ink = preset.cause().isPresent() ? Ink.PLAIN : Ink.GOOD;
            table.row(ink, preset.name(), preset.cause().orElse("healthy"), Sketch.of(preset.recipe()));
        }
        table.print("");
        terminal.print("");
        terminal.print("`gradus presets NAME` prints the recipe, and says what it shows.");
    }

    private static Map<String, Object> json(Preset preset) {
        return Json.object(
                "name", preset.name(), "cause", preset.cause(), "about", preset.about(), "recipe", preset.yaml());
    }
}
