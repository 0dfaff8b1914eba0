package org.gradus.studio.it;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.runs.RunFolder;
import org.gradus.studio.Studio;

/// The studio that the tests share, in which real trainings have made six examples that the doctor has examined, the
/// first cured; and studios of a test's own. Where the environment variable `GRADUS_IT_RUNS` names a folder, the
/// examples
/// are made there, and not again when they are there already.
final class House implements AutoCloseable {
    /// The presets of the examples, in the order of their runs.
    static final List<String> PRESETS =
            List.of("deep-sigmoid", "relu-he", "exploding", "dead-relu", "lr-too-low", "relu-batch-norm");

    /// Within this time the examples are made, in milliseconds.
    private static final double MAKING = 300_000;

    private final Path runs;
    private final Studio studio;

    private House(Path runs, boolean examples) {
        this.runs = runs;
        studio = Studio.start(runs, "localhost", 0, "", examples);
    }

    private static final class Shared {
        static final House HOUSE = new House(
                Optional.ofNullable(System.getenv("GRADUS_IT_RUNS"))
                        .map(Path::of)
                        .orElseGet(House::temporary),
                true);
    }

    private static final class Examples {
        static final House HOUSE = awaited();
    }

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("gradus-studio-it");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException _) {
            // what is left lies among the temporary files
        }
    }

    private static House awaited() {
        House house = begun();
        try (Visit visit = new Visit(house.origin())) {
            visit.open("/");
            visit.all(".making")
                    .waitFor(new Locator.WaitForOptions()
                            .setState(WaitForSelectorState.DETACHED)
                            .setTimeout(MAKING));
        }
        return house;
    }

    /// The shared studio, whose examples are perhaps still being made.
    static House begun() {
        return Shared.HOUSE;
    }

    /// The shared studio with its examples.
    static House shared() {
        return Examples.HOUSE;
    }

    /// A studio over a folder of one's own.
    static House over(Path runs) {
        return new House(runs, false);
    }

    /// An example's run.
    static RunFolder run(String preset) {
        return RunFolder.list(shared().runs).get(PRESETS.indexOf(preset));
    }

    static String id(String preset) {
        return run(preset).id();
    }

    /// Copies a run into another folder.
    static void copy(RunFolder run, Path folder, String id) {
        Path to = folder.resolve(id);
        try (Stream<Path> files = Files.list(run.path())) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                String name =
                        Optional.ofNullable(file.getFileName()).orElseThrow().toString();
                if (!name.equals("run.lock")) Files.copy(file, to.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path runs() {
        return runs;
    }

    /// Its address, without a slash at the end.
    String origin() {
        return studio.url().replaceFirst("/$", "");
    }

    @Override
    public void close() {
        studio.close();
    }
}
