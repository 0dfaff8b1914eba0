package org.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.gradus.exam.Lines;
import org.gradus.name.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {
    private static final Pair.Setting SETTING = new Pair.Setting("a", "b", 1.5, "a machine · a JDK");

    /// As `gradus bench --json` prints it.
    private static String printed(double median, int allocated) {
        return """
                {
                  "version": 1,
                  "networks": [
                    {
                      "name": "W1",
                      "timed": [
                        {
                          "threads": 1,
                          "load": {"busy": 0.5, "steal": 0, "average": null},
                          "steps": [
                            {"watch": "plain", "median": %s, "ratio": 1, "allocated": %d, "inSession": 0},
                            {"watch": "doctor", "median": %s, "ratio": 1.25, "allocated": 7, "inSession": 0}
                          ]
                        }
                      ],
                      "beginning": null
                    }
                  ]
                }
                """.formatted(median, allocated, 2 * median);
    }

    private static Pair pair(int round, double before, double after) {
        return new Pair(
                SETTING, "W1", 1, round, Printed.single(printed(before, round)), Printed.single(printed(after, 0)));
    }

    @Test
    void whatABuildPrintsIsRead() {
        Printed.Timed timed = Printed.single(printed(10, 3));
        assertThat(timed.step("plain")).isEqualTo(new Printed.Step("plain", 10, 1, 3, 0));
        assertThat(timed.step("doctor")).isEqualTo(new Printed.Step("doctor", 20, 1.25, 7, 0));
        assertThat(timed.load().busy()).hasValue(0.5);
        assertThatThrownBy(() -> timed.step("guard")).isInstanceOf(InputException.class);
    }

    @Test
    void whatIsNoTimingIsRefused() {
        for (String text : List.of("", "{", "{}", "{\"networks\": []}", "{\"networks\": [{\"timed\": 1}]}")) {
            assertThatThrownBy(() -> Printed.single(text)).as(text).isInstanceOf(InputException.class);
        }
    }

    @Test
    void ratiosAreOfMediansAndOfRounds() {
        Comparison three = new Comparison(List.of(pair(1, 10, 9), pair(2, 20, 10), pair(3, 40, 44)));
        String ratios = "0.500 × (0.500 to 1.100)";
        assertThat(three.rows())
                .containsExactly(
                        List.of(
                                "W1",
                                "1",
                                "plain",
                                "20.0",
                                "10.0",
                                ratios,
                                "+0.0 % → +0.0 %",
                                "1 to 3 → 0",
                                "0 → 0",
                                "50 %"),
                        List.of(
                                "W1",
                                "1",
                                "doctor",
                                "40.0",
                                "20.0",
                                ratios,
                                "+25.0 % → +25.0 %",
                                "7 → 7",
                                "0 → 0",
                                "50 %"));
        assertThat(new Comparison(List.of()).rows()).isEmpty();
    }

    @Test
    void whatWasKeptIsGoneOnFromUnlessItIsAnotherComparison(@TempDir Path folder) {
        Path file = folder.resolve("kept");
        try (Lines<Pair> lines = Lines.in(file, Pair.class)) {
            assertThat(lines.add(pair(1, 10, 9))).isEqualTo(pair(1, 10, 9));
        }
        try (Lines<Pair> lines = Lines.in(file, Pair.class)) {
            assertThat(Builds.checked(lines.found(), SETTING)).containsExactly(pair(1, 10, 9));
            Pair.Setting other = new Pair.Setting("a", "c", 1.5, SETTING.machine());
            assertThatThrownBy(() -> Builds.checked(lines.found(), other))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("another comparison");
        }
    }
}
