package org.gradus.train;

import org.gradus.data.Samples;
import org.gradus.run.Session;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// Samples laid out so that rows can be copied into a session without allocation.
final class Table {
    private final Samples samples;
    private final Numbers[] inputs;
    private final Numbers targets;

    Table(Samples samples) {
        this.samples = samples;
        this.inputs = samples.named().values().stream().map(Numbers::new).toArray(Numbers[]::new);
        this.targets = new Numbers(samples.targets());
    }

    /// The numbers of one tensor, row by row.
    private static final class Numbers {
        private final boolean whole;
        private final float[] reals;
        private final int[] ints;

        Numbers(Tensor table) {
            whole = table.element() == Element.I32;
            reals = whole ? new float[0] : table.toFloats();
            ints = whole ? table.toInts() : new int[0];
        }

        void fill(Session.Feed feed, int[] rows, int from) {
            if (whole) feed.setRows(ints, rows, from);
            else feed.setRows(reals, rows, from);
        }
    }

    int rows() {
        return samples.count();
    }

    /// Leaves for a batch of some size.
    StepGraph.Batch batch(int size) {
        return StepGraph.Batch.of(size, samples);
    }

    /// The leaves of a batch in a session, to be filled from tables again and again.
    static final class Leaves {
        private final Session.Feed[] inputs;
        private final Session.Feed targets;

        Leaves(Session session, StepGraph.Batch batch) {
            inputs = feeds(session, batch);
            targets = session.feed(batch.targets());
        }
    }

    private static Session.Feed[] feeds(Session session, StepGraph.Batch batch) {
        return batch.named().values().stream().map(session::feed).toArray(Session.Feed[]::new);
    }

    /// Fills the inputs of a batch alone.
    void fillInputs(Session session, StepGraph.Batch batch, int[] rows) {
        fill(feeds(session, batch), rows, 0);
    }

    /// Fills the leaves with rows `rows[from]`, `rows[from + 1]`, … as many as the batch holds.
    void fill(Leaves leaves, int[] rows, int from) {
        fill(leaves.inputs, rows, from);
        targets.fill(leaves.targets, rows, from);
    }

    private void fill(Session.Feed[] feeds, int[] rows, int from) {
        for (int i = 0; i < feeds.length; i++) inputs[i].fill(feeds[i], rows, from);
    }
}
