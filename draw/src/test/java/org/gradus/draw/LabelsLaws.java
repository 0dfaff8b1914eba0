package org.gradus.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Names that differ look different in any room.
class LabelsLaws {
    private static final List<String> REMEDIES = List.of(
            "leaky_relu+he_normal+batch_norm+epochs×4",
            "leaky_relu+he_normal+batch_norm+epochs×8",
            "leaky_relu+he_normal+batch_norm",
            "rate÷10");

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(Labels.fit(REMEDIES, 40, "…")).isEqualTo(REMEDIES);
    }

    @Test
    void whereEndsTellNamesApartTheMiddleGoes() {
        assertThat(Labels.fit(REMEDIES, 20, "…"))
                .containsExactly("leaky_rel…m+epochs×4", "leaky_rel…m+epochs×8", "leaky_rel…batch_norm", "rate÷10");
    }

    @Test
    void whereStartsTellThemApartTheEndGoes() {
        assertThat(Labels.fit(List.of("the first of many", "another of many"), 8, "…"))
                .containsExactly("the fir…", "another…");
    }

    @Test
    void theyDifferInAnyRoomAndFitIt() {
        List<String> alike = List.of("a".repeat(30) + "b" + "a".repeat(30), "a".repeat(30) + "c" + "a".repeat(30));
        for (int most = 2; most < 70; most++) {
            for (List<String> names : List.of(REMEDIES, alike)) {
                int room = most;
                assertThat(Labels.fit(names, room, "…"))
                        .doesNotHaveDuplicates()
                        .allMatch(label -> label.codePointCount(0, label.length()) <= room);
            }
        }
    }

    @Test
    void equalNamesStayEqual() {
        assertThat(Labels.fit(List.of("control control", "control control", "controls"), 6, "…"))
                .containsExactly("co…rol", "co…rol", "co…ols");
    }
}
