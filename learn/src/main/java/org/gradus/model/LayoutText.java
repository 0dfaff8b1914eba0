package org.gradus.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.data.Column;
import org.gradus.data.Layout;

/// The columns of a table as text, one in a line, words with tabs between: a kind, the name, the position
/// from 0, and
///
/// | kind | what follows |
/// |---|---|
/// | `number` | what is filled in for a missing number or `NaN`, whether a flag stands beside it, how many were missing
/// |
/// | `one-hot`, `id` | the categories |
/// | `target` | nothing |
/// | `width` | nothing: the position is the number of columns in the table |
final class LayoutText {
    private static final String NUMBER = "number", ONE_HOT = "one-hot", ID = "id", TARGET = "target", WIDTH = "width";

    private LayoutText() {}

    static String write(Layout layout) {
        if (!layout.isTable()) return "";
        Stream<String> targets = layout.targets().stream().map(t -> line(TARGET, t.name(), t.position()));
        Stream<String> all = Stream.concat(layout.inputs().stream().map(LayoutText::line), targets);
        return Stream.concat(all, Stream.of(line(WIDTH, "", layout.width()))).collect(Collectors.joining("\n"));
    }

    private static String line(Column column) {
        return switch (column) {
            case Column.Numeric(String name, int position, double fill, boolean flag, int missing) ->
                line(NUMBER, name, position, String.valueOf(fill), String.valueOf(flag), String.valueOf(missing));
            case Column.Categorical(String name, int position, List<String> all, boolean oneHot) ->
                line(oneHot ? ONE_HOT : ID, name, position, all.toArray(String[]::new));
        };
    }

    private static String line(String kind, String name, int position, String... more) {
        return Stream.concat(Stream.of(kind, name, String.valueOf(position)), Arrays.stream(more))
                .map(LayoutText::escaped)
                .collect(Collectors.joining("\t"));
    }

    /// @throws IllegalArgumentException when it is no such text
    static Layout parse(String text) {
        List<Column> inputs = new ArrayList<>();
        List<Layout.Place> targets = new ArrayList<>();
        int width = 0;
        for (String line : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
            List<String> words =
                    Arrays.stream(line.split("\t", -1)).map(LayoutText::plain).toList();
            if (words.size() < 3) throw new IllegalArgumentException(line);
            String name = words.get(1);
            int position = Integer.parseInt(words.get(2));
            List<String> more = words.subList(3, words.size());
            switch (words.getFirst()) {
                case NUMBER -> inputs.add(number(name, position, more));
                case ONE_HOT, ID ->
                    inputs.add(new Column.Categorical(
                            name, position, more, words.getFirst().equals(ONE_HOT)));
                case TARGET -> targets.add(new Layout.Place(name, position));
                case WIDTH -> width = position;
                default -> throw new IllegalArgumentException(line);
            }
        }
        return new Layout(inputs, targets, width);
    }

    private static Column number(String name, int position, List<String> more) {
        if (more.size() < 3) throw new IllegalArgumentException("number " + name);
        return new Column.Numeric(
                name,
                position,
                Double.parseDouble(more.getFirst()),
                Boolean.parseBoolean(more.get(1)),
                Integer.parseInt(more.get(2)));
    }

    /// A text in which `\n`, `\t` and `\\` stand for a break, a tab and a `\`.
    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    static String plain(String text) {
        // a letter behind an even number of backslashes is a letter; \u0000 is in no name that comes from a file
        return text.replace("\\\\", "\u0000")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\u0000", "\\");
    }
}
