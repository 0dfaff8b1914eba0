package org.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.tensor.Shape;

/// The inside of a fused call: its inputs and steps, numbered.
///
/// @param inputs the expressions read, in the shapes in which they are read
/// @param steps one for each node of the group
/// @param numbers the values of inputs and steps, by the memory and shape that hold them
record Body(List<Expr> inputs, List<Call.Step> steps, Map<Value, Integer> numbers) {

    private record Value(Expr memory, Shape shape) {
        static Value of(Expr x) {
            return new Value(Storage.of(x), x.shape());
        }
    }

    static Body of(Group group) {
        Map<Value, Expr> made = new HashMap<>(), read = new LinkedHashMap<>();
        for (Expr x : group.nodes()) made.put(Value.of(x), x);
        for (Expr x : group.nodes()) {
            for (Expr i : x.inputs()) if (!made.containsKey(Value.of(i))) read.putIfAbsent(Value.of(i), i);
        }
        Map<Value, Integer> numbers = new HashMap<>();
        for (Value v : read.keySet()) numbers.put(v, numbers.size());
        for (Expr x : group.nodes()) numbers.put(Value.of(x), numbers.size());
        List<Call.Step> steps = new ArrayList<>();
        for (Expr x : group.nodes()) {
            List<Integer> arguments =
                    x.inputs().stream().map(i -> numbers.get(Value.of(i))).toList();
            steps.add(new Call.Step(x.op(), arguments));
        }
        return new Body(List.copyOf(read.values()), steps, numbers);
    }

    /// The number of a node's value.
    int number(Expr x) {
        return number(x, x.shape());
    }

    private int number(Expr memory, Shape shape) {
        return Objects.requireNonNull(numbers.get(new Value(Storage.of(memory), shape)));
    }

    /// Among memory that is read here for the last time, one that can hold the value of `x`: it is of its shape, and
    /// no step after `x` reads it.
    Optional<Expr> overwritten(Expr x, List<Expr> dying) {
        return dying.stream()
                .filter(d -> numbers.containsKey(new Value(d, x.shape())))
                .filter(d -> inputs.stream().filter(i -> Storage.of(i) == d).count() == 1)
                .filter(d -> last(number(d, x.shape())) <= number(x) - inputs.size())
                .findFirst();
    }

    /// The last step that reads a value.
    private int last(int value) {
        int last = -1;
        for (int s = 0; s < steps.size(); s++) if (steps.get(s).arguments().contains(value)) last = s;
        return last;
    }
}
