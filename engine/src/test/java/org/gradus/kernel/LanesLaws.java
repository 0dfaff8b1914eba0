package org.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gradus.kernel.vector.VectorLanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The plain loops and the vector loops give the same bits, at every size and on every number.
class LanesLaws {
    private final Lanes plain = new PlainLanes();
    private final Lanes vector = new VectorLanes();

    @ParameterizedTest
    @EnumSource
    void everyFunctionHasTheSameBitsInBothTwins(Elementwise f) {
        for (int n : LanesDigest.SIZES) {
            float[] a = LanesDigest.numbers(n, true), b = LanesDigest.numbers(n + 1, true);
            float[] c = LanesDigest.numbers(n + 2, true), y = new float[1100], z = new float[1100];
            plain.map(f, a, 3, b, 5, c, 0, y, 7, n);
            vector.map(f, a, 3, b, 5, c, 0, z, 7, n);
            assertThat(z).as("%s of %d", f, n).isEqualTo(y);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionMayOverwriteAnyOperand(Elementwise f) {
        float[] a = LanesDigest.numbers(1, true), b = LanesDigest.numbers(2, true), c = LanesDigest.numbers(3, true);
        float[] y = new float[1100];
        plain.map(f, a, 0, b, 0, c, 0, y, 0, 257);
        for (Lanes lanes : List.of(plain, vector)) {
            float[] over = a.clone();
            lanes.map(f, over, 0, b, 0, c, 0, over, 0, 257);
            assertThat(Arrays.copyOf(over, 257)).isEqualTo(Arrays.copyOf(y, 257));
        }
    }

    @Test
    void allLoopsHaveTheSameBitsInBothTwins() {
        assertThat(LanesDigest.of(vector)).isEqualTo(LanesDigest.of(plain));
    }

    /// Another JVM is told to use narrower vectors; on a machine with narrow ones it may use the same.
    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void narrowerVectorsGiveTheSameBits(int bytes) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the flag exists on x86");
        Path classes = Path.of("target", "classes"), tests = Path.of("target", "test-classes");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-XX:MaxVectorSize=" + bytes,
                        "-cp",
                        classes + java.io.File.pathSeparator + tests,
                        LanesDigest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        assertThat(printed).isEqualTo("vector " + bytes * 8 + " " + LanesDigest.of(plain));
    }

    @Test
    void aSumIsAccurate() {
        Random random = new Random(7);
        float[] x = new float[1023];
        double sum = 0, magnitude = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
            sum += x[i];
            magnitude += Math.abs(x[i]);
        }
        for (Lanes lanes : List.of(plain, vector)) {
            assertThat((double) lanes.sum(x, 0, x.length))
                    .isCloseTo(sum, org.assertj.core.data.Offset.offset(magnitude * 1e-6));
        }
    }

    @Test
    void aNanIsNeverLostInAMaximum() {
        for (int at = 0; at < 40; at++) {
            float[] x = new float[40];
            x[at] = Float.NaN;
            assertThat(plain.max(x, 0, 40)).isNaN();
            assertThat(vector.max(x, 0, 40)).isNaN();
            float[] y = new float[20];
            vector.maxRows(x, 0, 20, 2, y, 0, 20);
            assertThat(y[at % 20]).isNaN();
        }
    }
}
