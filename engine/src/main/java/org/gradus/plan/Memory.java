package org.gradus.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.tensor.Element;

/// Gives every value a slot; a slot is given again when its value has been read for the last time.
final class Memory {
    /// A value may take a slot of at most so many times its size.
    private static final int WASTE = 4;

    private final Element real;
    private final List<Element> elements = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<Expr, Integer> slots = new HashMap<>();
    /// Slots that hold nothing that is still needed, by size; of equals the most recent last.
    private final Map<Element, NavigableMap<Integer, Deque<Integer>>> free = new EnumMap<>(Element.class);

    Memory(Element real) {
        this.real = real;
    }

    int slot(Expr memory) {
        return Objects.requireNonNull(slots.get(memory));
    }

    Operand operand(Expr x) {
        return new Operand(slot(Storage.of(x)), x.shape());
    }

    List<Slot> slots() {
        List<Slot> all = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) all.add(new Slot(i, elements.get(i), sizes.get(i)));
        return all;
    }

    /// A slot that is never given again.
    void own(Expr x) {
        elements.add(element(x));
        sizes.add(x.shape().size());
        slots.put(x, sizes.size() - 1);
    }

    /// The slot of another value, which it replaces.
    void take(Expr x, Expr other) {
        slots.put(x, slot(other));
    }

    /// A slot that is free: the smallest that is large enough, else the largest, which grows; else a new one.
    /// One that is many times as large is left to those who need it: five numbers kept in the place of a
    /// gradient would cost the next layer a buffer that is still in a near cache.
    void lend(Expr x) {
        int size = x.shape().size();
        NavigableMap<Integer, Deque<Integer>> bySize = free(element(x));
        Integer best = bySize.ceilingKey(size);
        if (best == null || best > (long) WASTE * size) best = bySize.floorKey(size);
        if (best == null) {
            own(x);
            return;
        }
        Deque<Integer> fitting = Objects.requireNonNull(bySize.get(best));
        int slot = fitting.removeLast();
        if (fitting.isEmpty()) bySize.remove(best);
        sizes.set(slot, Math.max(best, size));
        slots.put(x, slot);
    }

    void release(Expr x) {
        int slot = slot(x);
        free(elements.get(slot))
                .computeIfAbsent(sizes.get(slot), _ -> new ArrayDeque<>())
                .addLast(slot);
    }

    private NavigableMap<Integer, Deque<Integer>> free(Element element) {
        return free.computeIfAbsent(element, _ -> new TreeMap<>());
    }

    private Element element(Expr x) {
        return x.kind() == Kind.INT ? Element.I32 : real;
    }
}
