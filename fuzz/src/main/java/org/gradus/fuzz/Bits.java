package org.gradus.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The same training in JVMs that work in other ways: all must come to the same bits.
@Command(
        name = "bits",
        mixinStandardHelpOptions = true,
        description = "Trains with other threads, vectors, collectors and compilers, and compares the bits.")
final class Bits implements Callable<Integer> {
    @Option(names = "--epochs", defaultValue = "20", description = "Of each training (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Override
    public Integer call() {
        String expected = "";
        int wrong = 0;
        Map<String, List<String>> jvms = jvms();
        for (int threads : new int[] {1, 2, 3}) {
            for (Map.Entry<String, List<String>> jvm : jvms.entrySet()) {
                Path folder = Traces.folder(epochs);
                Child.Result result = Child.run(folder, jvm.getValue(), "train", "rough.yaml", "--threads=" + threads);
                String found = result.code() == 0
                        ? Traces.of(Traces.runs(folder).getFirst())
                        : "exit " + result.code() + ": " + result.text();
                if (expected.isEmpty()) expected = found;
                boolean same = found.equals(expected);
                if (!same) wrong++;
                System.out.printf("%d threads, %-28s %s%n", threads, jvm.getKey(), same ? "the same" : found);
                Traces.delete(folder);
            }
        }
        System.out.printf("%d ways: %d came to other bits than %s%n", 3 * jvms.size(), wrong, expected);
        return wrong == 0 ? 0 : 1;
    }

    private static Map<String, List<String>> jvms() {
        Map<String, List<String>> jvms = new LinkedHashMap<>();
        jvms.put("as it comes", List.of());
        for (int bytes : new int[] {8, 16, 32, 64})
            jvms.put("vectors of " + 8 * bytes + " bits", List.of("-XX:MaxVectorSize=" + bytes));
        for (String gc : List.of("Serial", "Parallel", "G1", "Z")) jvms.put(gc, List.of("-XX:+Use" + gc + "GC"));
        jvms.put("without the second compiler", List.of("-XX:TieredStopAtLevel=1"));
        jvms.put("the second compiler alone", List.of("-XX:-TieredCompilation"));
        jvms.put("interpreted", List.of("-Xint"));
        List<String> without = new ArrayList<>(List.of("--limit-modules"));
        without.add("org.gradus.cli,jdk.zipfs,java.logging,jdk.management");
        jvms.put("without the Vector API", without);
        return jvms;
    }
}
