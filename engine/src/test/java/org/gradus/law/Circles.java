package org.gradus.law;

import static java.util.stream.Collectors.toCollection;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Source files that use each other in a circle, be they of one package or of several.
///
/// That a sealed list names its members, and these the list, is no circle: the list is how members are found.
final class Circles {
    private static final int MOST = 5;

    private final Map<String, Set<String>> uses;

    private Circles(Map<String, Set<String>> uses) {
        this.uses = uses;
    }

    /// The circles among the classes in a directory: the files of each, by the full name of their main class.
    static List<Set<String>> among(Path classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (ClassModel model : Classes.in(classes)) {
            uses.computeIfAbsent(file(Classes.name(model)), _ -> new TreeSet<>())
                    .addAll(uses(model));
        }
        return new Circles(uses).all();
    }

    /// Whether a circle is more than a few pages of one thought: it has many files, or leaves their package.
    static boolean isKnot(Set<String> circle) {
        return circle.size() > MOST
                || circle.stream().map(Classes::packageOf).distinct().count() > 1;
    }

    /// The other files that a class uses, without the members of a list that it is.
    private static Set<String> uses(ClassModel model) {
        Set<String> used = Classes.used(model).map(Circles::file).collect(toCollection(TreeSet::new));
        members(model).forEach(used::remove);
        used.remove(file(Classes.name(model)));
        return used;
    }

    private static Stream<String> members(ClassModel model) {
        return model.findAttribute(Attributes.permittedSubclasses()).stream()
                .flatMap(list -> list.permittedSubclasses().stream())
                .map(type -> file(Classes.dotted(type.asInternalName())));
    }

    private static String file(String className) {
        int inner = className.indexOf('$');
        return inner < 0 ? className : className.substring(0, inner);
    }

    private List<Set<String>> all() {
        List<Set<String>> circles = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String file : uses.keySet()) {
            if (seen.contains(file)) continue;
            Set<String> circle = new TreeSet<>(reached(file));
            circle.removeIf(other -> !reached(other).contains(file));
            if (!circle.isEmpty()) circles.add(circle);
            seen.addAll(circle);
        }
        return circles;
    }

    /// The files that one comes to by what it uses; itself only when it lies on a circle.
    private Set<String> reached(String file) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(of(file));
        while (!next.isEmpty()) {
            String other = next.pop();
            if (reached.add(other)) next.addAll(of(other));
        }
        return reached;
    }

    private Set<String> of(String file) {
        return uses.getOrDefault(file, Set.of());
    }
}
