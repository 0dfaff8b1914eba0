package org.gradus.record;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradus.data.Dataset;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.preset.Preset;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;
import org.gradus.runs.Json;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;

/// What a person named as `RECIPE`: a preset, a recipe file, or a recorded run.
///
/// @param recipe what it says
/// @param folder where the paths of its data start
/// @param places where its layers stand in the text that the person knows
public record NamedRecipe(Recipe recipe, Path folder, Places places) {
    private static final String PLACES = "places.json";

    /// What a text says.
    public NamedRecipe(RecipeText text, Path folder) {
        this(text.recipe(), folder, text.places());
    }

    /// Finds what a name means. A name with a `/`, or that ends as a YAML file does, is a file;
    /// any other is a preset, a file or a run, in this order.
    ///
    /// @param folder where paths start
    /// @param runs the folder of the recorded runs
    /// @throws InputException when it is none of them, or cannot be read
    public static NamedRecipe named(String name, Path folder, Path runs) {
        Path file = path(folder, name);
        if (name.contains("/") && Files.isDirectory(file)) return recorded(RunFolder.open(runs, file.toString()));
        if (name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml")) return read(file);
        Optional<Preset> preset = Preset.named(name);
        if (preset.isPresent()) return new NamedRecipe(preset.get().text(), folder);
        if (Files.isRegularFile(file)) return read(file);
        List<RunFolder> recorded = RunFolder.list(runs);
        for (RunFolder run : recorded) if (run.id().equals(name)) return recorded(run);
        List<String> known =
                new ArrayList<>(Preset.all().stream().map(Preset::name).toList());
        recorded.forEach(run -> known.add(run.id()));
        List<String> near = Nearest.of(name, known);
        throw new InputException("unknown recipe `" + Shown.brief(name) + "`: no preset, no file and no run; "
                + (near.isEmpty() ? "`gradus presets` lists the presets" : "nearest: " + String.join(", ", near)));
    }

    /// A file or folder that a person named.
    ///
    /// @param folder where paths start
    /// @throws InputException when it is no path
    public static Path path(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new InputException("`" + Shown.brief(name) + "` is no path: " + e.getReason());
        }
    }

    private static NamedRecipe read(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return new NamedRecipe(RecipeText.read(file), parent == null ? file : dataFolder(parent.normalize()));
    }

    /// Where the paths of a recipe's data start that lies in a folder: there, or where they started when a
    /// run's folder was written, since a cure in it repeats the paths of the recipe that it cures.
    private static Path dataFolder(Path folder) {
        if (!Files.isRegularFile(folder.resolve(RunFolder.RUN))) return folder;
        return RunCard.read(RunFolder.open(folder, folder.toString())).dataFolder();
    }

    /// What a run was made from.
    public static NamedRecipe recorded(RunFolder run) {
        RecipeText text = RecipeText.parse(run.read(RunFolder.RECIPE), run.id() + "/" + RunFolder.RECIPE);
        return new NamedRecipe(
                text.recipe(), RunCard.read(run).dataFolder(), places(run).orElse(text.places()));
    }

    /// Where the layers of a run stand in the text that it was made from, if the run says so.
    private static Optional<Places> places(RunFolder run) {
        if (!Files.isRegularFile(run.file(PLACES))) return Optional.empty();
        return Optional.of(JsonReader.read(run.read(PLACES), Places.class, run.id() + "/" + PLACES));
    }

    /// Writes into a run's folder where its layers stand in the text that it was made from.
    public void note(RunFolder run) {
        run.write(PLACES, Json.write(places));
    }

    /// Refuses a recipe that no run folder can hold, while nothing is lost by that.
    public void checkWritable() {
        recipe.unwritable().ifPresent(why -> {
            throw new InputException(recipe.name() + ": a run holds its recipe, which cannot be written: " + why);
        });
    }

    public Dataset data() {
        return make(() -> recipe.data().load(folder));
    }

    /// Makes something of what the person gave. A part of the recipe that nothing can be made of
    /// is refused as bad input is.
    public static <T> T make(Supplier<T> making) {
        try {
            return making.get();
        } catch (InputException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InputException(String.valueOf(e.getMessage()), e);
        }
    }
}
