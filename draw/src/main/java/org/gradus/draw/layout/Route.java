package org.gradus.draw.layout;

import java.util.List;

/// The way of an edge: straight runs, each beside the boxes of one rank, and between them one bend in the room
/// between two ranks.
///
/// @param runs from the box it leaves to the box at which it arrives
public record Route(List<Run> runs) {
    public Route {
        runs = List.copyOf(runs);
    }

    /// A straight part.
    ///
    /// @param across where it runs
    /// @param from where it begins, along the edges
    /// @param to where it ends
    public record Run(double across, double from, double to) {}
}
