package org.gradus.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Network;
import org.gradus.loss.Loss;
import org.gradus.math.Statistics;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;

/// Measures a network in use: dropout off, running statistics for batch norm.
public final class Evaluator implements AutoCloseable {
    /// Samples a run; enough to be efficient, few enough to stay in the cache.
    private static final int CHUNK = 512;

    private final Loss loss;
    private final Dataset data;
    private final Network network;
    private final Store store;
    private final Workers workers;
    private final Table train;
    private final Table test;
    private final Map<Integer, Planned> plans = new HashMap<>();

    Evaluator(Loss loss, Dataset data, Network network, Store store, Workers workers) {
        this.loss = loss;
        this.data = data;
        this.network = network;
        this.store = store;
        this.workers = workers;
        this.train = new Table(data.train());
        this.test = new Table(data.test());
    }

    /// How well a network does on some samples.
    ///
    /// @param loss the mean loss
    /// @param metric accuracy: the share of samples classified right, or of all answers to yes-or-no questions that
    ///     are right; for regression, the share of the targets' variance explained (R²)
    public record Score(double loss, double metric) {}

    /// The score on the samples trained on.
    public Score train() {
        return score(train, data.train());
    }

    /// The score on the held-out samples; NaN for both figures when nothing is held out.
    public Score test() {
        return score(test, data.test());
    }

    private Score score(Table table, Samples samples) {
        double loss = 0, metric = 0;
        int n = table.rows();
        if (n == 0) return new Score(Double.NaN, Double.NaN);
        int[] rows = IntStream.range(0, n).toArray();
        for (int from = 0; from < n; from += CHUNK) {
            int size = Math.min(CHUNK, n - from);
            Planned planned = plans.computeIfAbsent(size, this::plan);
            table.fill(planned.leaves(), rows, from);
            planned.session().run();
            loss += planned.session().scalar(planned.loss()) * size;
            metric += planned.session().scalar(planned.metric()) * size;
        }
        double mean = metric / n;
        return new Score(loss / n, data.task() instanceof Task.Regression ? 1 - mean / variance(samples) : mean);
    }

    private static double variance(Samples samples) {
        double[] y = samples.targets().toDoubles();
        int width = samples.targets().shape().last();
        double total = 0;
        for (int column = 0; column < width; column++) {
            int c = column;
            double[] values = IntStream.range(0, y.length / width)
                    .mapToDouble(i -> y[i * width + c])
                    .toArray();
            double mean = java.util.Arrays.stream(values).average().orElse(0);
            total += java.util.Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
        }
        return total / width;
    }

    /// A forward pass planned for one number of rows; the metric is accuracy, or the mean squared error.
    private record Planned(Session session, Table.Leaves leaves, Expr loss, Expr metric) {}

    private Planned plan(int rows) {
        StepGraph.Batch batch = train.batch(rows);
        Expr output = network.forward(batch.inputs(), false).output();
        Expr mean = loss.mean(output, batch.targets());
        Expr metric = switch (data.task()) {
            case Task.Classification _ -> Statistics.accuracy(loss.scores(output), batch.targets());
            case Task.MultiLabel _ -> Statistics.accuracy(output, loss.threshold(), batch.targets());
            case Task.Regression _ -> output.minus(batch.targets()).square().mean();
        };
        Graph graph = Graph.of(List.of(mean, metric), List.of());
        Session session = Session.of(Plan.of(graph), store, workers);
        return new Planned(session, new Table.Leaves(session, batch), mean, metric);
    }

    @Override
    public void close() {
        plans.values().forEach(p -> p.session().close());
    }
}
