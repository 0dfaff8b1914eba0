package org.gradus.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gradus.data.Dataset;
import org.gradus.data.Params;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Many trainers: side by side they must come to the same bits, and forgotten they must leave nothing behind.
@Command(
        name = "trainers",
        mixinStandardHelpOptions = true,
        description = "Makes trainers by the thousands, side by side and forgotten.")
final class Trainers implements Callable<Integer> {
    private static final int MEGABYTE = 1_000_000;

    @Option(names = "--side-by-side", defaultValue = "200", description = "Trainings (default: ${DEFAULT-VALUE}).")
    private int sideBySide;

    @Option(names = "--threads", defaultValue = "8", description = "That train at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--forgotten", defaultValue = "10000", description = "Trainers (default: ${DEFAULT-VALUE}).")
    private int forgotten;

    private final Recipe recipe = Recipe.parse(Traces.RECIPE.formatted(5), "rough.yaml");
    private final Dataset data = recipe.data().load(Path.of(""));

    @Override
    public Integer call() throws Exception {
        Set<String> results = new TreeSet<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < sideBySide; i++) {
                int own = 1 + i % 3;
                all.add(pool.submit(() -> trained(own)));
            }
            for (Future<String> one : all) results.add(one.get());
        }
        System.out.println(sideBySide + " trainings in " + threads + " threads came to " + results.size() + " results");
        int tenth = Math.max(1, forgotten / 10);
        for (int i = 0; i < forgotten; i++) {
            forget(i % 2 == 0);
            if ((i + 1) % tenth == 0) System.out.println(i + 1 + " forgotten: " + left());
        }
        return results.size() == 1 && workers() < 100 ? 0 : 1;
    }

    private String trained(int own) {
        try (Trainer trainer = Trainer.of(recipe, data, List.of(), own)) {
            while (!trainer.done()) trainer.step();
            return Params.of(trainer.checkpoint().tensors()).checksum();
        }
    }

    /// A trainer that nobody closes; one in two is refused.
    private void forget(boolean refused) {
        try {
            Recipe asked = refused ? recipe.withModel(recipe.model().subList(0, 1)) : recipe;
            Trainer.of(asked, data, List.of(), 3).step();
        } catch (IllegalArgumentException _) {
            // as it should be
        }
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("gradus-worker"))
                .count();
    }

    /// Threads and memory once what nobody holds is gone.
    private static String left() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 100 && workers() > 0; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return workers() + " worker threads, " + (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE + " MB";
    }
}
