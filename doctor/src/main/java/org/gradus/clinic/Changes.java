package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;

/// The difference between two recipes, line by line: lines only in the first with `-`, only in the second with `+`.
final class Changes {
    private Changes() {}

    static List<String> lines(String before, String after) {
        List<String> a = before.lines().toList(), b = after.lines().toList();
        List<String> changes = new ArrayList<>();
        for (String line : a) if (!b.contains(line)) changes.add("- " + bare(line));
        for (String line : b) if (!a.contains(line)) changes.add("+ " + bare(line));
        return changes;
    }

    /// A line without its indentation and list mark.
    private static String bare(String line) {
        return line.strip().replaceFirst("^- ", "");
    }
}
