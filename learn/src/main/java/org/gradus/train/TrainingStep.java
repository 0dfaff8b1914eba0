package org.gradus.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// A step's graph with what the taps added, planned for one batch size and ready to run.
final class TrainingStep implements AutoCloseable {
    private final StepGraph graph;
    private final Session session;
    private final Map<String, Expr> outputs;
    /// Whether the optimizer's rule asks for the step's number.
    private final boolean counts;

    private final float[] rate = new float[1];
    private final int[] number = new int[1];

    private TrainingStep(StepGraph graph, Session session, Map<String, Expr> outputs) {
        this.graph = graph;
        this.session = session;
        this.outputs = outputs;
        this.counts = session.plan().graph().inputs().contains(graph.number());
    }

    static TrainingStep of(StepGraph graph, List<Tap> taps, Store store, Workers workers) {
        Map<String, Expr> outputs = new LinkedHashMap<>();
        List<Graph.Update> updates = new ArrayList<>(graph.updates());
        create(store, graph.slots());
        for (Tap tap : taps) tap.observe(graph, new Collector(outputs, updates, store));
        List<Expr> all = new ArrayList<>(List.of(graph.loss(), graph.finite()));
        all.addAll(outputs.values());
        Session session = Session.of(Plan.of(Graph.of(all, updates)), store, workers);
        return new TrainingStep(graph, session, outputs);
    }

    private static void create(Store store, Map<String, Tensor> states) {
        states.forEach((name, value) -> {
            if (!store.contains(name)) store.put(name, value);
        });
    }

    /// Runs the step on some rows of a table.
    void run(Table table, int[] rows, int from, double rate, int number) {
        this.rate[0] = (float) rate;
        this.number[0] = number;
        table.fill(session, new StepGraph.Batch(graph.inputs(), graph.targets()), rows, from);
        session.set(graph.rate(), this.rate, 0);
        if (counts) session.set(graph.number(), this.number, 0);
        session.run();
    }

    double loss() {
        return session.scalar(graph.loss());
    }

    boolean finite() {
        return session.scalar(graph.finite()) != 0;
    }

    double value(String name) {
        return session.at(output(name), 0);
    }

    double[] values(String name) {
        return session.get(output(name)).toDoubles();
    }

    private Expr output(String name) {
        Expr output = outputs.get(name);
        if (output == null) throw new IllegalArgumentException("no tap added an output " + name);
        return output;
    }

    Session session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }

    /// Takes what taps add.
    private record Collector(Map<String, Expr> outputs, List<Graph.Update> updates, Store store)
            implements Tap.Observation {
        @Override
        public void output(String name, Expr value) {
            if (outputs.put(name, value) != null) {
                throw new IllegalArgumentException("two taps add an output " + name);
            }
        }

        @Override
        public Expr state(String name, Tensor initial) {
            create(store, Map.of(name, initial));
            return Expr.state(name, initial.shape(), initial.element() == Element.I32 ? Kind.INT : Kind.REAL);
        }

        @Override
        public void update(Expr state, Expr value) {
            updates.add(new Graph.Update(state, value));
        }
    }
}
