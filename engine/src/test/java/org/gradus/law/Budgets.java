package org.gradus.law;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the sources of a module measure, held against the sizes that a reader can take in.
///
/// @param module the module's short name
/// @param sources its source files, measured
public record Budgets(String module, List<Source> sources) {
    static final int FILE = 400;
    static final int METHOD = 40;
    private static final int SHOWN = 5;

    /// The budgets that are printed and argued over, not enforced: files in a package, and a size in lines.
    private static final List<Advice> ADVICE = List.of(
            new Advice("an operation", "org.gradus.graph.op", 60),
            new Advice("a detector", "org.gradus.detect", 120),
            new Advice("the gradient", "org.gradus.grad", 80));

    /// The packages with the public types that a user meets, beside the operations, and how many those may be.
    private static final String ENGINE = "engine";

    private static final int ENGINE_TYPES = 25;

    private record Advice(String what, String packageName, int lines) {}

    public Budgets {
        sources = List.copyOf(sources);
    }

    /// Measures every source file of a module's `src/main/java`.
    public static Budgets measure(String module, Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .sorted()
                    .toList();
            return new Budgets(module, Source.parse(java));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What breaks a limit, one sentence each.
    public SortedSet<String> violations() {
        SortedSet<String> found = new TreeSet<>();
        for (Source source : sources) {
            if (source.lines() > FILE) found.add(source.name() + " has " + source.lines() + " lines of " + FILE);
            for (Source.Method method : source.methods()) {
                if (method.lines() > METHOD)
                    found.add(method.name() + " has " + method.lines() + " lines of " + METHOD);
            }
            for (String type : source.undocumented()) found.add(type + " is public and has no documentation");
        }
        return found;
    }

    /// The table that the build prints.
    public String table() {
        List<String> rows = new ArrayList<>();
        if (sources.isEmpty()) return module + ": no sources yet";
        int total = sources.stream().mapToInt(Source::lines).sum();
        rows.add("%s: %d files, %,d lines".formatted(module, sources.size(), total));
        rows.add(row("longest files", FILE, sources.stream().map(s -> new Sized(s.name(), s.lines()))));
        rows.add(row(
                "longest methods",
                METHOD,
                sources.stream().flatMap(s -> s.methods().stream()).map(m -> new Sized(m.name(), m.lines()))));
        for (Advice advice : ADVICE) {
            List<Source> held = sources.stream()
                    .filter(s -> s.packageName().equals(advice.packageName()))
                    .toList();
            if (held.isEmpty()) continue;
            rows.add(row(advice.what(), advice.lines(), held.stream().map(s -> new Sized(s.name(), s.lines()))));
        }
        if (module.equals(ENGINE))
            rows.add("  public types beside operations (" + ENGINE_TYPES + "): " + publicTypes());
        return String.join("\n", rows);
    }

    private long publicTypes() {
        return sources.stream()
                .filter(s -> !s.packageName().equals("org.gradus.graph.op"))
                .filter(Source::isPublic)
                .count();
    }

    private record Sized(String name, int lines) {}

    private static String row(String what, int limit, Stream<Sized> sizes) {
        String longest = sizes.sorted(comparingInt(Sized::lines).reversed())
                .limit(SHOWN)
                .map(sized -> sized.name() + " " + sized.lines())
                .collect(joining(" · "));
        return "  %s (%d): %s".formatted(what, limit, longest);
    }
}
