package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.data.Source;
import org.gradus.detect.Detector;
import org.gradus.init.Init;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.optim.Clip;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Schedule;
import org.gradus.optim.Stop;
import org.gradus.remedy.Remedy;
import org.junit.jupiter.api.Test;

/// What others write is judged as what ships: code outside a family asks its members what they are like, and does not
/// look at their class. Where it does, the reason stands here.
final class OpenFamilyLaws {
    private static final List<Class<?>> FAMILIES = List.of(
            Layer.BuiltIn.class,
            Activation.BuiltIn.class,
            Init.BuiltIn.class,
            Loss.BuiltIn.class,
            Optimizer.BuiltIn.class,
            Schedule.BuiltIn.class,
            Clip.BuiltIn.class,
            Stop.BuiltIn.class,
            Source.BuiltIn.class,
            Remedy.BuiltIn.class,
            Detector.BuiltIn.class);

    /// By file and member.
    private static final Map<String, String> REASONS = Map.of(
            "AddBatchNorm BatchNorm", "the numbers in the paths of those that are there would shift",
            "AddResidual Residual", "one residual block is enough, whoever wrote others",
            "Edit Repeat", "a repeat is split where its first round is edited otherwise than the rest",
            "LessDropout Dropout", "the layer that it rewrites",
            "RandomSearch Together", "several remedies at once are drawn one by one",
            "Reconnect StopGradient", "the layer that it takes out",
            "Watch Sigmoid", "a published rule that has a range for this activation",
            "Watch Tanh", "a published rule that has a range for this activation");

    private static final int MOST = 15;

    @Test
    void theClassOfAMemberIsLookedAtOnlyForAReason() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            for (Class<?> family : FAMILIES) {
                for (Class<?> member : family.getPermittedSubclasses()) looks(source, text, member, found);
            }
        }
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(REASONS.keySet());
        assertThat(found.values().stream().mapToInt(n -> n).sum()).isLessThanOrEqualTo(MOST);
    }

    private static void looks(Path source, String text, Class<?> member, Map<String, Integer> found) {
        if (!text.contains("import " + member.getName() + ";")) return;
        String name = member.getSimpleName();
        Matcher looks = Pattern.compile(
                        "\\b(?:instanceof|case)\\s+" + name + "\\b|\\b" + name + "\\.class\\b(?!\\.getR)")
                .matcher(text);
        String file = String.valueOf(source.getFileName()).replace(".java", "");
        while (looks.find()) found.merge(file + " " + name, 1, Integer::sum);
    }

    /// All main code above the engine.
    private static List<Path> sources() throws IOException {
        Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("learn", "surfaces", "draw", "doctor", "exam", "junit", "cli")) {
            try (Stream<Path> files = Files.walk(root.resolve(module + "/src/main/java"))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        assertThat(sources).hasSizeGreaterThan(300);
        return sources;
    }
}
