package org.gradus.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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

/// Measures, on a few fresh networks, what pieces that no theory covers do to the signal that passes them.
///
/// Each network passes some samples forward in training mode, and a random Gaussian error back through each piece
/// alone. What is kept is relative to the signal that enters the piece, so what is peculiar to the networks drawn
/// goes out where it is the same on both sides; a piece that does nothing changes nothing.
final class Measuring {
    /// One network's gain would scatter as a single layer's does; the mean of eight is good to a third of that.
    static final int NETWORKS = 8;

    private static final int FEWEST_ROWS = 16, MOST_ROWS = 64;
    /// The most nodes of a graph that is planned where there is a deadline: half a second's.
    private static final int MOST_NODES = 2000;

    private static final double ALIKE = 1e-12;
    private static final int ERROR = 0x657272;

    private final Side in, out;
    private final Expr error, back, along, bend;
    private final List<double[]> gains = new ArrayList<>();
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

    /// The derivatives that tell, with y the output and δ the error: of ‖y‖² along the input for [Link#carry], of
    /// ‖Jᵀδ‖² for [Link#sensitivity].
    private Measuring(Piece piece) {
        Expr x = piece.in(), y = piece.out();
        in = new Side(x);
        out = new Side(y);
        error = Expr.input("error", y.shape());
        back = Gradient.vjp(y, error, List.of(x)).getFirst();
        along = x.times(Gradient.vjp(y, y, List.of(x)).getFirst()).sum();
        bend = x.times(Gradient.of(back.square().sum(), List.of(x)).getFirst()).sum();
    }

    /// How many samples are passed through each network at once: about a batch.
    static int rows(int batch, int samples) {
        return Math.max(2, Math.min(samples, Math.clamp(batch, FEWEST_ROWS, MOST_ROWS)));
    }

    /// Measures all pieces of a network; one that cannot be measured has no value.
    ///
    /// @param x the network's input `[rows, …]`
    /// @param inputs training samples `[n, …]`
    /// @param seed draws the first network as a training with that seed does, and all else
    static List<Optional<Change>> of(
            Network network, Expr x, List<Piece> pieces, Tensor inputs, long seed, Deadline deadline) {
        List<Measuring> all = pieces.stream().map(Measuring::new).toList();
        List<Expr> outputs = new ArrayList<>();
        for (Measuring m : all) outputs.addAll(List.of(m.in.value, m.out.value, m.back, m.along, m.bend));
        Graph graph = Graph.of(outputs.stream().distinct().toList(), List.of());
        Set<Expr> read = new HashSet<>(graph.inputs());
        List<Network.Parameter> drawn = network.parameters().stream()
                .filter(p -> read.contains(p.leaf()))
                .toList();
        // such weights get their first values from a training's own first act
        if (drawn.stream().anyMatch(p -> p.init().scaling().isPresent())) return none(pieces);
        boolean slow = !deadline.equals(Deadline.NONE) && graph.nodes().size() > MOST_NODES;
        if (slow || deadline.over()) return none(pieces);
        Store store = new Store(Element.F64);
        for (Network.State s : network.states()) store.put(s.path(), s.initial());
        try {
            draw(drawn, seed, store);
            try (Session session = Session.of(Plan.of(graph, store.real()), store)) {
                for (int i = 0; i < NETWORKS; i++) {
                    if (deadline.over()) return none(pieces);
                    if (i > 0) draw(drawn, seed + i, store);
                    if (read.contains(x))
                        session.set(x, samples(inputs, x.shape().dim(0), i));
                    for (Measuring m : all) if (read.contains(m.error)) session.set(m.error, m.error(seed, i));
                    session.run();
                    for (Measuring m : all) m.see(session, m.error(seed, i));
                }
            }
        } catch (IllegalArgumentException | NoForecast _) {
            return none(pieces);
        }
        return all.stream().map(Measuring::change).toList();
    }

