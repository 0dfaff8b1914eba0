package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.layer.Trace;
import org.gradus.ledger.Descent.Point;
import org.gradus.ledger.ScaledBackward.Scaled;
import org.gradus.math.Statistics;
import org.gradus.tensor.Tensor;

/// What is measured with the error as it is: the residual, every gradient and what its samples add
/// to it, and the weights and slopes on the way.
///
/// @param parameters all of them
/// @param uses those of which the use is known
/// @param residual of the mean loss
/// @param signals where each use is reached, in order
/// @param factors the norms of rows that signals are to be multiplied by, by use
/// @param gradients the norm of each parameter's gradient, scaled
/// @param plain the largest magnitude of each gradient that training computes, with its roundings
///     to 0
/// @param plainSignals the same of the backward signal at each linear layer, output side first
/// @param hops weight and slope of each linear map, in order
record ErrorPass(
        List<Network.Parameter> parameters,
        List<Use> uses,
        Point residual,
        List<Optional<Point>> signals,
        Map<Use, Expr> factors,
        Map<String, Point> gradients,
        Map<String, Expr> plain,
        Map<String, Expr> plainSignals,
        Map<Call, Passage> hops) {

    /// Scalars of one linear layer: rms of its weight, and rms of the slope that its units pass
    /// through.
    record Passage(Expr weight, Expr slope) {}

    static Set<Expr> rescaled(Network.Forward forward) {
        Set<Expr> at = new HashSet<>(Set.of(forward.output()));
        forward.linears().forEach(l -> at.add(l.output()));
        return at;
    }

    static ErrorPass of(List<Network.Parameter> parameters, Network.Forward forward, Expr mean) {
        List<Use> uses = Use.all(parameters, forward.output());
        Map<Expr, Scaled> scaled =
                ScaledBackward.of(mean, Expr.constant(Tensor.full(mean.shape(), 1)), rescaled(forward));
        Map<Use, Expr> factors = new HashMap<>();
        uses.forEach(u -> u.factor().ifPresent(f -> factors.put(u, f)));
        Map<String, Point> gradients = new HashMap<>();
        for (Network.Parameter p : parameters) {
            Scaled g = scaled.get(p.leaf());
            if (g != null) gradients.put(p.path(), new Point(Statistics.norm(g.value()), g.logs()));
        }
        Set<Expr> wrt = new HashSet<>();
        parameters.stream().filter(Network.Parameter::trained).forEach(p -> wrt.add(p.leaf()));
        forward.linears().forEach(l -> wrt.add(l.output()));
        Map<Expr, Expr> reached = Gradient.of(mean, wrt);
        Map<String, Expr> plain = new HashMap<>(), plainSignals = new LinkedHashMap<>();
        for (Network.Parameter p : parameters) largest(plain, p.path(), reached.get(p.leaf()));
        for (Call l : forward.linears().reversed()) largest(plainSignals, l.name(), reached.get(l.output()));
        return new ErrorPass(
                parameters,
                uses,
                Point.of(found(scaled, forward.output())),
                uses.stream().map(u -> u.point(scaled)).toList(),
                factors,
                gradients,
                plain,
                plainSignals,
                passages(forward.trace()));
    }

    private static void largest(Map<String, Expr> all, String path, @org.jspecify.annotations.Nullable Expr gradient) {
        if (gradient != null) all.put(path, gradient.abs().max());
    }

    private static Scaled found(Map<Expr, Scaled> scaled, Expr x) {
        return Optional.ofNullable(scaled.get(x))
                .orElseThrow(() -> new IllegalArgumentException("Ledger: the loss does not depend on " + x));
    }

    private static Map<Call, Passage> passages(Trace trace) {
        Map<Call, Passage> passages = new LinkedHashMap<>();
        for (Call l : trace.linears()) {
            Expr slope = trace.nonlinearity(l).map(ErrorPass::slope).orElse(Expr.constant(1));
            passages.put(l, new Passage(Statistics.rms(l.weight()), slope));
        }
        return passages;
    }

    /// Rms of φ′ of a nonlinearity; 1 where it mixes units.
    private static Expr slope(Call phi) {
        if (phi.activation().mixes()) return Expr.constant(1);
        Expr ones = Expr.constant(Tensor.full(phi.output().shape(), 1));
        return Statistics.rms(
                Gradient.vjp(phi.output(), ones, List.of(phi.input())).getFirst());
    }

    /// Weight and slope of a linear map.
    Passage passage(Call linear) {
        return Objects.requireNonNull(hops.get(linear));
    }

    /// The place of a parameter's use; -1 if it is not known.
    int use(Network.Parameter p) {
        for (int u = 0; u < uses.size(); u++) if (uses.get(u).parameter().equals(p)) return u;
        return -1;
    }

    Optional<Expr> factor(Use use) {
        return Optional.ofNullable(factors.get(use));
    }

    Optional<Point> signal(int use) {
        return signals.get(use);
    }

    Optional<Point> gradient(Network.Parameter p) {
        return Optional.ofNullable(gradients.get(p.path()));
    }

    Optional<Expr> plain(Network.Parameter p) {
        return Optional.ofNullable(plain.get(p.path()));
    }

    /// The first layer, from the output side, whose backward signal is 0 in working precision.
    Optional<String> firstRounded(org.gradus.run.Session session) {
        return plainSignals.entrySet().stream()
                .filter(e -> session.scalar(e.getValue()) == 0)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    List<Expr> outputs() {
        List<Point> points = new ArrayList<>(List.of(residual));
        signals.forEach(s -> s.ifPresent(points::add));
        points.addAll(gradients.values());
        Stream<Expr> scalars = Stream.of(
                        factors.values().stream(),
                        plain.values().stream(),
                        plainSignals.values().stream(),
                        hops.values().stream().flatMap(h -> Stream.of(h.weight(), h.slope())))
                .flatMap(s -> s);
        return Stream.concat(RandomPass.expressions(points), scalars).distinct().toList();
    }
}
