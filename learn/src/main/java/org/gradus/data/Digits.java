package org.gradus.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// 1,797 real handwritten digits of 8 × 8 pixels, in ten classes; they come with Gradus.
///
/// Each of the 64 inputs counts the dark pixels of a 4 × 4 cell, from 0 to 16. At the default
/// split 1,437 are for training and 360 for the test. Source: E. Alpaydin and C. Kaynak, *Optical
/// Recognition of Handwritten Digits*, UCI Machine Learning Repository, 1998, test part; CC BY 4.0.
///
/// @param split the part of the digits that is for training; with 1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Digits(
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("true") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    private static final String FILE = "digits.csv.gz";

    public Digits {
        Setting.part("split", split);
    }

    /// All of them, standardised; four fifths to train on.
    public static Digits standard() {
        return new Digits(0.8, 1, true, Scale.FALSE);
    }

    public static List<Source> examples() {
        return List.of(Digits.standard());
    }

    @Override
    public Dataset load(Path folder) {
        Csv settings = Csv.of(FILE);
        Table table = CsvReader.read(
                CsvText.decode("digits", FILE, DataFiles.unpack(FILE, resource(), Integer.MAX_VALUE)), settings);
        return new Preparation(split, splitSeed, standardize, scale).of(table);
    }

    private static byte[] resource() {
        try (InputStream in = Objects.requireNonNull(Digits.class.getResourceAsStream(FILE), FILE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
