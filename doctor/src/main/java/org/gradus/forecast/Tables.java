package org.gradus.forecast;

import java.util.IdentityHashMap;
import java.util.List;
import org.gradus.moments.ScalarFunction;

/// A network's blocks with every activation read from a table, one table for each function that occurs.
///
/// A forecast asks an activation for millions of values; an expression would take minutes over them.
final class Tables {

    private final IdentityHashMap<ScalarFunction, ScalarFunction> tables = new IdentityHashMap<>();

    private Tables() {}

    static List<Block> of(List<Block> network) {
        Tables tables = new Tables();
        return network.stream().map(tables::with).toList();
    }

    private Block with(Block block) {
        return switch (block) {
            case Block.Dense dense -> with(dense);
            case Block.Residual(String path, double scale, List<Block.Dense> branch) ->
                new Block.Residual(path, scale, branch.stream().map(this::with).toList());
            case Block.Uncharted uncharted -> uncharted;
        };
    }

    private Block.Dense with(Block.Dense layer) {
        ScalarFunction table = tables.computeIfAbsent(layer.activation(), ScalarFunction::tabulated);
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
