package org.gradus.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The states of a run by name: parameters, an optimizer's slots, running statistics, counters and keys.
///
/// Sessions of several plans share one store: a plan for full batches, one for the short last batch, one for
/// evaluation. What one of them writes, the others read. A store that is [#seal]ed takes no value under a name that
/// it lacks. A store is not thread-safe; give each run its own.
public final class Store {
    private final Element real;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long changes;

    /// Finds what may have been meant by an unknown name; there when the store is sealed.
    private Optional<BiFunction<String, Set<String>, List<String>>> nearest = Optional.empty();

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

    /// Refuses names that are not here yet from now on, for all but [#create]: a weight under a slip of its name would
    /// lie here and never be read.
    ///
    /// @param nearest given such a name and all that are here, those that may have been meant
    public void seal(BiFunction<String, Set<String>, List<String>> nearest) {
        this.nearest = Optional.of(nearest);
    }

    /// Adds a state, also to a sealed store, unless there is one of this name.
    public void create(String name, Tensor initial) {
        if (!contains(name)) set(name, initial);
    }

    /// Sets a state, in place when there is one of this name; real numbers are rounded to the store's type.
    ///
    /// @throws IllegalArgumentException when there is one of another shape or kind, or none in a sealed store
    public void put(String name, Tensor value) {
        if (nearest.isPresent()) entry(name);
        set(name, value);
    }

    private void set(String name, Tensor value) {
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
        return Collections.unmodifiableSet(entries.keySet());
    }

    /// The same states in memory of their own: a run that goes its own way from here.
    public Store copy() {
        Store copy = new Store(real);
        for (String name : entries.keySet()) copy.put(name, get(name));
        copy.nearest = nearest;
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
        if (entry != null) return entry;
        List<String> near = nearest.map(n -> n.apply(name, names())).orElse(List.of());
        throw new IllegalArgumentException("Store: no state " + name
                + (near.isEmpty() ? " among " + names() : "; nearest: " + String.join(", ", near)));
    }
}
