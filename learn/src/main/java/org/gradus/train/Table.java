package org.gradus.train;

import org.gradus.data.Samples;
import org.gradus.run.Session;
import org.gradus.tensor.Tensor;

/// Samples of which rows can be copied into a session without allocation; they are held once, whoever reads them.
final class Table {
    private final Samples samples;
    private final Tensor[] inputs;

    Table(Samples samples) {
        this.samples = samples;
        this.inputs = samples.named().values().toArray(Tensor[]::new);
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
        leaves.targets.setRows(samples.targets(), rows, from);
    }

    private void fill(Session.Feed[] feeds, int[] rows, int from) {
        for (int i = 0; i < feeds.length; i++) feeds[i].setRows(inputs[i], rows, from);
    }
}
