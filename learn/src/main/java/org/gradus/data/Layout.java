package org.gradus.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the columns of a table are: inputs, targets, or of no interest.
///
/// @param inputs the columns of inputs, in the order in which a sample holds their numbers
/// @param targets where the targets stand, in the order of the network's outputs
/// @param width how many columns the table has
public record Layout(List<Column> inputs, List<Place> targets, int width) {
    /// No table.
    public static final Layout NONE = new Layout(List.of(), List.of(), 0);

    /// A column of targets.
    ///
    /// @param name what it is called; empty in a table without a header
    /// @param position where it stands, from 0
    public record Place(String name, int position) {
        String title() {
            return name.isEmpty() ? "column " + (position + 1) : "column " + name;
        }
    }

    public Layout {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
    }

    /// Columns of numbers, in a table that holds nothing else.
    static Layout numbers(List<String> names) {
        return new Layout(
                IntStream.range(0, names.size())
                        .<Column>mapToObj(c -> new Column.Numeric(names.get(c), c, Double.NaN, false, 0))
                        .toList(),
                List.of(),
                names.size());
    }

    Layout withInputs(List<Column> columns) {
        return new Layout(columns, targets, width);
    }

    /// Whether there are columns at all.
    public boolean isTable() {
        return width > 0;
    }

    /// How many numbers a sample holds.
    public int features() {
        return inputs.stream().mapToInt(Column::width).sum();
    }

    /// What the numbers of a sample are called; a category gives each of its numbers its own name:
    /// `sex=female`.
    public List<String> names() {
        return inputs.stream()
                .flatMap(c -> switch (c) {
                    case Column.Numeric n when n.flag() -> Stream.of(n.label(), n.label() + " missing");
                    case Column.Categorical category
                    when category.oneHot() -> category.categories().stream().map(each -> c.label() + "=" + each);
                    default -> Stream.of(c.label());
                })
                .toList();
    }

    /// What was done to the columns that are not plain numbers, in one sentence each: what a reader of
    /// results has to know of them.
    public List<String> notes() {
        return inputs.stream().flatMap(c -> note(c).stream()).collect(Collectors.toList());
    }

    /// Those of the notes that speak of missing numbers.
    public List<String> fills() {
        return inputs.stream()
                .filter(c -> c instanceof Column.Numeric)
                .flatMap(c -> note(c).stream())
                .toList();
    }

    private static List<String> note(Column column) {
        return switch (column) {
            case Column.Numeric n
            when n.missing() > 0 ->
                List.of(n.title() + ": missing in " + n.missing() + " rows for training, filled in with "
                        + "%.4g".formatted(n.fill()) + (n.flag() ? " and flagged" : ""));
            case Column.Numeric _ -> List.of();
            case Column.Categorical c ->
                List.of(c.title() + ": "
                        + (c.categories().size() == 1
                                ? "1 category"
                                : c.categories().size() + " categories") + ", "
                        + (c.oneHot() ? "one-hot" : "as numbers"));
        };
    }
}
