package org.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.*;
import org.gradus.math.Nonlinear;
import org.gradus.math.Statistics;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Graphs to try plans on: training steps of dense networks, and random programs.
public final class Networks {
    private Networks() {}

    /// A training step of a dense network with sigmoids, on class labels; momentum, when asked for, keeps a slot.
    public static Graph step(int batch, int inputs, int width, int depth, int classes, boolean momentum) {
        Expr h = Expr.input("x", Shape.of(batch, inputs)), labels = Expr.ints("labels", Shape.of(batch));
        List<Expr> parameters = new ArrayList<>();
        for (int l = 0; l <= depth; l++) {
            int from = h.shape().last(), to = l == depth ? classes : width;
            Expr w = Expr.parameter("dense" + l + "/weight", Shape.of(from, to));
            Expr b = Expr.parameter("dense" + l + "/bias", Shape.of(to));
            parameters.addAll(List.of(w, b));
            h = h.matmul(w).plus(b);
            if (l < depth) h = h.sigmoid();
        }
        Expr hot = Statistics.oneHot(labels, classes);
        Expr loss = Nonlinear.logSoftmax(h).times(hot).sum(1).mean().negate();
        List<Expr> gradients = Gradient.of(loss, parameters);
        List<Graph.Update> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Expr p = parameters.get(i), step = gradients.get(i);
            if (momentum) {
                Expr slot = Expr.state("momentum/" + p.name(), p.shape(), Kind.REAL);
                step = slot.times(0.9).plus(step);
                updates.add(new Graph.Update(slot, step));
            }
            updates.add(new Graph.Update(p, p.minus(step.times(0.1))));
        }
        return Graph.of(List.of(loss, Statistics.accuracy(h, labels)), updates);
    }

    /// The plans of a graph with every choice of fusing.
    public static List<Plan> plans(Graph graph) {
        return List.of(
                Planner.plan(graph, Element.F32, Fusing.ALL),
                Planner.plan(graph, Element.F32, new Fusing(true, false)),
                Planner.plan(graph, Element.F32, new Fusing(false, false)));
    }

    /// Values for all leaves: normal numbers, for integers small class numbers.
    public static Map<Expr, Tensor> values(Graph graph, int seed) {
        Random random = new Random(seed);
        Map<Expr, Tensor> values = new HashMap<>();
        for (Expr x : graph.inputs()) {
            values.put(
                    x,
                    x.kind() == Kind.INT
                            ? Tensor.generateInts(x.shape(), _ -> random.nextInt(3))
                            : Tensor.generate(x.shape(), _ -> (float) (random.nextGaussian() * 0.5)));
        }
        return values;
    }

    /// A random program of tame operations over a few shapes, with its gradients and updates of some of its leaves.
    public static Graph random(int seed) {
        return new Builder(seed).graph();
    }

    private static final class Builder {
        private final Random random;
        private final List<Expr> pool = new ArrayList<>();
        private final int rows;
        private final int columns;

        Builder(int seed) {
            random = new Random(seed);
            rows = List.of(1, 3, 7, 16, 17).get(random.nextInt(5));
            columns = List.of(1, 2, 5, 8, 33).get(random.nextInt(5));
        }

        Graph graph() {
            List<Expr> states = List.of(
                    Expr.parameter("a", Shape.of(rows, columns)),
                    Expr.parameter("b", Shape.of(columns)),
                    Expr.parameter("c", Shape.of(rows, 1)),
                    Expr.state("d", Shape.SCALAR, Kind.REAL));
            pool.addAll(states);
            pool.add(Expr.input("x", Shape.of(rows, columns)));
            pool.add(Expr.ints("labels", Shape.of(rows)));
            for (int i = 0; i < 25; i++) pool.add(next());
            Expr last = pool.getLast().kind() == Kind.INT ? real() : pool.getLast();
            Expr loss = last.tanh().mean().plus(real().sigmoid().mean());
            List<Expr> gradients = Gradient.of(loss, states);
            List<Expr> outputs = new ArrayList<>(List.of(loss, pick(), states.get(random.nextInt(4))));
            if (random.nextBoolean()) outputs.add(gradients.get(random.nextInt(4)));
            return Graph.of(outputs, updates(states, gradients));
        }

        private List<Graph.Update> updates(List<Expr> states, List<Expr> gradients) {
            List<Graph.Update> updates = new ArrayList<>();
            for (int i = 0; i < states.size(); i++) {
                Expr state = states.get(i),
                        stepped = state.minus(gradients.get(i).times(0.1));
                List<Expr> others = pool.stream()
                        .filter(x -> x.shape().equals(state.shape()) && x.kind() == Kind.REAL)
                        .toList();
                switch (random.nextInt(4)) {
                    case 0 -> {}
                    case 1 -> updates.add(new Graph.Update(state, others.get(random.nextInt(others.size()))));
                    default -> updates.add(new Graph.Update(state, stepped));
                }
            }
            return updates;
        }

        private Expr pick() {
            return pool.get(random.nextInt(pool.size()));
        }

        private Expr real() {
            Expr x = pick();
            while (x.kind() == Kind.INT) x = pick();
            return x;
        }

        private Expr next() {
            Expr x = real(), y = real();
            return switch (random.nextInt(22)) {
                case 0, 1 -> fits(x, y) ? x.plus(y) : x.negate();
                case 2, 3 -> fits(x, y) ? x.times(y.tanh()) : x.times(0.5);
                case 4 -> fits(x, y) ? x.minus(y) : x.abs();
                case 5 -> fits(x, y) ? x.dividedBy(y.square().plus(1)) : x.times(1);
                case 6 -> x.tanh();
                case 7 -> x.sigmoid();
                case 8 -> x.softplus();
                case 9 -> Nonlinear.gelu(x.tanh());
                case 10 -> Expr.of(new Expm1(), x.tanh());
                case 11 -> x.square().plus(1).log();
                case 12 -> x.square().plus(0.5).sqrt();
                case 13 -> x.shape().rank() == 0 ? x.exp().tanh() : x.mean(-1);
                case 14 -> x.shape().rank() == 0 ? x : x.sum(0).times(0.1);
                case 15 -> x.max();
                case 16 -> product(x, y);
                case 17 -> x.transpose();
                case 18 -> x.reshape(Shape.of(x.shape().size(), 1));
                case 19 -> fits(x, y) ? x.greaterThan(0.1).select(x, y) : x.relu();
                case 20 -> rows(x);
                default -> fits(x, y) ? x.broadcastTo(x.shape().broadcast(y.shape())) : x.relu();
            };
        }

        private Expr rows(Expr x) {
            Expr labels = Expr.ints("rows" + random.nextInt(1 << 20), Shape.of(4));
            boolean table = x.shape().rank() == 2 && x.shape().dim(0) >= 3;
            return table
                    ? Expr.of(new Gather(), x, labels)
                    : Nonlinear.logSumExp(x.reshape(Shape.of(1, x.shape().size())));
        }

        private Expr product(Expr x, Expr y) {
            if (x.shape().rank() != 2 || y.shape().rank() != 2) return Expr.of(new Detach(), x);
            for (MatMul op : List.of(new MatMul(false, false), new MatMul(true, false), new MatMul(false, true))) {
                int left = x.shape().dim(op.leftTransposed() ? 0 : 1),
                        right = y.shape().dim(op.rightTransposed() ? 1 : 0);
                if (left == right) return Expr.of(op, x, y).times(1.0 / left);
            }
            return x.negate();
        }

        private static boolean fits(Expr x, Expr y) {
            for (int i = 1; i <= Math.min(x.shape().rank(), y.shape().rank()); i++) {
                int a = x.shape().dim(-i), b = y.shape().dim(-i);
                if (a != b && a != 1 && b != 1) return false;
            }
            return true;
        }
    }
}
