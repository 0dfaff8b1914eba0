package org.gradus.data;

import java.nio.file.Path;

/// Where samples come from: a record of the settings under which a recipe asks for them.
public interface Source {
    /// Reads or makes the samples. The same settings and files give the same samples to the bit.
    ///
    /// @param folder where relative paths start: the recipe file's folder
    /// @throws DataException when a file cannot be read or its contents cannot be used
    Dataset load(Path folder);

    /// The sources that ship.
    sealed interface BuiltIn extends Source
            permits Digits,
                    Csv,
                    Idx,
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
