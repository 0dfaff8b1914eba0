package org.gradus.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Tensor;

/// What a rule writes back in one step on some weights.
///
/// @param updates the new values of the rule's slots and of the weights
/// @param slots what the slots hold before the first step, by name
public record Moves(List<Graph.Update> updates, Map<String, Tensor> slots) {
    public Moves {
        updates = List.copyOf(updates);
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    }

    /// The step of a rule.
    ///
    /// @param gradients one for each weight, of its shape
    /// @param rate the scheduled learning rate, a scalar
    /// @param number the number of the step from 1, a scalar integer
    public static Moves of(Link rule, List<Expr> weights, List<Expr> gradients, Expr rate, Expr number) {
        return of(rule, weights, gradients, rate, number, Step.SLOTS);
    }

    /// The same with slots under names of their own, for weights that several rules move in turn.
    ///
    /// @param prefix what the names of the slots begin with
    public static Moves of(Link rule, List<Expr> weights, List<Expr> gradients, Expr rate, Expr number, String prefix) {
        List<Step> steps =
                weights.stream().map(w -> new Step(w, rate, number, prefix)).toList();
        List<Expr> moves = rule.apply(gradients, steps);
        List<Graph.Update> updates = new ArrayList<>();
        Map<String, Tensor> slots = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            updates.addAll(steps.get(i).updates(moves.get(i)));
            slots.putAll(steps.get(i).initial());
        }
        return new Moves(updates, slots);
    }
}
