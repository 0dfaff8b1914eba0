package org.gradus.studio.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gradus.draw.Markup;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.preset.Preset;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.RunFolder;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// Whose network an address asks for: a preset's, or a recorded run's.
///
/// @param key by which the address names it, `recipe` or `run`
/// @param name the preset's name, or the run's id
/// @param about a paragraph on it, as markup
/// @param folder of the run; empty for a preset
record Subject(String key, String name, NamedRecipe named, String about, Optional<RunFolder> folder) {
    /// @param runs finds a run by its id
    /// @throws Refused when there is none of this name
    static Subject of(Request request, Function<String, LabRun> runs) {
        String key = key(request), name = request.value(key);
        return key.equals("run") ? recorded(runs.apply(name)) : preset(name);
    }

    /// By which of its names an address says whose network it asks for.
    static String key(Request request) {
        return request.value("run").isEmpty() ? "recipe" : "run";
    }

    private static Subject preset(String name) {
        Preset preset = Preset.named(name).orElseThrow(() -> unknown(name));
        String about =
                new Markup().element("p", preset.about(), "class", "soft about").toString();
        return new Subject("recipe", name, new NamedRecipe(preset.text(), Path.of("")), about, Optional.empty());
    }

    private static Refused unknown(String name) {
        List<String> names = Preset.all().stream().map(Preset::name).toList(), near = Nearest.of(name, names);
        String hint = near.isEmpty() ? "such as " + names.getFirst() : "nearest: " + String.join(", ", near);
        return Refused.missing("recipe: expected the name of a preset, found `" + Shown.brief(name) + "`; " + hint);
    }

    private static Subject recorded(LabRun run) {
        Markup about = new Markup().open("p", "class", "soft about").text("The network of the run ");
        about.element("a", run.id(), "href", "/run/" + Request.encoded(run.id()));
        about.text(", from its recipe " + run.named().recipe().name()
                + ". What each layer keeps of the signal is what theory expects of its initial weights.");
        return new Subject("run", run.id(), run.named(), about.close().toString(), Optional.of(run.folder()));
    }

    /// The page with this network, before anything is laid open.
    String href() {
        return "/graph?" + key + "=" + Request.encoded(name);
    }
}
