package org.gradus.exam;

import java.util.Arrays;
import java.util.Set;
import org.gradus.data.Task;
import org.gradus.tensor.Tensor;

/// What a planted fault is held against, to see whether it does harm.
final class Harm {
    /// A fault that leaves fewer samples of a class to train on is not counted: those are too few for
    /// anybody, and no change of the network would show.
    static final int FEWEST = 30;

    /// Faults that change the samples, and are faults only on those: what they cost is measured beside
    /// the sound network trained on the same samples.
    private static final Set<String> ON_THEIR_SAMPLES = Set.of("overfitting");

    private Harm() {}

    /// The sound network beside which a fault's error is measured.
    static Case beside(Case sound, Case sick, Fault fault) {
        return ON_THEIR_SAMPLES.contains(fault.cause())
                ? new Case(sound.recipe().withData(sick.recipe().data()), sick.data())
                : sound;
    }

    /// Whether there are samples enough of the rarest class, or were too few before.
    static boolean enough(Case sound, Case sick) {
        return rarest(sick) >= Math.min(FEWEST, rarest(sound));
    }

    private static int rarest(Case c) {
        if (!(c.data().task() instanceof Task.Classification(int classes))) return Integer.MAX_VALUE;
        Tensor labels = c.data().train().targets();
        int[] counts = new int[classes];
        for (int i = 0; i < labels.size(); i++) counts[labels.getInt(i)]++;
        return Arrays.stream(counts).min().orElse(0);
    }
}
