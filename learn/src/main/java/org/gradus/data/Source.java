package org.gradus.data;

import java.nio.file.Path;

/// Where samples come from: a record of the settings under which a recipe asks for them.
///
/// One that ships also declares `public static List<Source> examples()`, on which every law runs.
public interface Source {
    /// Reads or makes the samples. The same settings and files give the same samples to the bit.
    ///
    /// @param folder where relative paths start: the recipe file's folder
    /// @throws DataException when a file cannot be read or its contents cannot be used
    Dataset load(Path folder);

    /// The same with inputs, or regression targets, or both of mean 0 and standard deviation 1, column by
    /// column; what already is stays so.
    default Source standardized(boolean inputs, boolean targets) {
        return new Standardized(this, inputs, targets);
    }

    /// The same with classes, or answers of yes and no, that are about equally frequent, see [Balanced].
    default Source balanced() {
        return new Balanced(this);
    }

    /// Whether it draws classes that no plane divides. False, unless said.
    default boolean curved() {
        return false;
    }

    /// The sources that ship.
    sealed interface BuiltIn extends Source
            permits Digits,
                    Csv,
                    Idx,
                    InMemory,
                    Circles,
                    Spirals,
                    Xor,
                    Blobs,
                    Gaussians,
                    Regression,
                    Friedman,
                    Standardized,
                    Balanced,
                    Subset,
                    Messy,
                    Thresholded,
                    Corrupted {}
}
