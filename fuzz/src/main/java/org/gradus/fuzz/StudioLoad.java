package org.gradus.fuzz;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.recipe.RecipeText;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.Json;
import org.gradus.runs.RunFolder;
import org.gradus.studio.Studio;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The studio under load: how fast it draws and answers, and what open pages cost a training.
@Command(
        name = "studio",
        mixinStandardHelpOptions = true,
        description = "The studio under load: drawing, pausing, what open pages cost a training, faults.")
final class StudioLoad implements Callable<Integer> {
    private static final double MILLION = 1e6;

    private static final Pattern STEP = Pattern.compile("data-live=\"step\">(\\d+)<");

    /// The seconds over which steps are counted.
    private static final long WINDOW = 2;

    /// A training of some seconds whose steps take about a millisecond.
    private static final String RECIPE = """
            name: load
            data: {digits: {split: 0.8, standardize: true}}
            model: [{repeat: {times: %d, layers: [{dense: {units: %d, activation: tanh}}]}}, {dense: 10}]
            loss: softmax_cross_entropy
            optimizer: {sgd: {rate: 0.01}}
            epochs: %d
            batch: 64
            """;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Times that pages and pauses are measured, and half the pairs of BESIDE (default: 7).")
    private int rounds = 7;

    @Option(names = "--connections", paramLabel = "N", description = "Pages that listen at once (default: 1000).")
    private int connections = 1000;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Of DRAWING, STEERING, BESIDE, CROWD and FULL these alone.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    /// What is measured.
    enum Part {
        DRAWING,
        STEERING,
        BESIDE,
        CROWD,
        FULL
    }

    private int bad;

    private void say(String what, boolean well, String found) {
        if (!well) bad++;
        System.out.printf("%-58s %s%s%n", what, well ? "" : "NOT as it should be: ", found);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (only.contains(Part.DRAWING)) drawing();
        if (only.contains(Part.STEERING)) steering();
        if (only.contains(Part.BESIDE)) beside();
        if (only.contains(Part.CROWD)) crowd();
        if (only.contains(Part.FULL)) full();
        return bad == 0 ? 0 : 1;
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory("gradus-studio");
    }

    private static NamedRecipe recipe(int layers, int units, int epochs) {
        return new NamedRecipe(
                RecipeText.parse(RECIPE.formatted(layers, units, epochs), "load"),
                Path.of("").toAbsolutePath());
    }

    private static Studio studio(Path runs) {
        return Studio.start(runs, "localhost", 0, "");
    }

