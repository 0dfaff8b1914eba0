package org.gradus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Session.Feed;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// A step's graph with what the taps added, planned for one batch size and ready to run; and the
/// report of the last step that it made.
final class TrainingStep implements StepReport, AutoCloseable {
    private final Table.Leaves leaves;
    private final int rows;
    private final Session session;
    private final Session.Output loss;
    private final Session.Output finite;
    private final Tap.Watcher[] watchers;
    /// The sampling periods that taps asked for, and which of them are due at the steps of this
    /// plan.
    private final int[] periods;

    private final boolean[] due;
    /// Where the optimizer's rule reads the rate and the step's number, if it asks for them.
    private final Feed rateFeed;

    private final Feed numberFeed;

    private final float[] rate = new float[1];
    private final int[] number = new int[1];
    private long step;
    private int epoch;
    private double exactRate;

    private TrainingStep(StepGraph graph, Session session, Collector taps, List<Tap.Watcher> watchers) {
        this.session = session;
        this.watchers = watchers.toArray(Tap.Watcher[]::new);
        leaves = new Table.Leaves(session, graph.batch());
        rows = graph.targets().shape().dim(0);
        loss = session.output(graph.loss());
        finite = session.output(graph.finite());
        rateFeed = session.feed(graph.rate());
        numberFeed = session.feed(graph.number());
        periods = taps.periods().stream().mapToInt(n -> n).toArray();
        due = new boolean[periods.length];
        for (int i = 0; i < due.length; i++) due[i] = taps.due(periods[i]);
        taps.readings().forEach(r -> r.bind(session));
    }

    /// @param number a step that the plan must fit, from 1
    static TrainingStep of(StepGraph graph, List<Tap> taps, long number, Store store, Workers workers) {
        graph.slots().forEach(store::create);
        Collector collector =
                new Collector(number, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(graph.updates()), store);
        List<Tap.Watcher> watchers = new ArrayList<>();
        for (Tap tap : taps) watchers.add(tap.observe(graph, collector));
        List<Expr> outputs = new ArrayList<>(List.of(graph.loss(), graph.finite()));
        collector.readings().forEach(r -> outputs.add(r.value()));
        Session session = Session.of(Plan.of(Graph.of(outputs, collector.updates())), store, workers);
        return new TrainingStep(graph, session, collector, watchers);
    }

    /// Whether this plan makes a step of some number on so many rows.
    boolean fits(int rows, long number) {
        if (rows != this.rows) return false;
        for (int i = 0; i < periods.length; i++) if (due[i] != due(periods[i], number)) return false;
        return true;
    }

    private static boolean due(int every, long number) {
        return (number - 1) % every == 0;
    }

    /// Runs the step on some rows of a table.
    void run(Table table, int[] rows, int from, double rate, long number, int epoch) {
        this.rate[0] = (float) rate;
        this.step = number;
        // beyond 2^31 steps no rule can tell one number from the next
        this.number[0] = (int) Math.min(number, Integer.MAX_VALUE);
        this.exactRate = rate;
        this.epoch = epoch;
        table.fill(leaves, rows, from);
        rateFeed.set(this.rate, 0);
        numberFeed.set(this.number, 0);
        session.run();
    }

    /// Shows the latest run to the taps.
    TrainingStep shown() {
        for (Tap.Watcher watcher : watchers) watcher.see(this);
        return this;
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public double loss() {
        return loss.at(0);
    }

    @Override
    public double rate() {
        return exactRate;
    }

    @Override
    public boolean finite() {
        return finite.at(0) != 0;
    }

    Session session() {
        return session;
    }

    Optional<Expr> firstNonFinite() {
        return session.firstNonFinite();
    }

    @Override
    public void close() {
        session.close();
    }

    /// Takes what taps add.
    private record Collector(
            long number, List<Reading> readings, List<Integer> periods, List<Graph.Update> updates, Store store)
            implements Tap.Observation {
        @Override
        public Reading output(Expr value) {
            Reading reading = new Reading(value);
            readings.add(reading);
            return reading;
        }

        @Override
        public boolean due(int every) {
            if (every < 1) throw new IllegalArgumentException("a tap wants to see every " + every + "th step");
            if (!periods.contains(every)) periods.add(every);
            return TrainingStep.due(every, number);
        }

        @Override
        public Expr state(String name, Tensor initial) {
            store.create(name, initial);
            return Expr.state(name, initial.shape(), initial.element() == Element.I32 ? Kind.INT : Kind.REAL);
        }

        @Override
        public void update(Expr state, Expr value) {
            updates.add(new Graph.Update(state, value));
        }
    }
}
