package org.gradus.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gradus.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trainings that are ended by kill -9 at random moments and resumed, until they are done: each must come to the
/// weights and frames of one that nobody touched.
@Command(
        name = "kills",
        mixinStandardHelpOptions = true,
        description = "Ends trainings by kill -9 at random moments, and resumes them.")
final class Kills implements Callable<Integer> {
    @Option(names = "--times", defaultValue = "100", description = "Kills (default: ${DEFAULT-VALUE}).")
    private int times;

    @Option(names = "--epochs", defaultValue = "1000", description = "Of a training (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "Draws the moments (default: ${DEFAULT-VALUE}).")
    private long seed;

    private int kills;
    private int early;

    @Override
    public Integer call() {
        Path folder = Traces.folder(epochs);
        long begun = System.nanoTime();
        check(Child.run(folder, Child.BRIEF, "train", "rough.yaml"));
        long whole = (System.nanoTime() - begun) / 1_000_000;
        String expected = Traces.of(Traces.runs(folder).getFirst());
        System.out.println("untouched: " + expected + ", " + whole + " ms");
        SplittableRandom random = new SplittableRandom(seed);
        int trainings = 0, wrong = 0;
        for (; kills < times; trainings++) {
            String found = killedUntilDone(folder, whole, random);
            if (found.equals(expected)) continue;
            wrong++;
            System.out.println("after a kill: " + found);
        }
        System.out.printf(
                "%d kills of %d trainings, %d of them before the run had begun: %d ended otherwise; left over: %s%n",
                kills, trainings, early, wrong, leftOver(folder));
        Traces.delete(folder);
        return wrong == 0 ? 0 : 1;
    }

    /// A training that is killed again and again, until it is done.
    private String killedUntilDone(Path folder, long whole, SplittableRandom random) {
        int before = Traces.runs(folder).size();
        while (Traces.runs(folder).size() == before) {
            if (killed(folder, random.nextLong(whole), "train", "rough.yaml")
                    && Traces.runs(folder).size() == before) early++;
        }
        RunFolder run = Traces.runs(folder).getLast();
        while (killed(folder, random.nextLong(whole), "train", "--resume", run.id())) {
            // and again
        }
        check(Child.run(folder, Child.BRIEF, "train", "--resume", run.id()));
        return Traces.of(run);
    }

    private boolean killed(Path folder, long millis, String... arguments) {
        try (Child child = Child.start(folder, Child.BRIEF, arguments)) {
            boolean killed = child.killAfter(millis);
            if (killed) kills++;
            return killed;
        }
    }

    private static void check(Child.Result result) {
        if (result.code() != 0) throw new IllegalStateException("exit " + result.code() + ": " + result.text());
    }

    /// Partly written files, and folders without a run, once another training has begun.
    private static List<String> leftOver(Path folder) {
        check(Child.run(folder, Child.BRIEF, "train", "rough.yaml"));
        Path root = folder.resolve("runs");
        List<Path> runs = Traces.runs(folder).stream().map(RunFolder::path).toList();
        try (Stream<Path> children = Files.list(root);
                Stream<Path> files = Files.walk(root)) {
            Stream<Path> folders = children.filter(Files::isDirectory).filter(child -> !runs.contains(child));
            Stream<Path> parts = files.filter(file -> file.toString().endsWith(".part"));
            return Stream.concat(folders, parts).map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
