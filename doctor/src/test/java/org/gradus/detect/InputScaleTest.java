package org.gradus.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.probe.DataFacts;
import org.junit.jupiter.api.Test;

/// What is said of the sizes of inputs before a training.
class InputScaleTest {
    private static DataFacts facts(float[]... rows) {
        Samples samples = Samples.of(rows, new int[rows.length]);
        return DataFacts.of(Dataset.of("rows", samples, samples.rows(), new Task.Classification(2)));
    }

    @Test
    void largeAndTinyInputsAreTold() {
        assertThat(InputScale.warning(facts(new float[] {5000, 1}, new float[] {6000, 2})))
                .hasValueSatisfying(
                        w -> assertThat(w).startsWith("inputs of size 39").contains("standardize: true"));
        assertThat(InputScale.warning(facts(new float[] {1e-3f, 0}, new float[] {2e-3f, 1e-3f})))
                .isPresent();
    }

    @Test
    void columnsThatAreMostlyZeroAreNoReason() {
        float[][] rows = new float[2000][3];
        for (int i = 0; i < rows.length; i++) rows[i][i % 2] = 1;
        rows[7][2] = 1;
        DataFacts facts = facts(rows);
        assertThat(facts.largest() / facts.smallest()).isGreaterThan(30);
        assertThat(InputScale.warning(facts)).isEmpty();
    }
}
