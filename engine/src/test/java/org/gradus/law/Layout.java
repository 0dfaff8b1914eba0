package org.gradus.law;

import static java.util.stream.Collectors.toCollection;

import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The order of a module's packages. A package may use itself and those before it, never a later one.
///
/// A package within a listed one (`graph.op` in `graph`) counts as that one: together they are one stop.
///
/// @param stops full package names, in order
public record Layout(List<String> stops) {
    private static final String ROOT = "org.gradus.";

    public Layout {
        stops = List.copyOf(stops);
    }

    /// A layout of packages, in one line with spaces between, named without their root `org.gradus`.
    public static Layout of(String stops) {
        return new Layout(Stream.of(stops.split(" ")).map(ROOT::concat).toList());
    }

    /// What breaks the law among the classes in a directory, one sentence each.
    public SortedSet<String> violations(Path classes) {
        return Classes.in(classes).stream().flatMap(this::violations).collect(toCollection(TreeSet::new));
    }

    private Stream<String> violations(ClassModel model) {
        String user = Classes.name(model);
        int from = stop(user);
        if (from < 0) return Stream.of(Classes.packageOf(user) + " has no place in the layout");
        return Classes.used(model)
                .filter(name -> stop(name) > from)
                .map(name -> user + " uses " + name + ", which comes later");
    }

    /// The stop that a class belongs to, or -1.
    private int stop(String className) {
        String dwelling = Classes.packageOf(className) + ".";
        for (int i = 0; i < stops.size(); i++) {
            if (dwelling.startsWith(stops.get(i) + ".")) return i;
        }
        return -1;
    }
}
