package org.gradus.forecast;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.forecast.NoForecast.Deadline;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.init.Init;
import org.gradus.layer.Network;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;

/// Measures, on a few fresh networks, what a piece that no theory covers does to the signal that passes it.
///
/// Each network passes some samples forward in training mode, and a random Gaussian error back through the
/// piece alone. What is kept is relative to the signal that enters it, so what is peculiar to the networks
/// drawn goes out where it is the same on both sides; a piece that does nothing changes nothing.
final class Measuring {
    /// One network's gain would scatter as a single layer's does; the mean of eight is good to a third of that.
    private static final int NETWORKS = 8;

    private static final int FEWEST_ROWS = 16, MOST_ROWS = 64;

    /// The most nodes of a graph that is planned where there is a deadline: half a second's.
    private static final int MOST_NODES = 2000;

    /// Weights × samples up to which a pass is made in `double`, without kernels that would have to be written
    /// first.
    private static final double DOUBLE = 1e7;

    private static final double ALIKE = 1e-12;
    private static final int ERROR = 0x657272;

    private final Side in, out;
    private final Expr error, back, along, bend;
    private final double[] gains;
    private double carried, bent, returned;

    /// A part of a network's graph, with all between two values.
    ///
    /// @param in what enters it, `[batch, …]`
    /// @param out what leaves it, `[batch, …]`
    record Piece(Expr in, Expr out) {}

    /// What a piece does to a signal.
    ///
    /// @param power mean square of a value, over that before the piece
    /// @param own the part of it that two inputs do not share, over that before
    /// @param shift mean of the values over their root mean square, less the same before
    /// @param aspect mean square correlation of two inputs about their mean, over that before
    /// @param link the piece to deviations, and to the gradient
    record Change(double power, double own, double shift, double aspect, Link link) {
        Signal of(Signal in) {
            double square = in.power() * power, root = Math.sqrt(square);
            double apart = Math.min(2 * square, in.own() * own);
            double mean = Math.clamp(in.mean() / Math.sqrt(in.power()) + shift, -1.0, 1.0) * root;
            double spread = link.carry() * link.carry() * in.spread() + link.forwardNoise();
            double memory = in.memory() * own / power;
            double directions = Math.min(1, in.aspect() * aspect);
            return new Signal(square, mean, square - apart, spread, memory, directions, in.batch());
        }
    }

    /// The derivatives that tell, with y the output and δ the error: of ‖y‖² along the input for [Link#carry],
    /// of ‖Jᵀδ‖² for [Link#sensitivity].
    private Measuring(Piece piece) {
        Expr x = piece.in(), y = piece.out();
        in = new Side(x);
        out = new Side(y);
        error = Expr.input("error", y.shape());
        back = Gradient.vjp(y, error, List.of(x)).getFirst();
        along = x.times(Gradient.vjp(y, y, List.of(x)).getFirst()).sum();
        bend = x.times(Gradient.of(back.square().sum(), List.of(x)).getFirst()).sum();
        gains = new double[out.squares.length];
    }

    /// How many samples are passed through each network at once: about a batch.
    static int rows(int batch, int samples) {
        return Math.max(2, Math.min(samples, Math.clamp(batch, FEWEST_ROWS, MOST_ROWS)));
    }

    /// Measures pieces of a network; one that cannot be measured has no value.
    ///
    /// @param x the network's input `[rows, …]`
    /// @param inputs training samples `[n, …]`
    /// @param seed draws the first network as a training with that seed does, and all else
    static List<Optional<Change>> of(
            Network network, Expr x, List<Piece> pieces, Tensor inputs, long seed, Deadline deadline) {
        List<Measuring> all = pieces.stream().map(Measuring::new).toList();
        try {
            run(network, x, all, inputs, seed, deadline);
            return all.stream().map(Measuring::change).toList();
        } catch (IllegalArgumentException | NoForecast _) {
            return pieces.stream().map(_ -> Optional.<Change>empty()).toList();
        }
    }

    private static void run(Network network, Expr x, List<Measuring> all, Tensor inputs, long seed, Deadline deadline)
            throws NoForecast {
        Set<Expr> outputs = new LinkedHashSet<>();
        for (Measuring m : all) outputs.addAll(List.of(m.in.value, m.out.value, m.back, m.along, m.bend));
        Graph graph = Graph.of(List.copyOf(outputs), List.of());
        Set<Expr> read = new HashSet<>(graph.inputs());
        deadline.check();
        if (!deadline.equals(Deadline.NONE) && graph.nodes().size() > MOST_NODES)
            throw new NoForecast("network", "it is planned too slowly");
        double weights = network.parameters().stream()
                .filter(p -> read.contains(p.leaf()))
                .mapToDouble(p -> p.leaf().shape().size())
                .sum();
        Store store = new Store(weights * x.shape().dim(0) <= DOUBLE ? Element.F64 : Element.F32);
        for (Network.State s : network.states()) store.put(s.path(), s.initial());
        draw(network, read, seed, store);
        try (Session session = Session.of(Plan.of(graph, store.real()), store)) {
            for (int i = 0; i < NETWORKS; i++) {
                deadline.check();
                draw(network, read, seed + i, store);
                session.set(x, samples(inputs, x.shape().dim(0), i));
                for (Measuring m : all) if (read.contains(m.error)) session.set(m.error, m.error(seed, i));
                session.run();
                for (Measuring m : all) m.see(session, m.error(seed, i), i);
            }
        }
    }

