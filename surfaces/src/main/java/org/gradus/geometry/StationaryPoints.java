package org.gradus.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.geometry.StationaryPoint.Kind;
import org.gradus.graph.Expr;
import org.gradus.tensor.Shape;

/// Finds the stationary points of a surface in its box: damped Newton iterations on the gradient
/// from a grid of starts, all at once.
///
/// A step is cut to a quarter until ‖g‖ falls. Ends that are near each other are one point; what it
/// is, its eigenvalues say, and where some are 0, a look around. A grid misses basins narrower than
/// its cells: the list is complete only as far as that.
public final class StationaryPoints {
    private static final int SPELLS = 8, ROUNDS = 8, CUTS = 6;

    /// About how many starts there are, by the number of coordinates.
    private static final int STARTS = 900;

    /// The share of the largest eigenvalue up to which one counts as 0.
    private static final double ZERO = 1e-6;

    private final Surface surface;
    private final Surface.Domain domain;

    private StationaryPoints(Surface surface) {
        this.surface = surface;
        this.domain = surface.domain();
    }

    /// All stationary points that are found in the surface's box, lowest value first.
    public static List<StationaryPoint> of(Surface surface) {
        StationaryPoints finder = new StationaryPoints(surface);
        List<double[]> ends = finder.newton(finder.grid());
        return named(grouped(finder.distinct(ends)));
    }

    /// The corners of cells, moved off round numbers, at which symmetric surfaces have no slope in
    /// some direction.
    private List<double[]> grid() {
        int n = surface.dimensions(), side = (int) Math.round(Math.pow(STARTS, 1.0 / n));
        if (n == 1) side = 200;
        double width = domain.high() - domain.low(), cell = width / side;
        int count = (int) Math.round(Math.pow(side, n)), sides = side;
        return IntStream.range(0, count)
                .mapToObj(p -> {
                    double[] x = new double[n];
                    int rest = p;
                    for (int i = 0; i < n; i++) {
                        x[i] = domain.low() + (rest % sides + 0.5 + 0.013 * (i + 1)) * cell;
                        rest /= sides;
                    }
                    return x;
                })
                .toList();
    }

    /// Where the starts end; those that leave the surroundings of the box are given up.
    private List<double[]> newton(List<double[]> starts) {
        List<double[]> ends = new ArrayList<>(), on = starts;
        for (int spell = 0; spell < SPELLS && !on.isEmpty(); spell++) on = spell(on, ends);
        ends.addAll(on);
        return ends;
    }

    /// Some rounds for all points that are on their way.
    ///
    /// @param ends takes those that came to rest
    /// @return those that did not
    private List<double[]> spell(List<double[]> starts, List<double[]> ends) {
        List<double[]> at = new ArrayList<>(starts);
        boolean[] rests = new boolean[at.size()];
        try (Sampler curved = new Sampler(surface, at.size(), true);
                Sampler plain = new Sampler(surface, at.size(), false)) {
            for (int round = 0; round < ROUNDS; round++) {
                curved.look(at);
                double[][] g = curved.gradients();
                double[][][] h = curved.hessians();
                List<double[]> steps = new ArrayList<>();
                for (int p = 0; p < rests.length; p++) steps.add(step(g, h, surface.dimensions(), p));
                damped(at, steps, norms(g, rests.length), rests, plain);
            }
        }
        List<double[]> on = new ArrayList<>();
        for (int p = 0; p < rests.length; p++) {
            if (rests[p]) ends.add(at.get(p));
            else if (near(at.get(p))) on.add(at.get(p));
        }
        return on;
    }

    private boolean near(double[] x) {
        double width = domain.high() - domain.low();
        return Arrays.stream(x).allMatch(v -> v > domain.low() - width && v < domain.high() + width);
    }

    /// Moves every point along its step, cut until the gradient is smaller; one that no step helps
    /// is at rest.
    private void damped(List<double[]> at, List<double[]> steps, double[] before, boolean[] rests, Sampler plain) {
        boolean[] done = rests.clone();
        double t = 1;
        for (int cut = 0; cut < CUTS; cut++, t /= 4) {
            List<double[]> tried = new ArrayList<>();
            for (int p = 0; p < done.length; p++) {
                tried.add(done[p] ? at.get(p) : Vectors.plus(at.get(p), t, steps.get(p)));
            }
            plain.look(tried);
            double[] after = norms(plain.gradients(), done.length);
            boolean all = true;
            for (int p = 0; p < done.length; p++) {
                if (!done[p] && after[p] < before[p]) {
                    at.set(p, tried.get(p));
                    done[p] = true;
                }
                all &= done[p];
            }
            if (all) return;
        }
        for (int p = 0; p < done.length; p++) rests[p] |= !done[p];
    }

    private static double[] norms(double[][] g, int count) {
        double[] norms = new double[count];
        for (double[] slope : g) for (int p = 0; p < count; p++) norms[p] += slope[p] * slope[p];
        for (int p = 0; p < count; p++) norms[p] = Math.sqrt(norms[p]);
        return norms;
    }

