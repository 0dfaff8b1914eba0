package examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..");
    private static final String MARK = "        // the README shows what stands between these two lines\n";

    @Test
    void theReadmeShowsTheExampleThatIsCompiledAndRun() throws IOException {
        String source = Files.readString(ROOT.resolve("examples/src/main/java/examples/FirstNetwork.java"));
        String shown = source.split(Pattern.quote(MARK), -1)[1]
                .stripTrailing()
                .stripIndent()
                .strip();
        String readme = Files.readString(ROOT.resolve("README.md"));
        Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(code.find()).isTrue();
        assertThat(code.group(1).strip()).isEqualTo(shown);
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
        assertThat(Double.parseDouble(accuracy.group(1))).isLessThan(0.2);
        assertThat(accuracy.find()).isTrue();
        assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThan(0.95);
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
