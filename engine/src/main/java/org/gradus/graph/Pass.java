package org.gradus.graph;

/// A rewrite of a program that keeps its meaning: the reference value of every output and update is the same
/// before and after.
@FunctionalInterface
public interface Pass {
    Graph apply(Graph graph);

    /// This pass, then another.
    default Pass andThen(Pass next) {
        return graph -> next.apply(apply(graph));
    }
}
