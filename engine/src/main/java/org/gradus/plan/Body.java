package org.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.gradus.graph.Expr;
import org.gradus.tensor.Shape;

/// The inside of a fused call: its inputs, steps and folds, numbered.
///
/// @param inputs the expressions read, in the shapes in which they are read
/// @param steps one for each elementwise node of the group
/// @param folds one for each sum or maximum, then one for each summary
/// @param numbers their values, by the memory and shape that hold them
record Body(List<Expr> inputs, List<Call.Step> steps, List<Call.Step> folds, Map<Value, Integer> numbers) {

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
        List<Call.Step> steps = steps(group, Storage::elementwise, numbers);
        List<Call.Step> folds =
                new ArrayList<>(steps(group, x -> Storage.reduction(x).isPresent(), numbers));
        folds.addAll(steps(group, Storage::summary, numbers));
        return new Body(List.copyOf(read.values()), steps, folds, numbers);
    }

    private static List<Call.Step> steps(Group group, Predicate<Expr> which, Map<Value, Integer> numbers) {
        List<Call.Step> steps = new ArrayList<>();
        for (Expr x : group.nodes()) {
            if (!which.test(x)) continue;
            List<Integer> arguments =
                    x.inputs().stream().map(i -> numbers.get(Value.of(i))).toList();
            steps.add(new Call.Step(x.op(), arguments));
            numbers.put(Value.of(x), numbers.size());
        }
        return steps;
    }

    /// The number of a node's value.
    int number(Expr x) {
        return Objects.requireNonNull(numbers.get(Value.of(x)));
    }

    /// Among memory that is read here for the last time, what can hold an elementwise node's value: read in the shape
    /// of the group, and in no other.
    List<Expr> overwritable(Shape shape, Set<Expr> dying) {
        Map<Expr, Long> reads = inputs.stream().collect(Collectors.groupingBy(Storage::of, Collectors.counting()));
        return dying.stream()
                .filter(d -> numbers.containsKey(new Value(d, shape)) && Objects.equals(reads.get(d), 1L))
                .toList();
    }
}
