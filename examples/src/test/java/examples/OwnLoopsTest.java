package examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The examples of own losses and own loops learn what they say.
final class OwnLoopsTest {
    private static String printed(Consumer<String[]> main) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            main.accept(new String[0]);
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<Double> numbers(String text, String before) {
        return Pattern.compile(before + " (-?[\\d.]+)")
                .matcher(text)
                .results()
                .map((MatchResult m) -> Double.parseDouble(m.group(1)))
                .toList();
    }

    @Test
    void aFunctionIsFittedToPoints() {
        String printed = printed(FitAFunction::main);
        assertThat(printed).contains("a = 3.0000, b = 1.2000, c = 0.5000");
        assertThat(printed).contains("the gradient is 0", "local minimum");
    }

    @Test
    void theGeneratorDrawsWhatTheDataLookLike() {
        String printed = printed(AdversarialPair::main);
        List<Double> means = numbers(printed, "mean"), deviations = numbers(printed, "deviation");
        assertThat(means.get(1)).as(printed).isCloseTo(means.get(0), within(0.2));
        assertThat(deviations.get(1)).as(printed).isCloseTo(deviations.get(0), within(0.12));
    }

    @Test
    void theSiamesePairTellsRingsApart() {
        String printed = printed(SiamesePair::main);
        assertThat(numbers(printed, "told apart:").getFirst()).as(printed).isGreaterThan(90);
    }
}
