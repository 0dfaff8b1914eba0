package org.gradus.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.gradus.activation.Softmax;
import org.gradus.data.Samples;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Input;
import org.gradus.layer.Network;
import org.gradus.loss.Loss;
import org.gradus.math.Statistics;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;

/// Measures a [Ledger] on a fixed batch of training samples, by a plan of its own.
///
/// Per-sample gradients are never formed: for a linear layer the squared norm of one sample's weight gradient
/// is ‖dL/dz‖² ‖a‖², a the layer's input (Goodfellow 2015). Transmission takes a few backward passes with
/// random cotangents in place of the residual; they are fixed by sample, so that clones are compared alike.
public final class LedgerProbe implements AutoCloseable {
    /// How many samples are measured.
    public static final int SAMPLES = 32;

    /// How many random cotangents each sample gets.
    private static final int COTANGENTS = 8;

    private static final long SEED = 0x6c6564676572L;

    private final List<Network.Linear> linears;
    private final Expr output;
    private final Expr cotangent;
    private final Expr residualRows;
    private final List<Rows> rows;
    private final Session session;
    private final double baseline;
    private final int samples;

    /// Row norms and scalars of one linear layer.
    private record Rows(
            Expr input, Expr signal, Expr random, Expr slope, Expr weight, Expr weightGradient, Expr biasGradient) {}

    LedgerProbe(Network network, Loss loss, Samples data, Store store, Workers workers, double baseline) {
        samples = data.inputs().shape().dim(0);
        Expr x = Expr.input("probe/inputs", data.inputs().shape());
        Kind kind = data.targets().element() == Element.I32 ? Kind.INT : Kind.REAL;
        Expr y = Expr.of(new Input(data.targets().shape(), kind, Input.Role.DATA))
                .named("probe/targets");
        Network.Forward forward = network.forward(x, true);
        linears = forward.linears();
        output = forward.output();
        cotangent = Expr.input("probe/cotangent", output.shape());
        this.baseline = baseline;

        Expr mean = loss.mean(output, y);
        List<Expr> wrt = new ArrayList<>(List.of(output));
        linears.forEach(l -> wrt.add(l.output()));
        linears.forEach(l -> wrt.add(l.weight()));
        List<Expr> gradients = Gradient.of(mean, wrt);
        List<Expr> random = Gradient.vjp(output, cotangent, wrt.subList(1, 1 + linears.size()));
        residualRows = Statistics.rowNorms(gradients.getFirst().times(samples));
        rows = new ArrayList<>();
        for (int i = 0; i < linears.size(); i++) {
            Expr signal = gradients.get(1 + i);
            rows.add(new Rows(
                    Statistics.rowNorms(linears.get(i).input()),
                    Statistics.rowNorms(signal.times(samples)),
                    Statistics.rowNorms(random.get(i)),
                    slope(linears.get(i)),
                    Statistics.rms(linears.get(i).weight()),
                    Statistics.norm(gradients.get(1 + linears.size() + i)),
                    Statistics.norm(signal.sum(0))));
        }
        session = Session.of(Plan.of(Graph.of(outputs(), List.of()), store.real()), store, workers);
        session.set(x, data.inputs());
        session.set(y, data.targets());
    }

    /// A probe of a network in training.
    ///
    /// @param data the samples to measure on
    /// @param baseline the residual of the best constant predictor
    public static LedgerProbe of(Trainer trainer, Samples data, double baseline) {
        return new LedgerProbe(
                trainer.network(), trainer.recipe().loss(), data, trainer.store(), trainer.workers(), baseline);
    }

    private List<Expr> outputs() {
        List<Expr> all = new ArrayList<>(List.of(residualRows));
        for (Rows r : rows) {
            all.addAll(List.of(r.input, r.signal, r.random, r.slope, r.weight, r.weightGradient, r.biasGradient));
        }
        return all;
    }

    /// Rms of φ′ of the nonlinearity that follows a layer; 1 where there is none.
    private static Expr slope(Network.Linear layer) {
        if (layer.nonlinearity().isEmpty()) return Expr.constant(1);
        Network.Nonlinear phi = layer.nonlinearity().getFirst();
        if (phi.activation() instanceof Softmax) return Expr.constant(1);
        Expr ones = Expr.constant(Tensor.full(phi.output().shape(), 1));
        return Statistics.rms(
                Gradient.vjp(phi.output(), ones, List.of(phi.input())).getFirst());
    }

