package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.gradus.exam.Result.Named;
import org.gradus.exam.rule.Alarm;
import org.junit.jupiter.api.Test;

class CardLaws {
    private static Result sick(String planted, boolean harmful, Named... named) {
        Alarm alarm = new Alarm("AutoTrainer", "vanishing gradient", "vanishing-depth");
        Said said = said(named);
        return new Result(
                World.CLEAN, Family.TEST, planted, "1", 0, 1, 1, harmful, said, false, said, List.of(alarm), 0.1, 0.5);
    }

    private static Result sound(Named... named) {
        Said said = said(named);
        return new Result(World.CLEAN, Family.TEST, "", "edge", 0, 0, 0, false, said, false, said, List.of(), 0.1, 0.2);
    }

    private static Said said(Named... named) {
        return new Said(List.of(named), Math.min(1, named.length));
    }

    private static Card card() {
        return new Card(List.of(
                sick("saturated", true, new Named("saturated", 0.9, 0.9, 0.5, true, false)),
                sick(
                        "saturated",
                        true,
                        new Named("vanishing-depth", 0.6, 0.6, 0.5, true, false),
                        new Named("saturated", 0.5, 0.5, 0.5, true, false)),
                sick("vanishing-depth", true),
                sick("vanishing-depth", false, new Named("underfit", 0.9, 0.9, 0.5, true, false)),
                sound(),
                sound(new Named("underfit", 0.8, 0.8, 0.5, true, false))));
    }

    @Test
    void harmlessFaultsAreNotCounted() {
        assertThat(card().found()).isEqualTo(new Share(2, 3));
        assertThat(card().first()).isEqualTo(new Share(1, 3));
        assertThat(card().three()).isEqualTo(new Share(2, 3));
        assertThat(card().harmless()).hasSize(1);
    }

    @Test
    void onlySoundNetworksRaiseFalseAlarms() {
        assertThat(card().alarms()).isEqualTo(new Share(1, 2));
    }

    @Test
    void aToolIsHeldToTheSameNetworks() {
        Card.Way autoTrainer = card().ways().stream()
                .filter(w -> w.who().equals("AutoTrainer"))
                .findFirst()
                .orElseThrow();
        assertThat(autoTrainer.found()).isEqualTo(new Share(3, 3));
        assertThat(autoTrainer.named()).isEqualTo(new Share(1, 3));
        assertThat(autoTrainer.alarms()).isEqualTo(new Share(0, 2));
    }

    @Test
    void certaintyThatComesTrueIsCalibrated() {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String named = i < 6 ? "saturated" : "underfit";
            results.add(sick("saturated", true, new Named(named, 0.6, 0.6, 0.5, true, false)));
        }
        assertThat(new Card(results).calibrationError()).isEqualTo(0, within(1e-12));
        assertThat(new Card(results).brier()).isEqualTo(0.6 * 0.16 + 0.4 * 0.36, within(1e-12));
        // a false alarm that was sure of itself
        results.add(sound(new Named("underfit", 0.97, 0.97, 0.5, true, false)));
        assertThat(new Card(results).calibrationError()).isEqualTo(0.97 / 11, within(1e-12));
    }

    @Test
    void thePageShowsEveryPlantedCauseAndEveryTool() {
        String page = CardPage.of(card(), List.of(), Family.TEST);
        assertThat(page)
                .contains("| saturated | 2 | 0 | 2 of 2, 100.0 % (34.2 to 100.0) |")
                .contains("| AutoTrainer |")
                .contains("| SageMaker Debugger |")
                .contains("| edge | 1 of 2, 50.0 %")
                .doesNotContain("## Repair");
    }
}
