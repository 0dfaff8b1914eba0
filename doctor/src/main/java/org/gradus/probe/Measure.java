package org.gradus.probe;

import org.gradus.graph.op.Summary;

/// What is measured at every step of every watched tensor: of the gradient of each parameter, of the activations of
/// each layer, and of the backward signal at each. The name is the measure's name in a run's frames.
///
/// They stand in the order in which a [Summary] gives them.
public enum Measure {
    NORM("norm", Summary.NORM),
    MEAN("mean", Summary.MEAN),
    /// The standard deviation.
    DEVIATION("std", Summary.DEVIATION),
    SMALLEST("min", Summary.SMALLEST),
    LARGEST("max", Summary.LARGEST);

    private final String key;
    private final int place;

    Measure(String key, int place) {
        this.key = key;
        this.place = place;
    }

    /// The measure's name in files.
    public String key() {
        return key;
    }

    int place() {
        return place;
    }
}
