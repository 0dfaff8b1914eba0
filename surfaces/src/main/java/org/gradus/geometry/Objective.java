package org.gradus.geometry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// A scalar expression as a function of one long vector: value, gradient and products with the
/// Hessian, in `double` unless its store says otherwise.
///
/// The parameters stand in the vector one after another, each in row-major order. The product with
/// the Hessian is the gradient of ⟨gradient, v⟩ (Pearlmutter 1994): exact, for about two gradients.
/// Where a ReLU bends, the graph knows no second derivative: there the Hessian is that of the piece
/// at hand.
///
/// A function that is a mean over data takes them in pieces of one size, so that the spread between
/// pieces can be measured.
public final class Objective implements AutoCloseable {
    private final List<Expr> parameters;
    private final int size;
    private final Store store;
    private final Expr value;
    private final List<Expr> gradients;
    private final List<Expr> directions = new ArrayList<>();
    private final List<Expr> products;
    private final Fed slope;
    private final Fed curve;
    private final int pieces;

    /// A session with the data that it reads.
    private record Fed(Session session, List<Expr> leaves, List<List<Tensor>> pieces) {
        static Fed of(List<Expr> outputs, Store store, List<Expr> leaves, List<List<Tensor>> pieces) {
            Graph graph = Graph.of(outputs, List.of());
            Session session = Session.of(Plan.of(graph, store.real()), store);
            Set<Expr> read = new HashSet<>(graph.inputs());
            List<Integer> wanted = new ArrayList<>();
            for (int i = 0; i < leaves.size(); i++) if (read.contains(leaves.get(i))) wanted.add(i);
            return new Fed(
                    session,
                    wanted.stream().map(leaves::get).toList(),
                    pieces.stream()
                            .map(p -> wanted.stream().map(p::get).toList())
                            .toList());
        }

        void run(int piece) {
            for (int i = 0; i < leaves.size(); i++)
                session.set(leaves.get(i), pieces.get(piece).get(i));
            session.run();
        }
    }

    private Objective(Expr value, List<Expr> parameters, Store store, List<Expr> data, List<List<Tensor>> pieces) {
        this.parameters = List.copyOf(parameters);
        this.store = store;
        this.value = value;
        this.pieces = pieces.size();
        size = parameters.stream().mapToInt(p -> p.shape().size()).sum();
        gradients = Gradient.of(value, parameters);
        for (Expr p : parameters) {
            store.create(p.name(), Tensor.full(p.shape(), 0));
            directions.add(Expr.input("direction/" + p.name(), p.shape()));
        }
        products = Gradient.of(Gradient.dot(gradients, directions), parameters);
        List<Expr> first = new ArrayList<>(List.of(value));
        first.addAll(gradients);
        slope = Fed.of(first, store, data, pieces);
        curve = Fed.of(products, store, data, pieces);
    }

    /// A function of parameters alone.
    ///
    /// @param value a scalar
    /// @param parameters named leaves of role `PARAMETER`, of any shapes
    public static Objective of(Expr value, List<Expr> parameters) {
        return new Objective(value, parameters, new Store(Element.F64), List.of(), List.of(List.of()));
    }

    /// The mean over pieces of data of a function of parameters and a piece.
    ///
    /// @param states what else the expression reads by name; its type is that of all computation
    /// @param data the leaves that a piece fills
    /// @param pieces a value for each of these leaves, at least one piece
    public static Objective of(
            Expr value, List<Expr> parameters, Store states, List<Expr> data, List<List<Tensor>> pieces) {
        if (pieces.isEmpty()) throw new IllegalArgumentException("Objective: expected at least one piece of data");
        return new Objective(value, parameters, states, data, pieces);
    }

    /// The length of the vector of all parameters.
    public int size() {
        return size;
    }

    /// The relative rounding of its arithmetic: 2⁻⁵² in `double`, 2⁻²³ in `float`.
    double rounding() {
        return store.real() == Element.F64 ? Math.ulp(1.0) : Math.ulp(1f);
    }

    /// How many pieces of data there are.
    public int pieces() {
        return pieces;
    }

    /// The value at a point.
    public double value(double[] at) {
        set(at);
        double sum = 0;
        for (int piece = 0; piece < pieces; piece++) {
            slope.run(piece);
            sum += slope.session.scalar(value);
        }
        return sum / pieces;
    }

    /// The gradient at a point.
    public double[] gradient(double[] at) {
        double[] sum = new double[size];
        for (int piece = 0; piece < pieces; piece++) Vectors.add(sum, 1.0 / pieces, gradient(at, piece));
        return sum;
    }

    /// The gradient of one piece of the data.
    double[] gradient(double[] at, int piece) {
        set(at);
        slope.run(piece);
        return flat(slope.session, gradients);
    }

    /// The Hessian at a point times a vector.
    public double[] times(double[] at, double[] v) {
        return times(at, v, pieces);
    }

    /// The mean over the first pieces of their Hessians, times a vector.
    double[] times(double[] at, double[] v, int first) {
        double[] sum = new double[size];
        for (int piece = 0; piece < first; piece++) Vectors.add(sum, 1.0 / first, timesPiece(at, v, piece));
        return sum;
    }

    /// The Hessian of one piece of the data times a vector.
    double[] timesPiece(double[] at, double[] v, int piece) {
        set(at);
        int from = 0;
        for (Expr d : directions) {
            int start = from;
            curve.session.set(d, Tensor.generate(d.shape(), i -> v[start + i]));
            from += d.shape().size();
        }
        curve.run(piece);
        return flat(curve.session, products);
    }

    /// The whole Hessian, for small numbers of parameters.
    public double[][] hessian(double[] at) {
        double[][] rows = new double[size][];
        for (int i = 0; i < size; i++) {
            double[] one = new double[size];
            one[i] = 1;
            rows[i] = times(at, one);
        }
        return rows;
    }

    private void set(double[] at) {
        if (at.length != size) {
            throw new IllegalArgumentException("Objective: expected " + size + " numbers, found " + at.length);
        }
        int from = 0;
        for (Expr p : parameters) {
            int start = from;
            store.put(p.name(), Tensor.generate(p.shape(), i -> at[start + i]));
            from += p.shape().size();
        }
    }

    private double[] flat(Session session, List<Expr> parts) {
        double[] all = new double[size];
        int from = 0;
        for (Expr part : parts) {
            double[] values = session.get(part).toDoubles();
            System.arraycopy(values, 0, all, from, values.length);
            from += values.length;
        }
        return all;
    }

    @Override
    public void close() {
        slope.session.close();
        curve.session.close();
    }
}
