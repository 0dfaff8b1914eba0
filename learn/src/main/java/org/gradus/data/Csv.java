package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.name.Settings;

/// Rows from a file of delimited text (RFC 4180, UTF-8, plain or gzip): one column or several are
/// targets, all others are inputs unless `columns` or `ignore` choose among them.
///
/// A plain file may have 2 GB. A gzip file may unpack to 500 MB, and to more where the JVM is started
/// with `-Dgradus.unpacked=2000` (megabytes; on the command line by `GRADUS_JAVA_OPTIONS`).
///
/// Inputs:
///
/// - A column whose first field is a number holds numbers.
/// - Any other holds categories, at most 100 unless they become ids. So do columns that `categories` names.
/// - Missing are numbers where nothing stands, or `NA`, `NaN`, `null`, `?` and the like.
/// - Dates are refused: what to make of them is a matter of the question.
///
/// Targets:
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
///     holds no number at all, or a word above a column of numbers
/// @param target the target columns, in the order of the network's outputs: the name of each, its
///     number from 1, or `last`
/// @param task what the targets are
/// @param delimiter the character between fields, or `tab`; `auto` finds which of , ; | and tab it is
/// @param columns the columns of inputs by name or number, in the order in which the network sees them;
///     all but the targets when none is named
/// @param ignore columns that are left out, by name or number
/// @param categories columns whose numbers are categories, by name or number
/// @param encode what a category becomes
/// @param missing what stands in place of a missing number
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
        @Default("auto") String delimiter,
        @Default("[]") List<String> columns,
        @Default("[]") List<String> ignore,
        @Default("[]") List<String> categories,
        @Default("one_hot") Encode encode,
        @Default("refuse") Missing missing,
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

    /// What a category becomes.
    public enum Encode {
        /// A number for each category: 1 for the one that it is, 0 for the others.
        ONE_HOT,
        /// One number: its place among the categories in order, from 0.
        ID
    }

    public Csv {
        if (path.isBlank()) throw Setting.wrong("path", "a file", "nothing");
        if (test.isPresent() && test.get().isBlank()) throw Setting.wrong("test", "a file", "nothing");
        target = named("target", target);
        columns = named("columns", columns);
        ignore = named("ignore", ignore);
        categories = named("categories", categories);
        if (target.isEmpty()) throw Setting.wrong("target", "a column's name or number", "nothing");
        if (task == Kind.CLASSIFICATION && target.size() > 1) {
            throw Setting.wrong(
                    "target",
                    "one column of classes",
                    String.join(", ", target) + "; for yes-or-no labels, set task: multi_label");
        }
        boolean word = delimiter.equals("tab") || delimiter.equals("auto");
        if (!word && (delimiter.length() != 1 || "\"\r\n.".contains(delimiter))) {
            throw Setting.wrong("delimiter", "one character between fields, or tab", "\"" + delimiter + "\"");
        }
        Setting.part("split", split);
    }

    private static List<String> named(String setting, List<String> columns) {
        if (columns.stream().anyMatch(String::isBlank)) {
            throw Setting.wrong(setting, "a column's name or number", "nothing");
        }
        return List.copyOf(columns);
    }

    /// Rows of a file whose last column is the class; four fifths to train on.
    public static Csv of(String path) {
        return new Csv(
                path,
                Optional.empty(),
                Header.AUTO,
                List.of("last"),
                Kind.CLASSIFICATION,
                "auto",
                List.of(),
                List.of(),
                List.of(),
                Encode.ONE_HOT,
                Missing.REFUSE,
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

    /// What stands between the fields of a file.
    char separator(CsvText text) {
        return switch (delimiter) {
            case "auto" -> CsvRows.separator(text);
            case "tab" -> '\t';
            default -> delimiter.charAt(0);
        };
    }

    /// How fields of inputs are read.
    ColumnReader.Reading reading() {
        return new ColumnReader.Reading(missing, encode == Encode.ONE_HOT);
    }

    /// The same with a file of rows for the test.
    public Csv withTest(String file) {
        return Settings.replace(this, "test", Optional.of(file));
    }

    /// The same with another way to tell whether the first line names the columns.
    public Csv withHeader(Header header) {
        return Settings.replace(this, "header", header);
    }

    /// The same with another target of the same kind.
    public Csv withTarget(String name) {
        return replaced(List.of(name));
    }

    /// The same with targets of another kind, in the columns that are targets already.
    public Csv withTask(Kind task) {
        return Settings.replace(this, "task", task);
    }

    /// The same with targets of another kind in other columns.
    public Csv withTargets(Kind task, String... names) {
        return withTarget("last").withTask(task).replaced(List.of(names));
    }

    private Csv replaced(List<String> targets) {
        return Settings.replace(this, "target", targets);
    }

    /// The same with another character between fields.
    public Csv withDelimiter(String delimiter) {
        return Settings.replace(this, "delimiter", delimiter);
    }

    /// The same with these columns as inputs only.
    public Csv withColumns(String... names) {
        return Settings.replace(this, "columns", List.of(names));
    }

    /// The same without these columns.
    public Csv withIgnored(String... names) {
        return Settings.replace(this, "ignore", List.of(names));
    }

    /// The same with the numbers of these columns as categories.
    public Csv withCategories(String... names) {
        return Settings.replace(this, "categories", List.of(names));
    }

    /// The same with categories that become something else.
    public Csv withEncode(Encode encode) {
        return Settings.replace(this, "encode", encode);
    }

    /// The same with something else in place of missing numbers.
    public Csv withMissing(Missing missing) {
        return Settings.replace(this, "missing", missing);
    }

    /// The same with another part of the rows for training.
    public Csv withSplit(double split) {
        return Settings.replace(this, "split", split);
    }

    /// The same with other rows drawn for training.
    public Csv withSplitSeed(long seed) {
        return Settings.replace(this, "splitSeed", seed);
    }

    /// The same with inputs mapped to [0, 1], or not.
    public Csv withScale(Scale scale) {
        return Settings.replace(this, "scale", scale);
    }

    /// The same with inputs of mean 0 and standard deviation 1, or not.
    public Csv withStandardize(boolean standardize) {
        return Settings.replace(this, "standardize", standardize);
    }
}
