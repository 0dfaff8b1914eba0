package org.gradus.train;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gradus.run.Session;

/// Forward passes over all samples of a table, some at a time, each planned once for its number of
/// rows.
///
/// @param <P> what is planned
final class Chunks<P extends Chunks.Planned> implements AutoCloseable {
    /// Samples a run; enough to be efficient, few enough to stay in the cache.
    static final int SIZE = 512;

    private final Map<Integer, P> plans = new HashMap<>();

    /// A forward pass for one number of rows.
    interface Planned {
        Session session();

        Table.Leaves leaves();
    }

    /// Reads what a run has come to.
    ///
    /// @param <P> what was planned
    interface Reader<P> {
        /// @param from the first sample of the run
        /// @param size how many there are
        void read(P planned, int from, int size);
    }

    /// Runs all samples of a table, in order.
    ///
    /// @param plan plans a number of rows; all tables of these chunks are alike but for their samples
    void run(Table table, IntFunction<P> plan, Reader<P> reader) {
        int n = table.rows();
        int[] rows = IntStream.range(0, n).toArray();
        for (int from = 0; from < n; from += SIZE) {
            int size = Math.min(SIZE, n - from);
            P planned = plans.computeIfAbsent(size, plan::apply);
            table.fill(planned.leaves(), rows, from);
            planned.session().run();
            reader.read(planned, from, size);
        }
    }

    @Override
    public void close() {
        plans.values().forEach(p -> p.session().close());
    }
}
