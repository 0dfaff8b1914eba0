package org.gradus.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.data.Samples;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Network;
import org.gradus.layer.Role;
import org.gradus.ledger.Descent.Point;
import org.gradus.loss.Loss;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.StepGraph;
import org.gradus.train.Trainer;

/// Measures a [Ledger] on a fixed batch of training samples, by two plans of its own: one for the
/// error as it is, run once, and one for random cotangents in place of it, run for each of them.
///
/// Per-sample gradients are not formed where they need not be; see [Use]. The random cotangents are fixed by sample, so
/// that clones are compared alike.
public final class LedgerProbe implements AutoCloseable {
    /// How many samples are measured.
    public static final int SAMPLES = 32;

    /// How many random cotangents each sample gets.
    private static final int COTANGENTS = 8;

    private static final long SEED = 0x6c6564676572L;

    private final ErrorPass error;
    private final RandomPass random;
    private final Session errors;
    private final Session randoms;
    private final Zeros zeros;
    private final List<Tensor> cotangents;
    /// Whether the cotangents span all outputs of all samples.
    private final boolean exact;

    private final double baseline;
    private final int samples;

    LedgerProbe(Network network, Loss loss, Samples data, Store store, Workers workers, double baseline) {
        samples = data.count();
        this.baseline = baseline;
        StepGraph.Batch batch = StepGraph.Batch.of(samples, data);
        Expr x = batch.inputs(), y = batch.targets();
        Network.Forward forward = network.forward(x, true);
        Expr mean = loss.mean(forward.output(), y);
        List<Network.Parameter> parameters = network.parameters();
        error = ErrorPass.of(parameters, forward, mean);
        random = RandomPass.of(error.uses(), forward);
        exact = exact(forward);
        cotangents = cotangents(forward.output().shape());
        errors = session(error.outputs(), store, workers);
        randoms = session(random.outputs(), store, workers);
        errors.set(x, data.inputs());
        randoms.set(x, data.inputs());
        errors.set(y, data.targets());
        zeros = new Zeros(forward, mean, Map.of(x, data.inputs(), y, data.targets()), store);
    }

    private static Session session(List<Expr> outputs, Store store, Workers workers) {
        return Session.of(Plan.of(Graph.of(outputs, List.of()), store.real()), store, workers);
    }

    /// A probe of a network in training.
    ///
    /// @param data the samples to measure on
    /// @param baseline the residual of the best constant predictor
    public static LedgerProbe of(Trainer trainer, Samples data, double baseline) {
        return new LedgerProbe(
                trainer.network(), trainer.recipe().loss(), data, trainer.store(), trainer.workers(), baseline);
    }

    /// What a ledger takes, in the unit of [Work].
    public long work() {
        return Work.of(errors.plan().graph())
                + cotangents.size() * Work.of(randoms.plan().graph());
    }

    /// Measures the network as its weights stand now.
    ///
    /// @param step how many steps have been made
    public Ledger measure(long step) {
        zeros.begin();
        errors.run();
        Scales now = new Scales(errors);
        double[][] factors = error.uses().stream()
                .map(u -> error.factor(u).map(now::squares).orElse(new double[0]))
                .toArray(double[][]::new);
        List<Level> transmitted = levels(error.uses().size()),
                levels = levels(random.points().size());
        transmit(factors, transmitted, levels);
        double perSample = Math.log10(samples);
        double residual = Math.log10(now.meanSquare(error.residual(), new double[0])) / 2
                + now.decades(error.residual().logs())
                + perSample;
        List<Ledger.Block> blocks = new ArrayList<>();
        for (Network.Parameter p : error.parameters()) {
            int u = error.use(p);
            blocks.add(u < 0 ? unknown(p, now) : block(u, now, factors[u], transmitted.get(u), residual, perSample));
        }
        return new Ledger(step, samples, Math.pow(10, residual), baseline, blocks, random.hops(levels, errors, error));
    }