    /// Measures the network as its weights stand now.
    ///
    /// @param step how many steps have been made
    public Ledger measure(int step) {
        List<Tensor> cotangents = cotangents();
        double[][] transmitted = new double[linears.size()][cotangents.size()];
        double[][] weighted = new double[linears.size()][cotangents.size()];
        for (int s = 0; s < cotangents.size(); s++) {
            session.set(cotangent, cotangents.get(s));
            session.run();
            for (int l = 0; l < linears.size(); l++) {
                double[] u = squares(rows.get(l).random), a = squares(rows.get(l).input);
                transmitted[l][s] = mean(u);
                weighted[l][s] = mean(products(u, a));
            }
        }
        double residual = Math.sqrt(mean(squares(residualRows)));
        List<Ledger.Block> blocks = new ArrayList<>();
        for (int l = 0; l < linears.size(); l++) {
            Rows r = rows.get(l);
            double[] g = squares(r.signal), a = squares(r.input);
            String path = linears.get(l).path();
            blocks.add(block(
                    path + "/weight", residual, weighted[l], mean(products(g, a)), session.scalar(r.weightGradient)));
            blocks.add(block(path + "/bias", residual, transmitted[l], mean(g), session.scalar(r.biasGradient)));
        }
        return new Ledger(step, samples, residual, baseline, blocks, hops(transmitted));
    }

    /// Error signals of mean square norm 1: one for every output when there are few, and then transmission is
    /// exact; otherwise normal numbers over √outputs, the same for a sample in every probe.
    private List<Tensor> cotangents() {
        Shape shape = output.shape();
        int outputs = shape.last();
        List<Tensor> all = new ArrayList<>();
        if (exact()) {
            for (int k = 0; k < outputs; k++) {
                int one = k;
                all.add(Tensor.generate(shape, i -> i % outputs == one ? 1 : 0));
            }
        } else {
            double scale = 1 / Math.sqrt(outputs);
            for (int s = 0; s < COTANGENTS; s++) {
                int stream = s;
                all.add(Tensor.generate(shape, i -> scale * Philox.normal(SEED, stream, 0, i)));
            }
        }
        return all;
    }

    private boolean exact() {
        return output.shape().last() <= COTANGENTS;
    }

    private Ledger.Block block(String path, double residual, double[] squares, double signal, double gradient) {
        double transmission = Math.sqrt(mean(squares));
        if (transmission == 0) {
            return new Ledger.Block(path, gradient, 0, 0, OptionalDouble.empty(), OptionalDouble.empty());
        }
        OptionalDouble alignment =
                residual > 0 ? OptionalDouble.of(Math.sqrt(signal) / residual / transmission) : OptionalDouble.empty();
        OptionalDouble coherence =
                signal > 0 ? OptionalDouble.of(gradient / Math.sqrt(signal)) : OptionalDouble.empty();
        return new Ledger.Block(path, gradient, transmission, exact() ? 0 : error(squares), alignment, coherence);
    }

    /// The relative standard error of the root of a mean, from the spread of what is averaged.
    private static double error(double[] squares) {
        double mean = mean(squares);
        double variance = 0;
        for (double s : squares) variance += (s - mean) * (s - mean) / (squares.length - 1);
        return Math.sqrt(variance / squares.length) / mean / 2;
    }

    private List<Ledger.Hop> hops(double[][] transmitted) {
        List<Ledger.Hop> hops = new ArrayList<>();
        for (int l = linears.size() - 2; l >= 0; l--) {
            double below = mean(transmitted[l]), above = mean(transmitted[l + 1]);
            double gain = below == 0 ? 0 : Math.sqrt(below / above);
            double fanIn = linears.get(l + 1).weight().shape().dim(0);
            double weight = Math.sqrt(fanIn) * session.scalar(rows.get(l + 1).weight);
            double slope = session.scalar(rows.get(l).slope);
            double structure = gain == 0 ? 1 : gain / weight / slope;
            hops.add(new Ledger.Hop(linears.get(l + 1).path(), linears.get(l).path(), gain, weight, slope, structure));
        }
        return hops;
    }

    private double[] squares(Expr rowNorms) {
        double[] norms = session.get(rowNorms).toDoubles();
        return IntStream.range(0, norms.length)
                .mapToDouble(i -> norms[i] * norms[i])
                .toArray();
    }

    private static double[] products(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
    }

    @Override
    public void close() {
        session.close();
    }
}
