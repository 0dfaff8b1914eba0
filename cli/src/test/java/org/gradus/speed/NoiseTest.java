package org.gradus.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.junit.jupiter.api.Test;

final class NoiseTest {
    @Test
    void noiseAnswersEveryQuestionByYesAndByNo() {
        Samples samples =
                new Noise(500, 2, new Task.MultiLabel(3)).load(Path.of("")).train();
        assertThat(samples.targets().shape().dims()).containsExactly(500, 3);
        assertThat(Arrays.stream(samples.targets().toDoubles()).average().orElseThrow())
                .isBetween(0.45, 0.55);
    }
}