    private List<Level> levels(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> Level.of(cotangents.size()))
                .toList();
    }

    private void transmit(double[][] factors, List<Level> transmitted, List<Level> levels) {
        for (int pass = 0; pass < cotangents.size(); pass++) {
            randoms.set(random.cotangent(), cotangents.get(pass));
            randoms.run();
            Scales now = new Scales(randoms);
            for (int u = 0; u < transmitted.size(); u++)
                set(transmitted.get(u), pass, random.uses().get(u), factors[u], now);
            for (int p = 0; p < levels.size(); p++) {
                set(levels.get(p), pass, Optional.of(random.points().get(p)), new double[0], now);
            }
        }
    }

    private static void set(Level level, int pass, Optional<Point> point, double[] factors, Scales now) {
        point.ifPresent(p -> level.set(pass, now.meanSquare(p, factors), now.decades(p.logs())));
    }

    /// @param residual decades
    /// @param perSample decades of the number of samples: a sample's own signal is so many times
    ///     that of the mean
    private Ledger.Block block(
            int use, Scales now, double[] factors, Level transmitted, double residual, double perSample) {
        Network.Parameter p = error.uses().get(use).parameter();
        double gradient = gradient(p, now);
        double signal = error.signal(use)
                .map(s -> Math.log10(now.meanSquare(s, factors)) / 2 + now.decades(s.logs()) + perSample)
                .orElse(Double.NEGATIVE_INFINITY);
        double transmission = transmitted.decades();
        boolean arrives = !transmitted.zero();
        Optional<Ledger.Zero> zero = zero(p, gradient);
        boolean computed = zero.map(z -> z.kind() != Ledger.Zero.Kind.NO_PATH).orElse(true);
        return new Ledger.Block(
                p.path(),
                computed ? Math.pow(10, gradient) : Double.NaN,
                Math.pow(10, transmission),
                exact || !arrives ? 0 : transmitted.error(),
                ratio(arrives && residual > Double.NEGATIVE_INFINITY, signal - residual - transmission),
                ratio(computed && arrives && signal > Double.NEGATIVE_INFINITY, gradient - signal),
                computed ? zeros.decades(p, gradient) : Double.NaN,
                transmission,
                zero);
    }

    private static OptionalDouble ratio(boolean exists, double decades) {
        return exists ? OptionalDouble.of(Math.pow(10, decades)) : OptionalDouble.empty();
    }

    /// A parameter that is used in a way for which no cheap per-sample norm is known.
    private Ledger.Block unknown(Network.Parameter p, Scales now) {
        double gradient = gradient(p, now);
        return new Ledger.Block(
                p.path(),
                Math.pow(10, gradient),
                Double.NaN,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                gradient,
                Double.NaN,
                zero(p, gradient));
    }

    private double gradient(Network.Parameter p, Scales now) {
        return error.gradient(p)
                .map(g -> Math.log10(errors.scalar(g.rows())) + now.decades(g.logs()))
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private Optional<Ledger.Zero> zero(Network.Parameter p, double gradient) {
        if (error.plain(p).map(g -> errors.scalar(g) != 0).orElse(false)) return Optional.empty();
        return Optional.of(zeros.why(p, gradient, error.firstRounded(errors)));
    }

    private boolean exact(Network.Forward forward) {
        boolean interact = forward.trace().calls().stream()
                .anyMatch(c -> c.role() instanceof Role.Normalization(boolean overBatch) && overBatch);
        return !interact && outputs(forward.output().shape()) <= COTANGENTS;
    }

    /// How many numbers a sample has in the output.
    private static int outputs(Shape output) {
        return output.size() / output.dim(0);
    }

    /// Error signals of mean square norm 1: one for every output when there are few, and then
    /// transmission is exact; otherwise, and where samples interact, normal numbers over √outputs,
    /// the same for a sample in every probe.
    private List<Tensor> cotangents(Shape shape) {
        int outputs = outputs(shape);
        double scale = 1 / Math.sqrt(outputs);
        Stream<Tensor> all = exact
                ? IntStream.range(0, outputs).mapToObj(k -> Tensor.generate(shape, i -> i % outputs == k ? 1 : 0))
                : IntStream.range(0, COTANGENTS)
                        .mapToObj(s -> Tensor.generate(shape, i -> scale * Philox.normal(SEED, s, 0, i)));
        return all.toList();
    }

    @Override
    public void close() {
        errors.close();
        randoms.close();
    }
}
