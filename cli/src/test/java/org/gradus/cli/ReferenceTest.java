package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.data.Source;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.init.Init;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.name.Default;
import org.gradus.name.Members;
import org.gradus.name.Names;
import org.gradus.optim.Clip;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Schedule;
import org.gradus.optim.Stop;
import org.gradus.preset.Preset;
import org.gradus.remedy.Remedy;
import org.junit.jupiter.api.Test;

/// `docs/reference.md`: what ships, made from the sealed lists, the records' settings and the first sentences of
/// their documentation. `-Dgradus.golden=rewrite` writes it anew.
final class ReferenceTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private static final String HEAD = """
            # Reference: what a recipe may name

            This page is generated; the build fails when it is out of date. A setting with a value may be left out.
            """;

    @Test
    void thePageListsWhatShips() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        settings(page, "Layers", "model", Layer.class);
        settings(page, "Activations", "activation", Activation.class);
        settings(page, "Initial weights", "init", Init.class);
        settings(page, "Losses", "loss", Loss.class);
        settings(page, "Optimizers", "optimizer", Optimizer.class);
        settings(page, "Schedules", "schedule", Schedule.class);
        settings(page, "Clipping", "clip", Clip.class);
        settings(page, "Early stopping", "stop", Stop.class);
        settings(page, "Data", "data", Source.class);
        detectors(page);
        remedies(page);
        presets(page);
        Path file = ROOT.resolve("docs/reference.md");
        if ("rewrite".equals(System.getProperty("gradus.golden"))) Files.writeString(file, page);
        assertThat(file).as("made by -Dgradus.golden=rewrite").exists();
        assertThat(page.toString()).isEqualTo(Files.readString(file));
    }

    private static void settings(StringBuilder page, String title, String key, Class<?> family) throws IOException {
        page.append("\n## ").append(title).append("\n\n| `").append(key).append("` | settings | |\n|---|---|---|\n");
        for (Class<?> member : Members.of(family).values()) {
            String settings = Arrays.stream(member.getRecordComponents())
                    .map(ReferenceTest::setting)
                    .collect(Collectors.joining(", "));
            row(page, "`" + Names.of(member) + "`", settings.isEmpty() ? "" : "`" + settings + "`", about(member));
        }
    }

    private static String setting(RecordComponent setting) {
        String name = Names.snake(setting.getName());
        Default value = setting.getAnnotation(Default.class);
        if (value == null) return name;
        String text = value.value().equals(",") ? "','" : value.value();
        return name + ": " + (text.isEmpty() ? "none" : text);
    }

    private static void detectors(StringBuilder page) throws IOException {
        page.append("\n## Causes\n\n| cause | |\n|---|---|\n");
        for (Detector detector : DetectorList.all())
            row(page, "`" + detector.cause() + "`", about(detector.getClass()));
    }

    private static void remedies(StringBuilder page) throws IOException {
        page.append("\n## Remedies\n\n| remedy | |\n|---|---|\n");
        for (Class<?> remedy : Members.of(Remedy.class).values())
            row(page, "`" + Names.of(remedy) + "`", about(remedy));
    }

    private static void presets(StringBuilder page) {
        page.append("\n## Presets\n\n| preset | |\n|---|---|\n");
        for (Preset preset : Preset.all()) row(page, "`" + preset.name() + "`", preset.about());
    }

    private static void row(StringBuilder page, String... cells) {
        String row = Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | "));
        page.append("| ").append(row).append(" |\n");
    }

    /// The first sentence of a class's documentation, without links.
    private static String about(Class<?> type) throws IOException {
        String file = "src/main/java/" + type.getName().replace('.', '/') + ".java";
        Path source = Stream.of("learn", "doctor")
                .map(module -> ROOT.resolve(module).resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        List<String> lines = Files.readAllLines(source);
        String doc = lines.stream()
                .filter(line -> !line.startsWith("import"))
                .dropWhile(line -> !line.startsWith("///"))
                .takeWhile(line -> line.startsWith("/// "))
                .map(line -> line.substring(4).strip())
                .collect(Collectors.joining(" "));
        assertThat(doc).as(type + " says what it is").isNotEmpty();
        // a full stop ends the sentence, unless an abbreviation does: `et al. 2014`
        Matcher sentence = Pattern.compile("^.*?(?<!et al)[.:](?= [A-Z`]|$)").matcher(doc);
        String first = sentence.find() ? sentence.group() : doc;
        return first.replaceAll("\\[([^\\]]+)\\]\\[[^\\]]+\\]", "$1").replaceAll("\\[([A-Z]\\w*)\\]", "$1");
    }
}
