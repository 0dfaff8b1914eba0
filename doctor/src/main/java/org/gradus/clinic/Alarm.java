package org.gradus.clinic;

import java.util.List;

/// What a [Guard] says: that something has turned bad in a training, or that it is over.
///
/// @param step the step at which it is said
/// @param cause the cause that it looks like, as the detectors call it; [#STALLED] when nothing
///     cheap explains it
/// @param since the step since which it shows; 0 is before the first step
/// @param over whether it is over
/// @param layers the paths of the layers concerned, input side first; none where it concerns all
/// @param words the numbers
public record Alarm(long step, String cause, long since, boolean over, List<String> layers, String words) {
    /// The cause of a loss that has stopped falling while nothing that a guard sees explains it.
    public static final String STALLED = "stalled";

    public Alarm {
        layers = List.copyOf(layers);
    }

    /// One line, such as `step 97: vanishing-depth since step 0: layer 1 gets 1.1e-7 of the last
    /// hidden layer's signal; …`.
    @Override
    public String toString() {
        return "step " + step + ": " + cause + (over ? ", since step " + since + ", is over: " : " since step " + since)
                + (over ? "" : ": ") + words;
    }
}
