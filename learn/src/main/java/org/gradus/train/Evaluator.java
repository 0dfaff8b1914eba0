package org.gradus.train;

import java.util.Arrays;
import java.util.List;
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
    private final Loss loss;
    private final Dataset data;
    private final Network network;
    private final Store store;
    private final Workers workers;
    private final Table train;
    private final Table test;
    private final Chunks<Planned> chunks = new Chunks<>();

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
        int n = table.rows();
        if (n == 0) return new Score(Double.NaN, Double.NaN);
        double[] sums = new double[2];
        chunks.run(table, this::plan, (planned, _, size) -> {
            sums[0] += planned.session().scalar(planned.loss()) * size;
            sums[1] += planned.session().scalar(planned.metric()) * size;
        });
        double mean = sums[1] / n;
        return new Score(sums[0] / n, data.task() instanceof Task.Regression ? 1 - mean / variance(samples) : mean);
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
            double mean = Arrays.stream(values).average().orElse(0);
            total += Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
        }
        return total / width;
    }

    /// A forward pass planned for one number of rows; the metric is accuracy, or the mean squared error.
    private record Planned(Session session, Table.Leaves leaves, Expr loss, Expr metric) implements Chunks.Planned {}

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
        chunks.close();
    }
}
