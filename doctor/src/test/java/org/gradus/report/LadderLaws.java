package org.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Trial;
import org.gradus.detect.Gain;
import org.gradus.draw.Picture;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.junit.jupiter.api.Test;

/// What the ladder of cures says of arms that are hard to compare, or to tell apart.
class LadderLaws {
    private static final Trial CONTROL =
            Cases.arm(Trial.Arm.CONTROL, "control", new Gain(0, 0), false, "for comparison");

    private static Trial cure(String name, Optional<String> ownLoss) {
        Trial t = Cases.arm(Trial.Arm.CURE, name, new Gain(0.5, 0.4), true, "beats control and sham");
        return new Trial(
                t.arm(),
                name,
                0.1234,
                t.metric(),
                t.errors(),
                t.gain(),
                t.kept(),
                t.predicted(),
                true,
                t.reason(),
                0,
                200,
                false,
                ownLoss);
    }

    private static String text(CureLadder ladder) {
        TextPage page = new TextPage(TextStyle.PLAIN);
        ladder.print(page);
        return page.toString();
    }

    @Test
    void aLossOfAnotherKindStandsApart() {
        CureLadder ladder = new CureLadder(
                List.of(
                        CONTROL,
                        cure("batch_norm", Optional.empty()),
                        cure("linear", Optional.of("softmax_cross_entropy"))),
                "accuracy");
        assertThat(text(ladder).lines().filter(line -> line.startsWith("  batch_norm")))
                .allMatch(line -> line.contains("0.123"));
        assertThat(text(ladder).lines().filter(line -> line.startsWith("  linear")))
                .allMatch(line -> line.contains("–") && !line.contains("0.123"));
        assertThat(text(ladder).replaceAll("\\s+", " ")).contains("control's: linear 0.123 (softmax_cross_entropy).");
        Picture picture = ladder.picture("ladder", "Cures");
        assertThat(picture.reading()).contains("linear 0.123 (softmax_cross_entropy)");
        assertThat(picture.table().rows().getLast()).contains("0.123 (softmax_cross_entropy)");
    }

    @Test
    void armsThatDifferLookDifferent() {
        String common = "leaky_relu+he_normal+batch_norm+residual+epochs×";
        List<Trial> arms = List.of(CONTROL, cure(common + 4, Optional.empty()), cure(common + 8, Optional.empty()));
        assertThat(new CureLadder(arms, "accuracy").picture("ladder", "Cures").svg())
                .containsPattern(">leaky_relu[^<]*…[^<]*×4<")
                .containsPattern(">leaky_relu[^<]*…[^<]*×8<");
    }

    @Test
    void aTrialKnowsWhetherItsLossIsOfAnotherKind() {
        Recipe recipe = Preset.named("mse-classifier").orElseThrow().recipe();
        List<Trial> trials =
                new Clinic(recipe.data().load(Path.of(""))).consult(recipe).trials();
        assertThat(trials).anyMatch(t -> t.ownLoss().equals(Optional.of("softmax_cross_entropy")));
        assertThat(trials.stream().filter(t -> t.arm() != Trial.Arm.CURE))
                .allMatch(t -> t.ownLoss().isEmpty());
    }
}
