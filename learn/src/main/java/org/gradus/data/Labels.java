package org.gradus.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The classes that a column of labels names: the distinct labels in order are classes 0, 1, 2 …
///
/// Labels are whole numbers, ordered by size, or names, ordered by their letters; not both.
final class Labels {
    /// How many classes an error names.
    private static final int NAMED = 10;

    private final Map<String, Integer> firstSeen = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private boolean numbers;

    /// The file beyond which no new label may come; empty before [#close].
    private String closed = "";

    /// Takes one more label.
    ///
    /// @return the label's number by first sight, of which [#classes] makes a class
    int add(String place, String label) {
        Integer seen = firstSeen.get(label);
        if (seen != null) return seen;
        String canonical = canonical(place, label);
        int number = firstSeen.computeIfAbsent(canonical, _ -> {
            if (!closed.isEmpty()) throw DataException.expected(place, known(), DataException.quoted(label));
            labels.add(canonical);
            return labels.size() - 1;
        });
        firstSeen.put(label, number);
        return number;
    }

    /// A whole number in one way of writing (3 for 3.0); a name as it is.
    private String canonical(String place, String label) {
        if (label.isEmpty()) throw DataException.expected(place, "a class", "nothing");
        boolean number = Numbers.isNumber(label);
        if (labels.isEmpty()) numbers = number;
        if (!numbers && !number) return label;
        if (!numbers) {
            throw DataException.expected(place, "a class name, as in the rows before", DataException.quoted(label));
        }
        double value = number ? Double.parseDouble(label) : Double.NaN;
        if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) return String.valueOf((long) value);
        String hint = number ? "; for numeric targets, set task: regression" : "";
        throw DataException.expected(place, "a class number (a whole number)", DataException.quoted(label) + hint);
    }

    /// Lets no label in that was not seen so far.
    ///
    /// @param file where the labels so far stand, for the error when there is another
    void close(String file) {
        closed = file;
    }

    private String known() {
        String some = sorted().stream().limit(NAMED).map(labels::get).collect(Collectors.joining(", "));
        return "a class of " + closed + " (" + some + (labels.size() > NAMED ? ", …" : "") + ")";
    }

    /// How many classes there are.
    ///
    /// @param place where the labels stand, for the error when there are fewer than 2
    int count(String place) {
        if (labels.size() == 1) {
            String only = "only " + DataException.quoted(labels.getFirst());
            throw DataException.expected(place, "at least 2 classes", only);
        }
        return labels.size();
    }

    /// The class of each number by first sight.
    int[] classes() {
        List<Integer> sorted = sorted();
        int[] classes = new int[sorted.size()];
        for (int c = 0; c < classes.length; c++) classes[sorted.get(c)] = c;
        return classes;
    }

    /// The labels of the classes, in order.
    List<String> names() {
        return sorted().stream().map(labels::get).toList();
    }

    /// The numbers by first sight in the order of the labels.
    private List<Integer> sorted() {
        Comparator<Integer> order = numbers
                ? Comparator.comparingLong(i -> Long.parseLong(labels.get(i)))
                : Comparator.comparing(labels::get);
        return IntStream.range(0, labels.size()).boxed().sorted(order).toList();
    }
}
