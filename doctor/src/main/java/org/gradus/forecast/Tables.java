package org.gradus.forecast;

import java.util.IdentityHashMap;
import java.util.List;
import org.gradus.moments.ScalarFunction;

/// A network's blocks with every activation read from a table, one table for each function that occurs.
///
/// A forecast asks an activation for millions of values; an expression would take minutes over them.
final class Tables {

    private final IdentityHashMap<ScalarFunction, Integrals> tables = new IdentityHashMap<>();
    private final List<Block> network;

    private Tables(List<Block> network) {
        this.network = network.stream().map(this::with).toList();
    }

    static Tables of(List<Block> network) {
        return new Tables(network);
    }

    /// The blocks, input side first.
    List<Block> network() {
        return network;
    }

    /// How many kernels of two inputs were integrated so far.
    int pairs() {
        return tables.values().stream().mapToInt(Integrals::pairs).sum();
    }

    /// How many moments of one input were integrated so far.
    int moments() {
        return tables.values().stream().mapToInt(Integrals::moments).sum();
    }

    private Block with(Block block) {
        return switch (block) {
            case Block.Dense dense -> with(dense);
            case Block.Residual(String path, double scale, List<Block.Dense> branch) ->
                new Block.Residual(path, scale, branch.stream().map(this::with).toList());
            case Block.Uncharted _, Block.Measured _ -> block;
        };
    }

    private Block.Dense with(Block.Dense layer) {
        Integrals table = tables.computeIfAbsent(layer.activation(), Integrals::new);
        return new Block.Dense(
                layer.path(),
                layer.inputs(),
                layer.outputs(),
                layer.weights(),
                layer.norm(),
                table,
                layer.steepest(),
                layer.keep());
    }
}
