package org.gradus.preset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;

/// A recipe that comes with Gradus: a network with one planted fault, or a healthy one that looks
/// alike. Each trains in seconds, most on the 8 × 8 digits.
///
/// @param name its name, which is also its recipe's
/// @param cause the cause that the doctor is to name first; empty for a healthy network
public record Preset(String name, Optional<String> cause) {
    private static final String LIST = "presets.txt", FOLDER = "presets/", COMMENT = "#";
    private static final Pattern CAUSE = Pattern.compile("First cause: ([a-z-]+)");

    /// All presets, as `presets.txt` lists them: the sick ones by cause, then the healthy ones.
    public static List<Preset> all() {
        return read(LIST).lines().map(Preset::of).toList();
    }

    /// The preset of a name, if there is one.
    public static Optional<Preset> named(String name) {
        return read(LIST).lines().filter(name::equals).map(Preset::of).findFirst();
    }

    /// A preset whose file's comments name its cause.
    private static Preset of(String name) {
        Matcher cause = CAUSE.matcher(new Preset(name, Optional.empty()).about());
        return new Preset(name, cause.find() ? Optional.of(cause.group(1)) : Optional.empty());
    }

    /// The recipe's file, to read and to copy: comments that say what it shows, then the recipe.
    public String yaml() {
        return read(FOLDER + name + ".yaml");
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Preset.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public Recipe recipe() {
        return text().recipe();
    }

    /// The recipe, and where its layers stand in what `gradus presets NAME` prints.
    public RecipeText text() {
        return RecipeText.parse(yaml(), name + ".yaml").printedBy("gradus presets " + name);
    }

    /// What it shows, in a few sentences: the comments at the head of its file.
    public String about() {
        return yaml().lines()
                .takeWhile(line -> line.startsWith(COMMENT))
                .map(line -> line.substring(COMMENT.length()).strip())
                .collect(Collectors.joining(" "));
    }
}
