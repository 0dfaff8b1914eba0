package org.gradus.train;

import java.util.ArrayList;
import java.util.List;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.ArgMax;
import org.gradus.graph.op.Equal;
import org.gradus.layer.Network;
import org.gradus.loss.Loss;
import org.gradus.math.Nonlinear;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// What a network in use makes of each of some samples: its error, by which two networks can be
/// compared sample by sample, and how its answer goes with the target.
final class RowErrors implements AutoCloseable {
    private final Loss loss;
    private final Task task;
    private final Network network;
    private final Store store;
    private final Workers workers;
    private final Chunks<Planned> chunks = new Chunks<>();

    RowErrors(Loss loss, Task task, Network network, Store store, Workers workers) {
        this.loss = loss;
        this.task = task;
        this.network = network;
        this.store = store;
        this.workers = workers;
    }

    /// For classes 1 where the answer is wrong and 0 where it is right; for answers of yes and no the
    /// part that is wrong; for quantities the squared error, averaged over outputs.
    double[] of(Samples samples) {
        double[] errors = new double[samples.count()];
        float[] chunk = new float[Chunks.SIZE];
        run(samples, (planned, from, size) -> {
            planned.session().read(planned.errors(), chunk, 0);
            for (int i = 0; i < size; i++) errors[from + i] = chunk[i];
        });
        return errors;
    }

    /// The last layer's output, `[n, outputs]`.
    Tensor outputs(Samples samples) {
        List<Tensor> outputs = new ArrayList<>();
        run(samples, (planned, _, _) -> outputs.add(planned.session().get(planned.output())));
        int width = outputs.getFirst().shape().last();
        return Tensor.generate(
                Shape.of(samples.count(), width),
                i -> outputs.get(i / width / Chunks.SIZE).get(i % (Chunks.SIZE * width)));
    }

    /// For each sample its part in the correlation between answers and targets, over all outputs
    /// together: their mean is the correlation. For classes an answer is the score of each class,
    /// squashed by a softmax, and the target a row with a single 1. 0 where all answers are alike.
    double[] agreement(Samples samples) {
        List<Tensor> answers = new ArrayList<>();
        run(samples, (planned, _, _) -> answers.add(planned.session().get(planned.answers())));
        return Agreement.of(answers, samples.targets());
    }

    private void run(Samples samples, Chunks.Reader<Planned> reader) {
        Table table = new Table(samples);
        chunks.run(table, rows -> plan(table.batch(rows)), reader);
    }

    /// A forward pass planned for one number of rows.
    private record Planned(Session session, Table.Leaves leaves, Expr output, Expr errors, Expr answers)
            implements Chunks.Planned {}

    private Planned plan(StepGraph.Batch batch) {
        Expr output = network.forward(batch.inputs(), false).output();
        Expr errors = error(output, batch.targets());
        boolean classes = task instanceof Task.Classification;
        Expr answers = classes ? Nonlinear.softmax(loss.scores(output)) : output;
        Session session = Session.of(Plan.of(Graph.of(List.of(output, errors, answers), List.of())), store, workers);
        return new Planned(session, new Table.Leaves(session, batch), output, errors, answers);
    }

    private Expr error(Expr output, Expr targets) {
        return switch (task) {
            case Task.Classification _ -> {
                Expr predicted = Expr.of(new ArgMax(), loss.scores(output));
                yield Expr.constant(1).minus(Expr.of(new Equal(), predicted, targets));
            }
            case Task.MultiLabel _ ->
                Expr.constant(1)
                        .minus(Expr.of(new Equal(), output.greaterThan(loss.threshold()), targets)
                                .mean(1));
            case Task.Regression _ -> output.minus(targets).square().mean(1);
        };
    }

    @Override
    public void close() {
        chunks.close();
    }
}