    /// A hundred layers over five thousand steps.
    private void drawing() throws IOException {
        Path runs = folder();
        NamedRecipe deep = recipe(99, 8, 218);
        RunFolder run;
        try (Recording recording = Recording.begin(deep, runs, "load", 2)) {
            recording.train(_ -> {});
            run = recording.run();
        }
        try (Studio studio = studio(runs)) {
            StudioPages pages = new StudioPages(studio.url());
            double[] whole = new double[rounds], part = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                whole[i] = milliseconds(() -> pages.get("/run/" + run.id()));
                part[i] = milliseconds(() -> pages.get("/part/run/" + run.id()));
            }
            String steps = run.id().isEmpty() ? "" : "100 layers × 5,000 steps: ";
            say(steps + "the run's page", median(whole) < 500, ms(median(whole)));
            say(steps + "its pictures", median(part) < 500, ms(median(part)) + ", the first time " + ms(part[0]));
        }
    }

    /// Something that is timed.
    private interface Work {
        Object run() throws IOException, InterruptedException;
    }

    private static double milliseconds(Work work) throws IOException {
        long begun = System.nanoTime();
        try {
            work.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return (System.nanoTime() - begun) / MILLION;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String ms(double milliseconds) {
        return "%.0f ms".formatted(milliseconds);
    }

    private static String start(StudioPages pages, NamedRecipe recipe) throws IOException {
        String answer = pages.post(
                "/api/trainings", Json.write(Json.object("yaml", recipe.recipe().toYaml())));
        int at = answer.indexOf("/run/");
        if (at < 0) throw new IOException("no training was started: " + answer);
        return answer.substring(at + 5, answer.indexOf('"', at));
    }

    /// From the order to pause until the page hears that it stands still, and how often it hears of steps.
    private void steering() throws IOException, InterruptedException {
        Path runs = folder();
        try (Studio studio = studio(runs)) {
            StudioPages pages = new StudioPages(studio.url());
            String id = start(pages, recipe(20, 64, 2000));
            try (StudioPages.Listener page = pages.listen("run/" + id)) {
                reader(pages, id, new AtomicBoolean(true), 3000).join();
                long before = page.heard();
                Thread.sleep(4000);
                double news = (page.heard() - before) / 4.0;
                say("news of steps, with the page's pictures drawn", news >= 5, "%.1f a second".formatted(news));
                double[] times = new double[rounds];
                for (int i = 0; i < rounds; i++) {
                    times[i] = milliseconds(() -> {
                        pages.post("/api/runs/" + id + "/pause", "{}");
                        while (!page.paused()) Thread.sleep(1);
                        return page;
                    });
                    pages.post("/api/runs/" + id + "/run", "{}");
                    while (page.paused()) Thread.sleep(1);
                    Thread.sleep(50);
                }
                say("from the click on pause until it stands still", median(times) <= 300, ms(median(times)));
            }
        }
    }

    /// Reads a run's pictures as the page's script does: then rests for nine times as long as it took.
    private static Thread reader(StudioPages pages, String id, AtomicBoolean open, long most) {
        long until = System.nanoTime() + most * 1_000_000;
        return Thread.ofVirtual().start(() -> {
            try {
                while (open.get() && System.nanoTime() < until) {
                    double took =
                            milliseconds(() -> pages.get("/part/run/" + id + "/bar") + pages.get("/part/run/" + id));
                    Thread.sleep(Math.max(600, (long) (9 * took)));
                }
            } catch (IOException _) {
                // the studio has ended
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// One training, in turn with a page open and with none: what the machine does besides is the same for both.
    private void beside() throws IOException, InterruptedException {
        Path runs = folder();
        double[] ratio = new double[2 * rounds];
        try (Studio studio = studio(runs)) {
            StudioPages pages = new StudioPages(studio.url());
            String id = start(pages, recipe(20, 64, 100_000));
            pace(pages, id, true);
            for (int i = 0; i < ratio.length; i++) {
                boolean first = i % 2 == 0;
                double one = pace(pages, id, first), other = pace(pages, id, !first);
                ratio[i] = first ? other / one : one / other;
            }
            pages.post("/api/runs/" + id + "/stop", "{}");
        }
        Arrays.sort(ratio);
        say(
                "a training with a page open beside the same with none",
                median(ratio) <= 1.02,
                "%.3f times as long (%d pairs of %d s; half of them %.3f to %.3f)"
                        .formatted(
                                median(ratio),
                                ratio.length,
                                2 * WINDOW,
                                ratio[ratio.length / 4],
                                ratio[ratio.length * 3 / 4]));
    }

    /// The steps a second that a training makes.
    private static double pace(StudioPages pages, String id, boolean page) throws IOException, InterruptedException {
        AtomicBoolean open = new AtomicBoolean(page);
        try (StudioPages.Listener _ = pages.listen(page ? "run/" + id : "nothing")) {
            Thread reading = reader(pages, id, open, Long.MAX_VALUE / 2_000_000);
            Thread.sleep(200);
            long from = step(pages, id), begun = System.nanoTime();
            Thread.sleep(WINDOW * 1000);
            double made = step(pages, id) - from, seconds = (System.nanoTime() - begun) / 1e9;
            open.set(false);
            reading.interrupt();
            reading.join();
            return made / seconds;
        }
    }

    private static long step(StudioPages pages, String id) throws IOException {
        Matcher step = STEP.matcher(pages.get("/part/run/" + id + "/bar"));
        if (!step.find()) throw new IOException("the page does not tell the step");
        return Long.parseLong(step.group(1));
    }

    /// A thousand pages that listen, some of which never read, and others that never say what they want.
    private void crowd() throws IOException, InterruptedException {
        Path runs = folder();
        List<AutoCloseable> open = new ArrayList<>();
        try (Studio studio = studio(runs)) {
            StudioPages pages = new StudioPages(studio.url());
            String id = start(pages, recipe(20, 64, 4000));
            StudioPages.Listener first = pages.listen("run/" + id);
            double before = pace(first);
            List<StudioPages.Listener> listeners = new ArrayList<>();
            for (int i = 0; i < connections; i++) listeners.add(pages.listen("run/" + id));
            for (int i = 0; i < 100; i++) open.add(pages.deaf());
            for (int i = 0; i < 100; i++) open.add(pages.half());
            double after = pace(first);
            long hearing = listeners.stream().filter(l -> l.step() > 0).count();
            double answer = milliseconds(() -> pages.get("/run/" + id));
            say(
                    connections + " pages listen, 100 never read, 100 say half a request",
                    hearing == connections && after > 0.5 * before,
                    "%d hear; %.0f steps a second, %.0f before; a page in %s"
                            .formatted(hearing, after, before, ms(answer)));
            open.addAll(listeners);
            open.add(first);
        } finally {
            for (AutoCloseable one : open) close(one);
        }
    }

    /// A disk that is full in the middle of a training, and has room again later.
    private void full() throws IOException, InterruptedException {
        Path disk = folder();
        if (!Disk.shell("mount -t tmpfs -o size=160m tmpfs " + disk)) {
            System.out.println("a full disk: left out, since no file system may be mounted here");
            return;
        }
        try (Studio studio = studio(disk)) {
            StudioPages pages = new StudioPages(studio.url());
            String id = start(pages, recipe(20, 64, 4000));
            try (StudioPages.Listener page = pages.listen("run/" + id)) {
                while (page.step() < 1) Thread.sleep(5);
                Path filler = disk.resolve("filler");
                Disk.shell("dd if=/dev/zero of=" + filler + " bs=64k");
                boolean told = soon(pages, "/part/run/" + id + "/steering", "No space left on device");
                double answer = milliseconds(() -> pages.get("/"));
                Files.delete(filler);
                pages.post("/api/runs/" + id + "/resume", "{}");
                long stood = page.step();
                boolean again = soon(pages, "/part/run/" + id + "/steering", "Pause");
                Thread.sleep(1000);
                say(
                        "a disk that is full in the middle of a training",
                        told && again && page.step() > stood,
                        "told; the home page in " + ms(answer) + "; with room again it went on from step " + stood);
            }
        } finally {
            Disk.shell("umount " + disk);
        }
    }

    private static boolean soon(StudioPages pages, String path, String words) throws IOException, InterruptedException {
        long until = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < until) {
            if (pages.get(path).contains(words)) return true;
            Thread.sleep(50);
        }
        return false;
    }

    private static void close(AutoCloseable one) {
        try {
            if (one instanceof Socket socket) socket.close();
            else one.close();
        } catch (Exception _) {
            // it was to end
        }
    }

    /// Steps a second, as a page hears of them.
    private static double pace(StudioPages.Listener page) throws InterruptedException {
        while (page.step() < 0) Thread.sleep(10);
        long from = page.step(), begun = System.nanoTime();
        Thread.sleep(3000);
        return (page.step() - from) / ((System.nanoTime() - begun) / 1e9);
    }
}
