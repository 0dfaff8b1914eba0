package org.gradus.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gradus.recipe.Recipe;
import org.gradus.runs.RunFolder;
import org.gradus.speed.Mlp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A training of millions of steps in a heap of 256 MB: what it takes on the disk, and how long.
@Command(
        name = "long",
        mixinStandardHelpOptions = true,
        description = "Trains a small network for millions of steps in little memory.")
final class LongTraining implements Callable<Integer> {
    private static final int BATCHES = 4;

    @Option(names = "--steps", defaultValue = "1000000", description = "Steps (default: ${DEFAULT-VALUE}).")
    private long steps;

    @Option(names = "--heap", defaultValue = "256m", description = "The heap (default: ${DEFAULT-VALUE}).")
    private String heap = "";

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("gradus-fuzz");
        Mlp w1 = Mlp.W1;
        String recipe = """
                name: w1
                data: {regression: {samples: %d, features: %d, split: 1}}
                model: [{repeat: {times: 2, layers: [{dense: {units: 16, activation: tanh}}]}}, {dense: 1}]
                loss: mse
                optimizer: {sgd: {rate: 0.0001}}
                batch: %d
                epochs: %d
                """.formatted(BATCHES * w1.batch(), w1.inputs(), w1.batch(), steps / BATCHES);
        Recipe.parse(recipe, "w1.yaml");
        Files.writeString(folder.resolve("w1.yaml"), recipe);
        long begun = System.nanoTime();
        Child.Result result = Child.run(folder, List.of("-Xmx" + heap, "-XX:+UseSerialGC"), "train", "w1.yaml");
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.print(result.text());
        RunFolder run = Traces.runs(folder).getFirst();
        System.out.printf(
                "%d steps in a heap of %s: exit %d, %.0f s, %.1f µs a step, %.1f MB of disk at the end%n",
                steps, heap, result.code(), seconds, 1e6 * seconds / steps, bytes(run.path()) / 1e6);
        Traces.delete(folder);
        return result.code();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.toList()) bytes += Files.size(file);
            return bytes;
        }
    }
}