    /// -H⁻¹g, with eigenvalues near 0 left out, and no longer than a tenth of the box.
    private double[] step(double[][] g, double[][][] h, int n, int p) {
        double[] slope = new double[n], step = new double[n];
        for (int i = 0; i < n; i++) slope[i] = g[i][p];
        double[][] matrix = matrix(h, n, p);
        if (!finite(matrix) || !finite(slope)) return step;
        Eigen eigen = Eigen.of(matrix);
        double largest = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[n - 1]));
        for (int k = 0; k < n; k++) {
            double value = eigen.values()[k];
            if (Math.abs(value) <= 1e-14 * largest) continue;
            Vectors.add(step, -Vectors.dot(eigen.vector(k), slope) / value, eigen.vector(k));
        }
        double most = 0.1 * (domain.high() - domain.low()), length = Vectors.norm(step);
        return length > most ? Vectors.times(most / length, step) : step;
    }

    private static double[][] matrix(double[][][] h, int n, int p) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) matrix[i][j] = h[Math.max(i, j)][Math.min(i, j)][p];
        return matrix;
    }

    private static boolean finite(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    /// A point before it has a name.
    private record Found(StationaryPoint point, boolean singular) {}

    /// One of each cluster of ends at which the gradient is 0.
    private List<Found> distinct(List<double[]> ends) {
        List<Found> found = new ArrayList<>();
        int n = surface.dimensions(), count = ends.size();
        try (Sampler sampler = new Sampler(surface, count, true)) {
            sampler.look(ends);
            double[] values = sampler.values(), norms = norms(sampler.gradients(), count);
            double[][][] h = sampler.hessians();
            for (int p = 0; p < count; p++) {
                double[] x = ends.get(p);
                double[][] matrix = matrix(h, n, p);
                if (!domain.holds(x) || !finite(matrix)) continue;
                double[] eigenvalues = Eigen.of(matrix).values();
                double largest = Math.max(Math.abs(eigenvalues[0]), Math.abs(eigenvalues[n - 1]));
                if (!(norms[p] <= 1e-9 * Math.max(1e-3, largest))) continue;
                boolean singular =
                        Arrays.stream(eigenvalues).anyMatch(e -> Math.abs(e) <= ZERO * Math.max(1e-3, largest));
                double near = (singular ? 1e-2 : 1e-5) * (1 + Vectors.norm(x));
                if (found.stream().anyMatch(f -> f.point().distance(x) < near)) continue;
                found.add(new Found(point(x, values[p], eigenvalues, singular), singular));
            }
        }
        return found;
    }

    private StationaryPoint point(double[] x, double value, double[] eigenvalues, boolean singular) {
        Kind kind = singular
                ? descends(x) ? Kind.DEGENERATE : Kind.FLAT_MINIMUM
                : eigenvalues[0] > 0
                        ? Kind.LOCAL_MINIMUM
                        : eigenvalues[eigenvalues.length - 1] < 0 ? Kind.MAXIMUM : Kind.SADDLE;
        List<Double> spectrum = Arrays.stream(eigenvalues).boxed().toList();
        return new StationaryPoint("", kind, Arrays.stream(x).boxed().toList(), value, spectrum, 1);
    }

    /// Whether a look around a point, along axes and random lines, finds lower values.
    private boolean descends(double[] x) {
        List<Expr> leaves = IntStream.range(0, x.length)
                .mapToObj(i -> Expr.parameter("x" + i, Shape.SCALAR))
                .toList();
        try (Objective objective = Objective.of(surface.value(leaves), leaves)) {
            return Certifier.plain()
                            .certify(objective, x)
                            .probe()
                            .filter(WayDown::found)
                            .isPresent()
                    || objective.value(x) > domain.infimum() + 1e-6 && lower(objective, x);
        }
    }

    /// Whether some line leads down and never up first, as far as half the box: a plain may be wide.
    private boolean lower(Objective objective, double[] x) {
        List<double[]> lines = IntStream.range(0, 16)
                .mapToObj(i -> Vectors.unit(Vectors.normal(x.length, i)))
                .toList();
        return WayDown.along(objective, x, lines, 1e-3, (domain.high() - domain.low()) / 2)
                        .decrease()
                > 1e-9;
    }

    /// Points without curvature that share a value become one: they are found all along a curve.
    private static List<StationaryPoint> grouped(List<Found> found) {
        List<StationaryPoint> points = new ArrayList<>();
        for (Found f : found) {
            StationaryPoint p = f.point();
            int twin = -1;
            for (int i = 0; f.singular() && i < points.size(); i++) {
                StationaryPoint q = points.get(i);
                if (q.kind() == p.kind() && Math.abs(q.value() - p.value()) < 1e-9 * (1 + Math.abs(p.value())))
                    twin = i;
            }
            if (twin < 0) points.add(p);
            else points.set(twin, joined(points.get(twin), p));
        }
        return points;
    }

    private static StationaryPoint joined(StationaryPoint a, StationaryPoint b) {
        double[] origin = new double[a.at().size()];
        StationaryPoint nearest = b.distance(origin) < a.distance(origin) ? b : a;
        return new StationaryPoint(
                "", a.kind(), nearest.at(), nearest.value(), nearest.eigenvalues(), a.members() + b.members());
    }

    private static List<StationaryPoint> named(List<StationaryPoint> points) {
        List<StationaryPoint> sorted = new ArrayList<>(points);
        // values that differ by rounding are in the order of their places
        sorted.sort(Comparator.comparingDouble((StationaryPoint p) -> Math.rint(p.value() * 1e9))
                .thenComparing(p -> p.at().getFirst(), Comparator.reverseOrder()));
        double lowest = sorted.stream()
                .filter(p -> p.kind() == Kind.LOCAL_MINIMUM)
                .mapToDouble(StationaryPoint::value)
                .min()
                .orElse(Double.NaN);
        Map<Kind, Integer> count = new EnumMap<>(Kind.class);
        List<StationaryPoint> named = new ArrayList<>();
        for (StationaryPoint p : sorted) {
            int number = count.merge(p.kind(), 1, Integer::sum);
            boolean global = p.kind() == Kind.LOCAL_MINIMUM && p.value() <= lowest + 1e-9 * (1 + Math.abs(lowest));
            Kind kind = global ? Kind.GLOBAL_MINIMUM : p.kind();
            named.add(
                    new StationaryPoint(kind.letter() + number, kind, p.at(), p.value(), p.eigenvalues(), p.members()));
        }
        return named;
    }
}