    private static List<Optional<Change>> none(List<Piece> pieces) {
        return pieces.stream().map(_ -> Optional.<Change>empty()).toList();
    }

    private static void draw(List<Network.Parameter> parameters, long seed, Store store) {
        for (Network.Parameter p : parameters) {
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

    private void see(Session session, Tensor error) throws NoForecast {
        in.see(session);
        out.see(session);
        double[] sent = squares(error), received = squares(session.get(back));
        gains.add(IntStream.range(0, sent.length)
                .mapToDouble(i -> received[i] / sent[i])
                .toArray());
        carried += session.get(along).item();
        bent += session.get(bend).item();
        returned += Arrays.stream(received).sum();
    }

    private static double[] squares(Tensor rows) {
        double[] squares = new double[rows.shape().dim(0)];
        int width = rows.size() / squares.length;
        for (int i = 0; i < rows.size(); i++) squares[i / width] += rows.get(i) * rows.get(i);
        return squares;
    }

    /// Nothing when no gradient comes back, or the output tells nothing of the input.
    private Optional<Change> change() {
        double[] gain = all(gains), x = logs(all(in.squares)), y = logs(all(out.squares)), g = logs(gain);
        double carry = carried / Arrays.stream(all(out.squares)).sum(), sensitivity = bent / (2 * returned);
        double[] forward = less(y, carry, x), backward = less(g, sensitivity, x);
        // a mean of logarithms, raised as that of a normal one, is what [Link#over] lowers again
        double log = Math.log(mean(gain)) + mean(g) + covariance(g, g) / 2;
        Link link = new Link(
                log,
                sensitivity,
                carry,
                covariance(forward, forward),
                covariance(backward, backward),
                covariance(forward, backward));
        boolean constant = out.own() <= ALIKE * out.power() && in.own() > ALIKE * in.power();
        if (constant || !Double.isFinite(log + sensitivity + carry)) return Optional.empty();
        double power = out.power() / in.power();
        double own = in.own() > ALIKE * in.power() ? out.own() / in.own() : power;
        double aspect = in.aspect() > 0 ? out.aspect() / in.aspect() : 1;
        return Optional.of(new Change(power, own, out.mean() - in.mean(), aspect, link));
    }

    private static double[] all(List<double[]> networks) {
        return networks.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /// Logarithms of numbers over their mean, with what is too near to 0 for one raised.
    private static double[] logs(double[] x) {
        double mean = mean(x);
        return Arrays.stream(x)
                .map(v -> Math.log(Math.max(v / mean, Population.SHORTEST)))
                .toArray();
    }

    private static double[] less(double[] y, double factor, double[] x) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> y[i] - factor * x[i])
                .toArray();
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double covariance(double[] x, double[] y) {
        double a = mean(x), b = mean(y);
        return IntStream.range(0, x.length)
                        .mapToDouble(i -> (x[i] - a) * (y[i] - b))
                        .sum()
                / x.length;
    }

    /// What was seen at one end of a piece, in every network.
    private static final class Side {
        private final Expr value;
        private final List<Input> seen = new ArrayList<>();
        private final List<double[]> squares = new ArrayList<>();
        private double mean;

        Side(Expr value) {
            this.value = value;
        }

        void see(Session session) throws NoForecast {
            Tensor rows = session.get(value);
            seen.add(Population.of(rows, 1));
            squares.add(Measuring.squares(rows));
            double sum = Arrays.stream(rows.toDoubles()).sum() / rows.size();
            mean += sum / Math.sqrt(seen.getLast().power()) / NETWORKS;
        }

        double power() {
            return seen.stream().mapToDouble(Input::power).sum();
        }

        double own() {
            return seen.stream()
                    .mapToDouble(s -> s.power() * (1 - s.correlation()))
                    .sum();
        }

        double aspect() {
            return seen.stream().mapToDouble(Input::aspect).sum();
        }

        /// Mean of the values over their root mean square.
        double mean() {
            return mean;
        }
    }
}
