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
                World.CLEAN,
                Family.TEST,
                planted,
                "1",
                0,
                1,
                1,
                harmful,
                said,
                false,
                said,
                List.of(alarm),
                0.1,
                0.5,
                1);
    }

    private static Result sound(Named... named) {
        Said said = said(named);
        return new Result(
                World.CLEAN, Family.TEST, "", "edge", 0, 0, 0, false, said, false, said, List.of(), 0.1, 0.2, 1);
    }

    private static Said said(Named... named) {
        return new Said(List.of(named), Math.min(1, named.length));
    }

    private static Card card() {
        return new Card(
                List.of(
                        sick("saturated", true, new Named("saturated", 0.9, 0.9, 0.5, true, false)),
                        sick(
                                "saturated",
                                true,
                                new Named("vanishing-depth", 0.6, 0.6, 0.5, true, false),
                                new Named("saturated", 0.5, 0.5, 0.5, true, false)),
                        sick("vanishing-depth", true),
                        sick("vanishing-depth", false, new Named("underfit", 0.9, 0.9, 0.5, true, false)),
                        sound(),
                        sound(new Named("underfit", 0.8, 0.8, 0.5, true, false))),
                List.of());
    }

    @Test
    void harmlessFaultsAreNotCounted() {
        assertThat(card().found()).isEqualTo(new Share(2, 3));
        assertThat(card().first()).isEqualTo(new Share(1, 3));
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
        assertThat(new Card(results, List.of()).calibrated(Card.When.BEFORE).error())
                .isEqualTo(0, within(1e-12));
        assertThat(new Card(results, List.of()).calibrated(Card.When.BEFORE).brier())
                .isEqualTo(0.6 * 0.16 + 0.4 * 0.36, within(1e-12));
        // a false alarm that was sure of itself
        results.add(sound(new Named("underfit", 0.97, 0.97, 0.5, true, false)));
        assertThat(new Card(results, List.of()).calibrated(Card.When.BEFORE).error())
                .isEqualTo(0.97 / 11, within(1e-12));
    }

    private static Result noisy(String planted, boolean harmful, Said before, boolean tried, Said after) {
        String kind = planted.isEmpty() ? "OVERLAP" : planted.contains("+") ? "2" : "1";
        return new Result(
                World.NOISY,
                Family.TEST,
                planted,
                kind,
                7,
                1,
                1,
                harmful,
                before,
                tried,
                after,
                List.of(),
                0.1,
                0.5,
                1);
    }

    private static Named named(String cause) {
        return new Named(cause, 0.9, 0.9, 0.5, true, false);
    }

    /// Two sound networks, of which one is an alarm until the trials; a single fault that only the trials
    /// settle; a pair of which one is named at first, and both in the end.
    private static Card afterTrials() {
        Said wrong = said(named("underfit")), both = new Said(List.of(named("saturated"), named("clipping")), 2);
        Result single = noisy("saturated", true, wrong, false, wrong);
        Repair treated = new Repair(
                World.NOISY,
                Family.TEST,
                "saturated",
                "1",
                7,
                said(named("saturated")),
                1,
                0,
                "saturated",
                "relu",
                1,
                "none",
                0,
                true,
                false,
                100,
                false,
                2,
                0,
                1);
        return new Card(
                List.of(
                        noisy("", false, wrong, true, Said.NOTHING),
                        noisy("", false, Said.NOTHING, false, Said.NOTHING),
                        single,
                        noisy("saturated+clipping", true, said(named("saturated")), true, both)),
                List.of(treated));
    }

    @Test
    void whatIsSaidAfterTrialsCountsApart() {
        Card card = afterTrials();
        assertThat(Share.among(card.sound(Card.When.BEFORE), Examined::found)).isEqualTo(new Share(1, 2));
        assertThat(Share.among(card.sound(Card.When.AFTER), Examined::found)).isEqualTo(new Share(0, 2));
        assertThat(Share.among(card.sick(Card.When.BEFORE), Examined::first)).isEqualTo(new Share(0, 1));
        assertThat(Share.among(card.sick(Card.When.AFTER), Examined::first)).isEqualTo(new Share(1, 1));
        assertThat(Share.among(card.pairs(Card.When.BEFORE), Examined::all)).isEqualTo(new Share(0, 1));
        assertThat(Share.among(card.pairs(Card.When.AFTER), Examined::all)).isEqualTo(new Share(1, 1));
    }

    @Test
    void theNoisyPageShowsGroupsPairsAndWhatWasDrawnAgain() {
        SoundNetwork sound =
                new SoundNetwork(Family.TEST, "OVERLAP", 7, 100_007, 0.4, List.of("rate×10", "rate×10", "width×4?"), 1);
        assertThat(NoisyPage.of(afterTrials(), List.of(sound), Family.TEST))
                .contains("| overlap | 1 of 2, 50.0 %")
                .contains("| overlap | 1 | 3 | rate×10 2, width×4? 1 |")
                .contains("| both named | 0 of 1, 0.0 % (0.0 to 79.3) | 1 of 1, 100.0 %")
                .contains("## Repair")
                .contains("--world=NOISY --family=TEST --card=1 --healthy=2 --pairs=1 --repairs=1");
    }

    @Test
    void thePageShowsEveryPlantedCauseAndEveryTool() {
        String page = CardPage.of(card(), Family.TEST);
        assertThat(page)
                .contains("| saturated | 2 | 0 | 2 of 2, 100.0 % (34.2 to 100.0) |")
                .contains("| AutoTrainer |")
                .contains("| SageMaker Debugger |")
                .contains("| edge | 1 of 2, 50.0 %")
                .doesNotContain("## Repair");
    }
}
