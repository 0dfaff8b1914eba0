package org.gradus.train;

import org.gradus.data.Samples;
import org.gradus.graph.Kind;
import org.gradus.run.Session;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;

/// Samples laid out so that rows can be copied into a session without allocation.
final class Table {
    private final Samples samples;
    private final float[] inputs;
    private final float[] reals;
    private final int[] classes;

    Table(Samples samples) {
        this.samples = samples;
        this.inputs = samples.inputs().toFloats();
        boolean ints = samples.targets().element() == Element.I32;
        this.classes = ints ? samples.targets().toInts() : new int[0];
        this.reals = ints ? new float[0] : samples.targets().toFloats();
    }

    int rows() {
        return samples.inputs().shape().dim(0);
    }

    /// Leaves for a batch of some size.
    StepGraph.Batch batch(int size) {
        Shape inputs = samples.inputs().shape(), targets = samples.targets().shape();
        return StepGraph.Batch.of(size, inputs, targets, kind());
    }

    private Kind kind() {
        return samples.targets().element() == Element.I32 ? Kind.INT : Kind.REAL;
    }

    /// The leaves of a batch in a session, to be filled from tables again and again.
    static final class Leaves {
        private final Session.Feed inputs;
        private final Session.Feed targets;

        Leaves(Session session, StepGraph.Batch batch) {
            inputs = session.feed(batch.inputs());
            targets = session.feed(batch.targets());
        }
    }

    /// Fills an input leaf alone.
    void fillInputs(Session.Feed inputs, int[] rows) {
        inputs.setRows(this.inputs, rows, 0);
    }

    /// Fills the leaves with rows `rows[from]`, `rows[from + 1]`, … as many as the batch holds.
    void fill(Leaves leaves, int[] rows, int from) {
        leaves.inputs.setRows(inputs, rows, from);
        if (kind() == Kind.INT) leaves.targets.setRows(classes, rows, from);
        else leaves.targets.setRows(reals, rows, from);
    }
}
