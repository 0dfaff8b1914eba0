package org.gradus.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// One weight at one step, as the links of an optimizer see it: the weight itself, the rate, the step's number, and
/// the slots in which they keep what they remember.
public final class Step {
    /// What the names of all slots begin with, in a store and in checkpoints.
    public static final String SLOTS = "optimizer/";

    private final Expr weight, rate, number;
    private final String prefix;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /// @param weight a named leaf
    /// @param rate the scheduled learning rate, a scalar
    /// @param number the number of the step from 1, a scalar integer
    public Step(Expr weight, Expr rate, Expr number) {
        this(weight, rate, number, SLOTS);
    }

    Step(Expr weight, Expr rate, Expr number, String prefix) {
        this.weight = weight;
        this.rate = rate;
        this.number = number.toReal();
        this.prefix = prefix;
    }

    /// The weight before the step.
    public Expr weight() {
        return weight;
    }

    /// Where the weight stands in the network, such as `dense1/bias`.
    public String path() {
        return weight.name();
    }

    /// The scheduled learning rate of this step, a scalar.
    public Expr rate() {
        return rate;
    }

    /// The number of this step from 1, a real scalar.
    public Expr number() {
        return number;
    }

    /// A slot of the weight's shape, 0 before the first step.
    ///
    /// @param name the field's name for it, such as `velocity`
    public Slot slot(String name) {
        return slot(name, weight.shape(), 0);
    }

    /// A slot that holds one number throughout before the first step.
    ///
    /// @throws IllegalStateException when another link of the chain keeps a slot of this name
    public Slot slot(String name, Shape shape, double initial) {
        Slot slot = new Slot(Expr.state(prefix + name + "/" + path(), shape, Kind.REAL), initial);
        if (slots.put(name, slot) != null) throw new IllegalStateException("two links keep a slot `" + name + "`");
        return slot;
    }

    /// What the step writes back: the slots, and behind them the weight, so that one loop makes all.
    ///
    /// @param move what the last link made of the gradient
    /// @throws IllegalStateException when a slot was asked for and not set
    public List<Graph.Update> updates(Expr move) {
        List<Graph.Update> updates = new ArrayList<>();
        slots.values().forEach(slot -> updates.add(slot.update()));
        updates.add(new Graph.Update(weight, weight.minus(move)));
        return updates;
    }

    /// What the slots hold before the first step, by name.
    public Map<String, Tensor> initial() {
        Map<String, Tensor> initial = new LinkedHashMap<>();
        slots.values().forEach(s -> initial.put(s.state.name(), Tensor.full(s.state.shape(), s.initial)));
        return initial;
    }

    /// A memory kept from step to step.
    public static final class Slot {
        private final Expr state;
        private final double initial;
        private @Nullable Expr next;

        private Slot(Expr state, double initial) {
            this.state = state;
            this.initial = initial;
        }

        /// Its value before this step.
        public Expr value() {
            return state;
        }

        /// Sets the value after this step, and returns it.
        public Expr set(Expr value) {
            next = value;
            return value;
        }

        private Graph.Update update() {
            if (next == null) throw new IllegalStateException(state.name() + " is never set");
            return new Graph.Update(state, next);
        }
    }
}
