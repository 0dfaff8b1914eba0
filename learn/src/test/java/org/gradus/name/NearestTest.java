package org.gradus.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("relu", "elu", "selu", "tanh", "sigmoid", "batch_norm", "glorot_uniform", "glorot_normal");

    @Test
    void oneSlipOfEachKindIsFound() {
        assertThat(Nearest.of("tnah", KNOWN)).containsExactly("tanh");
        assertThat(Nearest.of("sigmiod", KNOWN)).containsExactly("sigmoid");
        assertThat(Nearest.of("sigmoidd", KNOWN)).containsExactly("sigmoid");
        assertThat(Nearest.of("sigmid", KNOWN)).containsExactly("sigmoid");
        assertThat(Nearest.of("sogmoid", KNOWN)).containsExactly("sigmoid");
    }

    @Test
    void caseAndSeparatorsDoNotCount() {
        assertThat(Nearest.of("Batch-Norm", KNOWN)).containsExactly("batch_norm");
        assertThat(Nearest.of("BATCH NORM", KNOWN)).containsExactly("batch_norm");
    }

    @Test
    void aPieceOfANameFindsAllThatHoldIt() {
        assertThat(Nearest.of("glorot", KNOWN)).containsExactly("glorot_uniform", "glorot_normal");
    }

    @Test
    void theNearestComesFirst() {
        assertThat(Nearest.of("momentun", List.of("moments", "momentum"))).containsExactly("momentum", "moments");
    }

    @Test
    void atMostThreeAreGiven() {
        assertThat(Nearest.of("aaa", List.of("aab", "aac", "aad", "aae"))).containsExactly("aab", "aac", "aad");
    }

    @Test
    void nothingNearIsNothing() {
        assertThat(Nearest.of("convolution", KNOWN)).isEmpty();
        assertThat(Nearest.of("", KNOWN)).isEmpty();
        assertThat(Nearest.of("relu", List.of())).isEmpty();
    }
}
