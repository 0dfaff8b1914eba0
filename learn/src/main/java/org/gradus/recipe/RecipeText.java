package org.gradus.recipe;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A recipe that was read from YAML text, and where in that text its layers stand.
public record RecipeText(Recipe recipe, Places places) {
    /// Reads a recipe file.
    ///
    /// @throws RecipeException when the file cannot be read or is not a recipe
    public static RecipeText read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (NoSuchFileException _) {
            throw new RecipeException(file + ": no such file");
        } catch (CharacterCodingException _) {
            throw new RecipeException(file + ": expected UTF-8 text, found other bytes");
        } catch (IOException e) {
            throw new RecipeException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /// Reads a recipe from YAML text.
    ///
    /// @param file what the text is called in errors and places
    public static RecipeText parse(String yaml, String file) {
        return new RecipeReader(file).read(yaml);
    }
}
