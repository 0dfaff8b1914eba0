package org.gradus.detect;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/// What a guard knows a cause by at one [Glance]: cheap numbers that look like it. It means nothing while
/// the loss falls.
///
/// @param shown whether a layer shows it
/// @param words the numbers, told what is seen and which layers show it
/// @param ago how many steps before it is first seen it began; what a step finds, the step before had made
/// @param lasting whether its harm outlives it: what one violent step has done stays when the steps are small again
public record Sign(
        Shown shown, BiFunction<Glance, List<String>, String> words, ToIntFunction<Glance> ago, boolean lasting) {
    /// One that is over when it shows no more.
    public Sign(Shown shown, BiFunction<Glance, List<String>, String> words) {
        this(shown, words, _ -> 1, false);
    }

    /// Whether a layer shows it.
    @FunctionalInterface
    public interface Shown {
        boolean by(Glance glance, int layer);
    }

    /// Whether any layer shows it.
    public boolean shows(Glance glance) {
        for (int l = 0; l < glance.size(); l++) if (shown.by(glance, l)) return true;
        return false;
    }

    /// The paths of the layers that show it.
    public List<String> layers(Glance glance) {
        return glance.layers(l -> shown.by(glance, l));
    }

    /// What is said of it.
    public String sentence(Glance glance) {
        return words.apply(glance, layers(glance));
    }

    /// The step since which it is so, when it is seen for the first time at some step.
    public long since(long step, Glance glance) {
        return Math.max(0, step - ago.applyAsInt(glance));
    }
}
