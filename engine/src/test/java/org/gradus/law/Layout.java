package org.gradus.law;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The order of a module's packages. A package may use itself and those before it, never a later one.
///
/// A package within a listed one (`graph.op` in `graph`) counts as that one: together they are one stop.
///
/// @param stops full package names, in order
public record Layout(List<String> stops) {
    private static final String ROOT = "org.gradus.";
    private static final Pattern CLASS_NAME = Pattern.compile("org/gradus/[\\w/$]+");

    public Layout {
        stops = List.copyOf(stops);
    }

    /// A layout of packages, in one line with spaces between, named without their root `org.gradus`.
    public static Layout of(String stops) {
        return new Layout(Stream.of(stops.split(" ")).map(ROOT::concat).toList());
    }

    /// What breaks the law among the classes in a directory, one sentence each.
    public SortedSet<String> violations(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Layout::isClass)
                    .map(Layout::parse)
                    .flatMap(this::violations)
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> violations(ClassModel model) {
        String user = dotted(model.thisClass().asInternalName());
        int from = stop(user);
        if (from < 0) return Stream.of(packageOf(user) + " has no place in the layout");
        return used(model)
                .filter(name -> stop(name) > from)
                .map(name -> user + " uses " + name + ", which comes later");
    }

    /// Every name of ours that a class file holds: in code, descriptors, generic signatures, annotations.
    private static Stream<String> used(ClassModel model) {
        Stream.Builder<String> names = Stream.builder();
        for (var entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text) {
                Matcher matcher = CLASS_NAME.matcher(text.stringValue());
                while (matcher.find()) names.add(dotted(matcher.group()));
            }
        }
        return names.build();
    }

    /// The stop that a class belongs to, or -1.
    private int stop(String className) {
        String dwelling = packageOf(className) + ".";
        for (int i = 0; i < stops.size(); i++) {
            if (dwelling.startsWith(stops.get(i) + ".")) return i;
        }
        return -1;
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".class") && !name.equals("module-info.class");
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }
}
