package org.gradus.layer;

/// Layers one after another and nothing besides: what it computes is what they compute.
public sealed interface Sequence extends Layer permits Chain, Repeat, Freeze {
    @Override
    default Segment segment() {
        return Segment.NONE;
    }
}