    private static void draw(Network network, Set<Expr> read, long seed, Store store) throws NoForecast {
        for (Network.Parameter p : network.parameters()) {
            if (!read.contains(p.leaf())) continue;
            // such weights get their first values from a training's own first act
            if (p.init().scaling().isPresent()) throw new NoForecast(p.path(), "its weights are scaled on data");
            Init.Request r = p.request();
            Init.Request again = new Init.Request(r.shape(), r.fans(), r.activation(), seed, r.stream());
            store.put(p.path(), p.init().values(again));
        }
    }

    /// Samples from all over the data, others for each network.
    private static Tensor samples(Tensor inputs, int rows, int network) {
        int n = inputs.shape().dim(0);
        return inputs.rows(IntStream.range(0, rows)
                .map(i -> (int) (((long) i * n / rows + network) % n))
                .toArray());
    }

    private Tensor error(long seed, int network) {
        return Tensor.generate(error.shape(), i -> Philox.normal(seed, ERROR, network, i));
    }

    private void see(Session session, Tensor error, int network) {
        double[] sent = squares(error), received = squares(session.get(back));
        for (int i = 0; i < sent.length; i++) gains[network * sent.length + i] = received[i] / sent[i];
        carried += session.get(along).item();
        bent += session.get(bend).item();
        returned += Arrays.stream(received).sum();
        try {
            in.see(session, network);
            out.see(session, network);
        } catch (NoForecast _) {
            // the other pieces may be sound
            returned = Double.NaN;
        }
    }

    private static double[] squares(Tensor rows) {
        double[] squares = new double[rows.shape().dim(0)];
        int width = rows.size() / squares.length;
        for (int i = 0; i < rows.size(); i++) squares[i / width] += rows.get(i) * rows.get(i);
        return squares;
    }

    /// Nothing when no gradient comes back, or the output tells nothing of the input.
    private Optional<Change> change() {
        double[] x = logs(in.squares), y = logs(out.squares), g = logs(gains);
        double carry = carried / Arrays.stream(out.squares).sum(), sensitivity = bent / (2 * returned);
        double[] own = rest(g, 0, x), forward = rest(y, carry, x), backward = rest(g, sensitivity, x);
        // a mean of logarithms, raised as that of a normal one, is what [Link#over] lowers again
        double log = Math.log(mean(gains)) + mean(g) + mean(own, own) / 2;
        double noise = mean(forward, forward), back = mean(backward, backward), joint = mean(forward, backward);
        Link link = new Link(log, sensitivity, carry, noise, back, joint);
        boolean differ = in.own > ALIKE * in.power;
        if (differ && out.own <= ALIKE * out.power || !Double.isFinite(log + sensitivity + carry))
            return Optional.empty();
        double power = out.power / in.power;
        double aspect = in.aspect > 0 ? out.aspect / in.aspect : 1;
        return Optional.of(new Change(power, differ ? out.own / in.own : power, out.mean - in.mean, aspect, link));
    }

    private static double[] logs(double[] x) {
        return Signal.logs(x, mean(x));
    }

    /// What of y is no multiple of x, about its mean.
    private static double[] rest(double[] y, double factor, double[] x) {
        double mean = mean(y) - factor * mean(x);
        return IntStream.range(0, y.length)
                .mapToDouble(i -> y[i] - factor * x[i] - mean)
                .toArray();
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double mean(double[] x, double[] y) {
        return Signal.dot(x, y) / x.length;
    }

    /// What was seen at one end of a piece, in all networks: sums, and the mean of values over their root mean
    /// square.
    private static final class Side {
        private final Expr value;
        private final double[] squares;
        private double power, own, aspect, mean;

        Side(Expr value) {
            this.value = value;
            squares = new double[NETWORKS * value.shape().dim(0)];
        }

        void see(Session session, int network) throws NoForecast {
            Tensor rows = session.get(value);
            Signal signal = Signal.of(rows, 1);
            power += signal.power();
            own += signal.own();
            aspect += signal.aspect();
            mean += Measuring.mean(rows.toDoubles()) / Math.sqrt(signal.power()) / NETWORKS;
            double[] each = Measuring.squares(rows);
            System.arraycopy(each, 0, squares, network * each.length, each.length);
        }
    }
}
