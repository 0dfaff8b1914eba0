package org.gradus.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.gradus.runs.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs that were cut off and of whose files one was altered: resumed, each must be refused, or end with the weights
/// and frames of one that nobody touched. The other commands must read them or name what is wrong.
@Command(
        name = "altered",
        mixinStandardHelpOptions = true,
        description = "Alters the files of runs that were cut off, and resumes them.")
final class Altered implements Callable<Integer> {
    private static final List<String> FILES =
            List.of("run.json", "recipe.yaml", "places.json", "checkpoint.safetensors", "frames.bin");

    private static final String DELETED = "deleted";

    @Option(names = "--flips", defaultValue = "20", description = "Bits to flip a file (default: ${DEFAULT-VALUE}).")
    private int flips;

    @Option(names = "--seed", defaultValue = "1", description = "Draws their places (default: ${DEFAULT-VALUE}).")
    private long seed;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        Path base = Traces.folder(60);
        cutOff(base);
        String expected = resumed(base);
        Path other = Traces.folder(7);
        if (InProcess.run(other, "train", "rough.yaml").code() != 0) throw new IllegalStateException("cannot train");
        int kinds = 0, bad = 0;
        for (String file : FILES) {
            for (Map.Entry<String, UnaryOperator<byte[]>> kind :
                    kinds(file, other).entrySet()) {
                kinds++;
                String outcome = outcome(base, file, kind, expected);
                outcomes.merge(outcome, 1, Integer::sum);
                if (outcome.equals("refused") || outcome.equals("the same")) continue;
                bad++;
                System.out.println(file + ", " + kind.getKey() + ": " + outcome);
            }
        }
        System.out.println(kinds + " kinds of alterations: " + outcomes);
        Traces.delete(base);
        Traces.delete(other);
        return bad == 0 ? 0 : 1;
    }

    /// Trains until some checkpoint that is not the last.
    private static void cutOff(Path folder) throws IOException {
        for (long millis = 400; ; millis += 200) {
            try (Child child = Child.start(folder, Child.BRIEF, "train", "rough.yaml")) {
                child.killAfter(millis);
            }
            List<RunFolder> runs = Traces.runs(folder);
            if (runs.isEmpty()) continue;
            if (Files.size(runs.getLast().file(RunFolder.FRAMES)) > 0) return;
        }
    }

    private static String resumed(Path base) throws IOException {
        Path folder = Traces.copy(base);
        RunFolder run = Traces.runs(folder).getLast();
        if (InProcess.run(folder, "train", "--resume", run.id()).code() != 0)
            throw new IllegalStateException("cannot resume");
        String trace = Traces.of(run);
        Traces.delete(folder);
        return trace;
    }

    private Map<String, UnaryOperator<byte[]>> kinds(String file, Path other) throws IOException {
        byte[] foreign = Files.readAllBytes(Traces.runs(other).getFirst().file(file));
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, UnaryOperator<byte[]>> kinds = new LinkedHashMap<>();
        kinds.put(DELETED, _ -> new byte[0]);
        kinds.put("empty", _ -> new byte[0]);
        kinds.put("without its last byte", b -> Arrays.copyOf(b, b.length - 1));
        kinds.put("its first half", b -> Arrays.copyOf(b, b.length / 2));
        kinds.put("its second half", b -> Arrays.copyOfRange(b, b.length / 2, b.length));
        kinds.put("zeros", b -> new byte[b.length]);
        kinds.put("zeros from the middle on", b -> Arrays.copyOf(Arrays.copyOf(b, b.length / 2), b.length));
        kinds.put("zeros behind", b -> Arrays.copyOf(b, b.length + 4096));
        kinds.put("twice", b -> joined(b, b));
        kinds.put("words behind", b -> joined(b, "words".getBytes(StandardCharsets.UTF_8)));
        kinds.put("words", _ -> "words".getBytes(StandardCharsets.UTF_8));
        kinds.put("that of another run", _ -> foreign);
        for (int i = 0; i < flips; i++) {
            double place = random.nextDouble();
            int bit = random.nextInt(8);
            kinds.put("bit " + bit + " flipped at " + "%.3f".formatted(place) + " of it", b -> {
                byte[] altered = b.clone();
                altered[(int) (place * b.length)] ^= (byte) (1 << bit);
                return altered;
            });
        }
        return kinds;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static String outcome(
            Path base, String name, Map.Entry<String, UnaryOperator<byte[]>> kind, String expected) {
        try {
            Path folder = Traces.copy(base);
            RunFolder run = Traces.runs(folder).getLast();
            byte[] altered = kind.getValue().apply(Files.readAllBytes(run.file(name)));
            if (kind.getKey().equals(DELETED)) Files.delete(run.file(name));
            else Files.write(run.file(name), altered);
            Child.Result list = InProcess.run(folder, "runs"), report = InProcess.run(folder, "report", run.id());
            Child.Result resumed = InProcess.run(folder, "train", "--resume", run.id());
            String outcome = !list.handled() || list.code() != 0
                    ? "gradus runs: exit " + list.code() + ", " + list.text()
                    : !report.handled()
                            ? "gradus report: exit " + report.code() + ", " + report.text()
                            : judged(resumed, run, expected);
            Traces.delete(folder);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot alter " + name, e);
        }
    }

    private static String judged(Child.Result resumed, RunFolder run, String expected) {
        if (!resumed.handled()) return "exit " + resumed.code() + ", " + resumed.text();
        if (resumed.code() == 2) return "refused";
        return Traces.of(run).equals(expected) ? "the same" : "another result: " + Traces.of(run);
    }
}
