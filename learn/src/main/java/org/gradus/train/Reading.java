package org.gradus.train;

import java.util.Objects;
import org.gradus.graph.Expr;
import org.gradus.run.Session;
import org.jspecify.annotations.Nullable;

/// A value that a [Tap] reads after each step of a plan, without being looked up and without allocation.
public final class Reading {
    private final Expr value;
    private Session.@Nullable Output output;

    Reading(Expr value) {
        this.value = value;
    }

    Expr value() {
        return value;
    }

    void bind(Session session) {
        output = session.output(value);
    }

    /// One element, by flat index.
    public double at(int index) {
        return output().at(index);
    }

    /// Copies all elements.
    public void read(float[] into, int offset) {
        output().read(into, offset);
    }

    /// Copies all elements.
    public void read(int[] into, int offset) {
        output().read(into, offset);
    }

    private Session.Output output() {
        return Objects.requireNonNull(output, "no step was made yet");
    }
}
