package examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..");
    private static final Pattern SHOWN =
            Pattern.compile("// the README shows from here\n(.*?) *// to here\n", Pattern.DOTALL);

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void theReadmeShowsTheExampleThatIsCompiledAndRun() throws IOException {
        String source = Files.readString(ROOT.resolve("examples/src/main/java/examples/FirstNetwork.java"));
        Matcher shown = SHOWN.matcher(source);
        Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme());
        int parts = 0;
        while (shown.find()) {
            assertThat(code.find()).isTrue();
            assertThat(code.group(1).strip())
                    .isEqualTo(shown.group(1).stripTrailing().stripIndent().strip());
            parts++;
        }
        assertThat(parts).isEqualTo(2);
    }

    @Test
    void theReadmesRecipeIsThatOfThePresetItIsNamedAfter() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(yaml.find()).isTrue();
        Recipe recipe = Recipe.parse(yaml.group(1), "README.md");
        assertThat(recipe).isEqualTo(Preset.named(recipe.name()).orElseThrow().recipe());
    }

    @Test
    void theReadmesDependenciesAreThoseOfTheProjectThatIsBuiltWithThem() throws IOException {
        Matcher xml = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL).matcher(readme());
        assertThat(xml.find()).isTrue();
        List<String> lines = Files.readString(ROOT.resolve("packaging/consumer/pom.xml"))
                .lines()
                .map(String::strip)
                .toList();
        assertThat(lines)
                .containsSubsequence(xml.group(1)
                        .lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .toList());
    }

    @Test
    void theExampleFindsTheVanishingGradientAndCuresIt() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            FirstNetwork.main(new String[0]);
        } finally {
            System.setOut(console);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertThat(printed).contains("Each layer keeps 23 % of the signal").contains("cured by ");
        Matcher accuracy = Pattern.compile("accuracy (\\S+)").matcher(printed);
        assertThat(accuracy.find()).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.95);
        assertThat(accuracy.find()).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isLessThan(0.2);
    }

    @Test
    void everyPathInTheLayoutExists() throws IOException {
        String layout = Files.readString(ROOT.resolve("LAYOUT.md"));
        Matcher path = Pattern.compile("`([a-z]+/src/[A-Za-z/.]+)`").matcher(layout);
        int found = 0;
        while (path.find()) {
            assertThat(ROOT.resolve(path.group(1))).exists();
            found++;
        }
        assertThat(found).isGreaterThan(15);
    }
}
