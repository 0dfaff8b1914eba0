package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.gradus.data.Gaussians;
import org.gradus.data.Subset;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.Subject;
import org.junit.jupiter.api.Test;

/// Networks of the noisy world, and what is said of their soundness apart from the doctor.
final class NoisyLaws {
    private static Drawn drawn(String rate) {
        return new Drawn(Recipe.parse("""
                name: x
                data: {subset: {source: {gaussians: {samples: 2900, features: 4, error: 0.2}}, training: 400, held_out: 100}}
                model: [{dense: {units: 12, activation: relu, init: he_normal}}, {dense: 2}]
                loss: softmax_cross_entropy
                optimizer: {adam: {rate: %s}}
                batch: 32
                epochs: 20
                """.formatted(rate), "x.yaml"));
    }

    @Test
    void aRateThatIsFarTooLowIsUnsoundForTheChangeThatRaisesIt() {
        Soundness.Ruling ruling = Soundness.of(drawn("1e-5"));
        assertThat(ruling.unsound()).isPresent();
        assertThat(ruling.error()).isGreaterThan(0.6);
    }

    /// What its classes' overlap leaves is no reason to call a network unsound.
    @Test
    void aPlainNetworkOnClassesThatOverlapIsSound() {
        Soundness.Ruling ruling = Soundness.of(drawn("0.005"));
        assertThat(ruling.unsound()).isEqualTo(Optional.empty());
        assertThat(ruling.error()).isBetween(0.35, 0.5);
    }

    /// Fresh samples are of the same law, many, and none of them the user's.
    @Test
    void soundnessIsJudgedOnSamplesThatNobodyElseSees() {
        Drawn drawn = drawn("0.005");
        Case own = drawn.own(), judged = drawn.judged();
        assertThat(own.data().train().count()).isEqualTo(400);
        assertThat(judged.data().train().inputs().toFloats())
                .isEqualTo(own.data().train().inputs().toFloats());
        assertThat(judged.data().test().count()).isGreaterThanOrEqualTo(300);
        double first = judged.data().test().inputs().get(0);
        for (int i = 0; i < own.data().test().count(); i++)
            assertThat(own.data().test().inputs().get(4 * i)).isNotEqualTo(first);
    }

    @Test
    void everyGroupOfBothHalvesIsDrawnAndDrawnAlikeAgain() {
        for (Family family : Family.values()) {
            for (Group group : Group.values()) {
                Drawn one = new NoisyWorld(family).draw(group, new SplittableRandom(3)),
                        again = new NoisyWorld(family).draw(group, new SplittableRandom(3));
                assertThat(one).as("%s %s", family, group).isEqualTo(again);
                assertThat(one.recipe().data()).isInstanceOf(Subset.class);
                // there are only so many digits
                int least = one.recipe().toYaml().contains("digits") ? 800 : Drawn.FRESH;
                assertThat(one.judged().data().test().count())
                        .as("%s %s", family, group)
                        .isGreaterThanOrEqualTo(least);
            }
        }
    }

    /// A rate and a clip stand together; two faults of the initial weights do not.
    @Test
    void faultsStandTogetherWhenTheyChangeDifferentParts() {
        Case sound = new NoisyWorld(Family.TRAIN)
                .plain(Set.of(Need.CLASSES), new SplittableRandom(1))
                .own();
        assertThat(Pair.standTogether(sound, List.of(fault("lr-too-low"), fault("weight-decay")), 1))
                .isFalse();
        assertThat(Pair.standTogether(sound, List.of(fault("batch-size"), fault("saturated")), 1))
                .isTrue();
        assertThat(Pair.standTogether(sound, List.of(fault("saturated"), fault("init-scale")), 1))
                .isFalse();
    }

    private static Fault fault(String cause) {
        return Fault.of(cause, "1");
    }

    /// A remedy that needs other data gets as many held-out samples of those.
    @Test
    void repairsAreMeasuredOnAllHeldOutSamplesOfTheLaw() {
        Case own = drawn("0.005").own();
        Recipe changed =
                new ScaleRate(2).apply(Subject.of(own.recipe(), own.data())).orElseThrow();
        assertThat(own.with(changed).withFresh().data().test().count())
                .isGreaterThan(own.data().test().count());
        Case plain = new Case(own.recipe().withData(gaussians(own)), own.data());
        assertThat(plain.withFresh()).isSameAs(plain);
    }

    private static Gaussians gaussians(Case own) {
        return (Gaussians) ((Subset) own.recipe().data()).source();
    }
}
