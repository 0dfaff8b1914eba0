package org.gradus.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.ledger.Descent.Point;
import org.gradus.ledger.ScaledBackward.Scaled;
import org.gradus.run.Session;

/// What is measured with random cotangents in place of the error: what arrives at every parameter,
/// and what the hops keep.
///
/// @param cotangent the leaf that they are fed to
/// @param uses where each use is reached, in order; none where no path leads
/// @param points every signal of the hops
/// @param linears the place among them of the backward signal of each linear layer that a path
///     leads to, by path
/// @param descents output side first
record RandomPass(
        Expr cotangent,
        List<Optional<Point>> uses,
        List<Point> points,
        Map<String, Integer> linears,
        List<Descent> descents,
        List<Call> layers) {

    static RandomPass of(List<Use> uses, Network.Forward forward) {
        Expr cotangent = Expr.input("probe/cotangent", forward.output().shape());
        Map<Expr, Scaled> signals = ScaledBackward.of(forward.output(), cotangent, ErrorPass.rescaled(forward));
        List<Point> points = new ArrayList<>();
        Map<String, Integer> linears = new LinkedHashMap<>();
        List<Call> layers = forward.linears();
        for (Call l : layers) {
            Scaled s = signals.get(l.output());
            if (s == null) continue;
            linears.put(l.name(), points.size());
            points.add(Point.of(s));
        }
        List<Descent> descents = new ArrayList<>();
        for (Call from : layers.reversed()) {
            for (Call to : forward.trace().sources(from).reversed()) {
                if (!linears.containsKey(to.name())) continue;
                Descent d = Descent.of(forward.trace(), signals, from, to);
                descents.add(d);
                for (Descent.Ratio r : d.ratios()) points.addAll(List.of(r.above(), r.below()));
            }
        }
        return new RandomPass(
                cotangent,
                uses.stream().map(u -> u.point(signals)).toList(),
                List.copyOf(points),
                linears,
                descents,
                layers);
    }

    /// All that must be computed to read some points.
    static Stream<Expr> expressions(List<Point> points) {
        return points.stream().flatMap(p -> Stream.concat(Stream.of(p.rows()), p.logs().stream()));
    }

    List<Expr> outputs() {
        List<Point> all = new ArrayList<>(points);
        uses.forEach(u -> u.ifPresent(all::add));
        return expressions(all).distinct().toList();
    }

    /// The hops, from the levels of the points.
    ///
    /// @param error where weight and slope of each linear map are measured
    List<Ledger.Hop> hops(List<Level> levels, Session errors, ErrorPass error) {
        Map<Point, Double> decades = new LinkedHashMap<>();
        for (int p = 0; p < levels.size(); p++)
            decades.put(points.get(p), levels.get(p).decades());
        double hidden = descents.isEmpty()
                ? Double.NaN
                : level(levels, descents.getFirst().to().name());
        List<Ledger.Hop> hops = new ArrayList<>();
        for (Descent d : descents) {
            double above = level(levels, d.from().name()), below = level(levels, d.to().name());
            boolean cut = below == Double.NEGATIVE_INFINITY;
            double weight = Math.sqrt(d.from().fanIn())
                    * errors.scalar(error.passage(d.from()).weight());
            double slope = errors.scalar(error.passage(d.to()).slope());
            double normalization = product(d, Ledger.Bill.Factor.NORMALIZATION, decades);
            double skip = product(d, Ledger.Bill.Factor.SKIP, decades);
            double gain = cut ? Double.NEGATIVE_INFINITY : below - above;
            double structure = Math.pow(10, gain) / weight / slope / normalization / skip;
            hops.add(new Ledger.Hop(
                    d.from().name(),
                    d.to().name(),
                    Math.pow(10, gain),
                    weight,
                    slope,
                    normalization,
                    skip,
                    Double.isFinite(structure) && structure > 0 ? structure : 1,
                    gain,
                    cut ? gain : below - hidden,
                    d.places()));
        }
        return hops;
    }

    private double level(List<Level> levels, String layer) {
        Integer at = linears.get(layer);
        return at == null ? Double.NaN : levels.get(at).decades();
    }

    /// The product of the ratios that are billed to a factor; 1 where there is no signal to
    /// compare.
    private static double product(Descent d, Ledger.Bill.Factor factor, Map<Point, Double> decades) {
        double sum = 0;
        for (Descent.Ratio r : d.ratios()) {
            if (r.factor() == factor)
                sum += decades.getOrDefault(r.below(), 0.0) - decades.getOrDefault(r.above(), 0.0);
        }
        return Double.isNaN(sum) ? 1 : Math.pow(10, sum);
    }
}
