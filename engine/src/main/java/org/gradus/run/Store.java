package org.gradus.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The states of a run by name: parameters, an optimizer's slots, running statistics, counters and keys.
///
/// Sessions of several plans share one store: a plan for full batches, one for the short last batch, one for
/// evaluation. What one of them writes, the others read. A store is not thread-safe; give each run its own.
public final class Store {
    private final Element real;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long changes;

    /// @param memory a `float[]`, `double[]` or `int[]`, which sessions hold on to
    private record Entry(Shape shape, Object memory) {}

    /// A store for plans in `f32`.
    public Store() {
        this(Element.F32);
    }

    /// @param real the type in which real numbers are kept, that of the plans
    public Store(Element real) {
        this.real = real;
    }

    public Element real() {
        return real;
    }

    /// Sets a state, in place when there is one of this name; real numbers are rounded to the store's type.
    ///
    /// @throws IllegalArgumentException when there is one of another shape or kind
    public void put(String name, Tensor value) {
        changes++;
        Tensor given = value.element() == Element.I32 ? value : value.as(real);
        Object memory = switch (given.element()) {
            case F32 -> given.toFloats();
            case F64 -> given.toDoubles();
            case I32 -> given.toInts();
        };
        Entry old = entries.putIfAbsent(name, new Entry(given.shape(), memory));
        if (old == null) return;
        if (!old.shape().equals(given.shape()) || !old.memory().getClass().equals(memory.getClass())) {
            throw new IllegalArgumentException("Store: " + name + " is "
                    + get(name).element() + old.shape() + " and cannot become " + given.element() + given.shape());
        }
        System.arraycopy(memory, 0, old.memory(), 0, given.size());
    }

    /// A copy of a state's value.
    public Tensor get(String name) {
        Entry entry = entry(name);
        return switch (entry.memory()) {
            case float[] a -> Tensor.of(entry.shape(), a);
            case double[] a -> Tensor.of(entry.shape(), a);
            case int[] a -> Tensor.of(entry.shape(), a);
            default -> throw new AssertionError(name);
        };
    }

    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /// The names of all states, in the order in which they came.
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(entries.keySet());
    }

    /// The same states in memory of their own: a run that goes its own way from here.
    public Store copy() {
        Store copy = new Store(real);
        for (String name : entries.keySet()) copy.put(name, get(name));
        return copy;
    }

    /// How often a state has been put here; what sessions write does not count.
    public long changes() {
        return changes;
    }

    /// Takes over all values of another store of the same states.
    ///
    /// @throws IllegalArgumentException when the names of its states are not the same
    public void copyFrom(Store other) {
        if (!names().equals(other.names())) {
            throw new IllegalArgumentException("Store: has " + names() + " and cannot take over " + other.names());
        }
        entries.forEach((name, entry) -> {
            Object from = other.memory(name);
            System.arraycopy(from, 0, entry.memory(), 0, java.lang.reflect.Array.getLength(from));
        });
    }

    Shape shape(String name) {
        return entry(name).shape();
    }

    /// The array in which a state is kept, for as long as the store lives.
    Object memory(String name) {
        return entry(name).memory();
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) throw new IllegalArgumentException("Store: no state " + name + " among " + entries.keySet());
        return entry;
    }
}
