package org.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /// Slots that hold nothing that is still needed, the most recent last.
    private final List<Integer> free = new ArrayList<>();

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
        int size = x.shape().size(), best = -1;
        for (int s : free) {
            if (elements.get(s) != element(x) || sizes.get(s) > (long) WASTE * size) continue;
            if (best < 0 || better(sizes.get(s), sizes.get(best), size)) best = s;
        }
        if (best < 0) {
            own(x);
            return;
        }
        free.remove((Object) best);
        sizes.set(best, Math.max(sizes.get(best), size));
        slots.put(x, best);
    }

    private static boolean better(int candidate, int best, int size) {
        return best < size ? candidate >= best : candidate >= size && candidate <= best;
    }

    void release(Expr x) {
        free.add(slot(x));
    }

    private Element element(Expr x) {
        return x.kind() == Kind.INT ? Element.I32 : real;
    }
}
