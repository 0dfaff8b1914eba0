package org.gradus.data;

import java.nio.file.Path;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Rows from a file of delimited text (RFC 4180, UTF-8, plain or gzip): one column is the target,
/// all others are inputs and must be numbers.
///
/// Classes are whole numbers or names. The distinct labels in order, by size or by letters, are
/// classes 0, 1, 2 …
///
/// @param path the file, from the recipe's folder
/// @param header whether the first line names the columns; `auto` takes it for names when it
///     holds no number at all
/// @param target the target column: its name, its number from 1, or `last`
/// @param task whether the target is a class or a quantity
/// @param delimiter the character between fields, or `tab`
/// @param split the part of the rows that is for training
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1]
public record Csv(
        String path,
        @Default("auto") Header header,
        @Default("last") String target,
        @Default("classification") Kind task,
        @Default(",") String delimiter,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") boolean scale)
        implements Source.BuiltIn {

    /// Whether the first line names the columns.
    public enum Header {
        AUTO,
        TRUE,
        FALSE
    }

    /// What the target column holds.
    public enum Kind {
        CLASSIFICATION,
        REGRESSION
    }

    public Csv {
        if (path.isBlank()) throw Setting.wrong("path", "a file", "nothing");
        if (target.isBlank()) throw Setting.wrong("target", "a column's name or number", "nothing");
        if (!delimiter.equals("tab") && (delimiter.length() != 1 || "\"\r\n.".contains(delimiter))) {
            throw Setting.wrong("delimiter", "one character between fields, or tab", "\"" + delimiter + "\"");
        }
        Setting.part("split", split);
    }

    @Override
    public Dataset load(Path folder) {
        Path file = DataFiles.resolve(folder, path);
        Table table =
                new CsvReader(file.toString(), this).read(String.valueOf(file.getFileName()), DataFiles.read(file));
        return new Preparation(split, splitSeed, standardize, scale).of(table);
    }

    char separator() {
        return delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
    }
}
