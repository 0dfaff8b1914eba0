package org.gradus.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import org.gradus.data.DataFiles;
import org.gradus.layer.Layer;
import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// A recipe that was read from YAML text, and where in that text its layers stand.
public final class RecipeText {
    /// The most characters, and the most bytes, of a recipe: those of ten thousand layers that are all written out,
    /// and as many again.
    public static final int LONGEST = 2_000_000;

    private final Recipe recipe;
    private final String file;
    private final String command;
    /// The lines of layers, by identity: equal layers may stand in several lines.
    private final IdentityHashMap<Layer, Integer> lines;

    RecipeText(Recipe recipe, String file, String command, IdentityHashMap<Layer, Integer> lines) {
        this.recipe = recipe;
        this.file = file;
        this.command = command;
        this.lines = lines;
    }

    public Recipe recipe() {
        return recipe;
    }

    /// Where its layers stand, each as often as repeats use it; worked out when it is asked for, since a line of text
    /// may stand for a hundred thousand layers.
    public Places places() {
        Places places = Places.of(file, recipe.model(), lines);
        return command.isEmpty() ? places : places.printedBy(command);
    }

    /// The same, of a text that a command prints and that is no file.
    public RecipeText printedBy(String command) {
        return new RecipeText(recipe, file, command, lines);
    }

    /// Reads a recipe file.
    ///
    /// @throws RecipeException when the file cannot be read or is not a recipe
    public static RecipeText read(Path file) {
        return parse(text(file), String.valueOf(file.getFileName()));
    }

    private static String text(Path file) {
        try {
            DataFiles.check(file);
        } catch (InputException e) {
            throw new RecipeException(String.valueOf(e.getMessage()));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) throw tooLong(file.toString(), Files.size(file));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new RecipeException(file + ": expected UTF-8 text, found other bytes");
        } catch (IOException e) {
            throw new RecipeException(file + ": cannot be read: " + e.getMessage());
        }
    }

    static RecipeException tooLong(String file, long found) {
        return new RecipeException(file + ": expected a recipe of at most " + Shown.count(LONGEST)
                + " characters, found " + Shown.count(found));
    }

    /// Reads a recipe from YAML text.
    ///
    /// @param file what the text is called in errors and places
    public static RecipeText parse(String yaml, String file) {
        return new RecipeReader(file).read(yaml);
    }
}
