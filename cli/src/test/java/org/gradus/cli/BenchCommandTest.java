package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
    private static final String TINY = "3-4-2/4/tanh/cross_entropy/sgd";

    @Test
    void aSmallNetworkIsMeasuredBesideTheMachinesLimits() {
        Result result = Shell.piped().run("bench", "--only", TINY, "--threads=1", "--seconds=0.02", "--no-start");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("limits", "speed", "observing", "statistics", "guard", "doctor", "of floor");
        assertThat(result.out().lines()).allMatch(line -> Terminal.columns(line) <= 80);
    }

    @Test
    void jsonHoldsTheSame() {
        String out = Shell.piped()
                .run("bench", "--only", TINY, "--threads=1", "--seconds=0.02", "--no-start", "--json")
                .out();
        assertThat(out)
                .startsWith("{\n  \"version\": 1,")
                .contains("\"network\": \"" + TINY + "\"", "\"limits\"", "\"floor\"", "\"median\"", "\"inSession\"");
    }

    @Test
    void predictionsAreMeasuredToo() {
        Result result = Shell.piped().run("bench", "--predict", "--only", TINY, "--seconds=0.02", "--no-start");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("predictions", "µs a row", "µs for 128", "first ms");
        assertThat(result.out().lines()).allMatch(line -> Terminal.columns(line) <= 80);
        String json = Shell.piped()
                .run("bench", "--predict", "--only", TINY, "--seconds=0.02", "--no-start", "--json")
                .out();
        assertThat(json).contains("\"network\": \"" + TINY + "\"", "\"row\"", "\"bytes\": 0");
    }

    @Test
    void aProfileShowsTheCallsOfAPlan() {
        Result result = Shell.piped().run("bench", "--profile", TINY, "--seconds=0.05");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("matmul", "GFLOP/s", "GB/s", "share");
        assertThat(result.out().lines()).allMatch(line -> Terminal.columns(line) <= 80);
        assertThat(Shell.piped()
                        .run("bench", "--profile", TINY, "--seconds=0.05", "--json")
                        .out())
                .contains("\"microseconds\"");
    }

    @Test
    void whatIsNoNetworkIsRefused() {
        Result result = Shell.piped().run("bench", "--only=W9");
        assertThat(result.code()).isEqualTo(Gradus.REFUSED);
        assertThat(result.err()).startsWith("gradus bench: --only: expected W1, W2, W3 or a network such as");
        assertThat(Shell.piped().run("bench", "--seconds=0").code()).isEqualTo(Gradus.REFUSED);
        assertThat(Shell.piped().run("bench", "--threads=0").code()).isEqualTo(Gradus.REFUSED);
    }
}
