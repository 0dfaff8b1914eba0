package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Rows from a file of delimited text (RFC 4180, UTF-8, plain or gzip): one column or several are
/// targets, all others are inputs and must be numbers.
///
/// A plain file may have 2 GB. A gzip file may unpack to 500 MB, and to more where the JVM is started
/// with `-Dgradus.unpacked=2000` (megabytes; on the command line by `GRADUS_JAVA_OPTIONS`).
///
/// - Classes are whole numbers or names in one column. The distinct labels in order, by size or by
///   letters, are classes 0, 1, 2 …
/// - Answers to yes-or-no questions are `0` or `1`, `no` or `yes`, `false` or `true`, in upper or
///   lower case.
/// - Quantities are numbers.
///
/// @param path the file, from the recipe's folder
/// @param test a file of rows for the test, of the same columns and without other classes; with it
///     nothing is split or shuffled: all rows of `path` are for training
/// @param header whether the first line names the columns; `auto` takes it for names when it
///     holds no number at all
/// @param target the target columns, in the order of the network's outputs: the name of each, its
///     number from 1, or `last`
/// @param task what the targets are
/// @param delimiter the character between fields, or `tab`
/// @param split the part of the rows that is for training, without a file for the test; with
///     1 nothing is held out
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], column by column or all alike
public record Csv(
        String path,
        @Default("") Optional<String> test,
        @Default("auto") Header header,
        @Default("last") List<String> target,
        @Default("classification") Kind task,
        @Default(",") String delimiter,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {

    /// Whether the first line names the columns.
    public enum Header {
        AUTO,
        TRUE,
        FALSE
    }

    /// What the target columns hold.
    public enum Kind {
        /// A class, in one column.
        CLASSIFICATION,
        /// Answers to independent yes-or-no questions.
        MULTI_LABEL,
        /// Quantities.
        REGRESSION
    }

    public Csv {
        if (path.isBlank()) throw Setting.wrong("path", "a file", "nothing");
        if (test.isPresent() && test.get().isBlank()) throw Setting.wrong("test", "a file", "nothing");
        target = List.copyOf(target);
        if (target.isEmpty() || target.stream().anyMatch(String::isBlank)) {
            throw Setting.wrong("target", "a column's name or number", "nothing");
        }
        if (task == Kind.CLASSIFICATION && target.size() > 1) {
            throw Setting.wrong(
                    "target",
                    "one column of classes",
                    String.join(", ", target) + "; for yes-or-no labels, set task: multi_label");
        }
        if (!delimiter.equals("tab") && (delimiter.length() != 1 || "\"\r\n.".contains(delimiter))) {
            throw Setting.wrong("delimiter", "one character between fields, or tab", "\"" + delimiter + "\"");
        }
        Setting.part("split", split);
    }

    /// Rows of a file whose last column is the class; four fifths to train on.
    public static Csv of(String path) {
        return new Csv(
                path,
                Optional.empty(),
                Header.AUTO,
                List.of("last"),
                Kind.CLASSIFICATION,
                ",",
                0.8,
                1,
                false,
                Scale.FALSE);
    }

    /// What the laws are tried on; they write the file.
    public static List<Source> examples() {
        return List.of(Csv.of("a.csv"));
    }

    @Override
    public Dataset load(Path folder) {
        CsvText text = CsvText.read(DataFiles.resolve(folder, path));
        Preparation preparation = new Preparation(split, splitSeed, standardize, scale);
        if (test.isEmpty()) return preparation.of(CsvReader.read(text, this));
        CsvText other = CsvText.read(DataFiles.resolve(folder, test.get()));
        CsvReader.Pair both = CsvReader.read(text, other, this);
        return preparation.of(both.training(), both.test());
    }

    char separator() {
        return delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
    }
}
