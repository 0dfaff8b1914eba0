package org.gradus.train;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.init.Init;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// The first values of a network: those its rules give, then those that need data.
final class Start {
    /// Training samples that a data-dependent rule looks at.
    private static final int SAMPLES = 256;

    private Start() {}

    /// @return the shape of the network's output
    static Shape fill(Store store, Network network, Dataset data, Workers workers) {
        Table table = new Table(data.train());
        int rows = Math.min(SAMPLES, table.rows());
        StepGraph.Batch batch = table.batch(rows);
        Network.Forward forward = network.forward(batch.inputs(), true);
        for (Network.Parameter p : network.parameters()) store.put(p.path(), p.initial());
        for (Network.State s : network.states()) store.put(s.path(), s.initial());

        boolean dataDependent =
                network.parameters().stream().anyMatch(p -> p.init().scaling().isPresent());
        if (!dataDependent) return forward.output().shape();
        List<Expr> outputs = forward.linears().stream().map(Call::output).toList();
        try (Session session = Session.of(Plan.of(Graph.of(outputs, List.of())), store, workers)) {
            table.fillInputs(session, batch, IntStream.range(0, rows).toArray());
            for (Call linear : forward.linears()) unitVariance(linear, network, store, session);
        }
        return forward.output().shape();
    }

    /// Layer-sequential unit variance (Mishkin and Matas 2016), a unit at a time: each column of the weight is
    /// divided by the standard deviation, over samples and positions, of its unit's pre-activation. The
    /// deviation over all elements, which the paper uses, hides units that differ in mean only.
    private static void unitVariance(Call linear, Network network, Store store, Session session) {
        for (Network.Parameter p : network.parameters()) {
            if (p.leaf() != linear.weight() || p.init().scaling().isEmpty()) continue;
            Init.Scaling rule = p.init().scaling().get();
            for (int i = 0; i < rule.maxIterations(); i++) {
                session.run();
                double[] deviation = deviations(session.get(linear.output()));
                if (IntStream.range(0, deviation.length)
                        .allMatch(u -> Math.abs(deviation[u] - rule.target()) < rule.tolerance())) return;
                Tensor weight = store.get(p.path());
                store.put(
                        p.path(),
                        Tensor.generate(
                                weight.shape(),
                                j -> weight.get(j) * rule.target() / positive(deviation[j % deviation.length])));
            }
        }
    }

    /// The standard deviation of each unit over samples and positions.
    private static double[] deviations(Tensor z) {
        int units = z.shape().last(), n = z.size() / units;
        double[] deviations = new double[units];
        for (int u = 0; u < units; u++) {
            double sum = 0, squares = 0;
            for (int i = 0; i < n; i++) sum += z.get(i * units + u);
            for (int i = 0; i < n; i++) squares += Math.pow(z.get(i * units + u) - sum / n, 2);
            deviations[u] = Math.sqrt(squares / n);
        }
        return deviations;
    }

    private static double positive(double deviation) {
        return deviation > 0 ? deviation : 1;
    }
}
