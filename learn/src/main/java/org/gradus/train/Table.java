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

    /// Fills the input leaf alone.
    void fillInputs(Session session, StepGraph.Batch batch, int[] rows) {
        session.setRows(batch.inputs(), inputs, rows, 0);
    }

    /// Fills the leaves with rows `rows[from]`, `rows[from + 1]`, … as many as the batch holds.
    void fill(Session session, StepGraph.Batch batch, int[] rows, int from) {
        session.setRows(batch.inputs(), inputs, rows, from);
        if (kind() == Kind.INT) session.setRows(batch.targets(), classes, rows, from);
        else session.setRows(batch.targets(), reals, rows, from);
    }
}
