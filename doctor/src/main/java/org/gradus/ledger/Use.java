package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Add;
import org.gradus.graph.op.MatMul;
import org.gradus.graph.op.Multiply;
import org.gradus.layer.Network;
import org.gradus.ledger.Descent.Point;
import org.gradus.ledger.ScaledBackward.Scaled;
import org.gradus.math.Statistics;
import org.gradus.tensor.Shape;

/// How a network uses a parameter, and so what a sample's gradient by it is.
///
/// Where it is used in one place, with one row a sample, that gradient is never formed. With a the other operand's
/// row and δ the backward signal's, its squared norm is ‖a‖² ‖δ‖² for a matrix product (Goodfellow 2015),
/// ‖a ∘ δ‖² for a scale and ‖δ‖² for an offset. A weight that is used several times, or at several positions of a
/// sample, has a sum of such gradients, whose parts may cancel: it is formed for the few samples of a ledger.
///
/// @param samples how many samples there are
record Use(Network.Parameter parameter, List<Place> places, int samples) {
    enum Rule {
        PRODUCT,
        SCALE,
        OFFSET
    }

    /// A place where it is used.
    ///
    /// @param other the other operand
    /// @param output what they give, one row a sample and position
    record Place(Rule rule, Expr other, Expr output) {
        static Optional<Place> of(Expr leaf, Expr user) {
            if (user.shape().rank() < 2 || user.inputs().size() != 2) return Optional.empty();
            int at = user.inputs().indexOf(leaf);
            Expr other = user.input(1 - at);
            boolean units = leaf.shape().equals(Shape.of(user.shape().last()))
                    && other.shape().equals(user.shape());
            return switch (user.op()) {
                case MatMul m
                when at == 1 && !m.leftTransposed() && !m.rightTransposed() ->
                    Optional.of(new Place(Rule.PRODUCT, other, user));
                case Multiply _ when units -> Optional.of(new Place(Rule.SCALE, other, user));
                case Add _ when units -> Optional.of(new Place(Rule.OFFSET, other, user));
                default -> Optional.empty();
            };
        }

        private int rows() {
            return output.shape().size() / output.shape().last();
        }

        /// Every sample's gradient by the parameter, as a row.
        Expr gradients(Expr signal, int samples) {
            int positions = rows() / samples, units = output.shape().last();
            Expr delta = signal.reshape(Shape.of(samples, positions, 1, units));
            if (rule == Rule.PRODUCT) {
                delta = delta.times(
                        other.reshape(Shape.of(samples, positions, other.shape().last(), 1)));
            } else if (rule == Rule.SCALE) {
                delta = delta.times(other.reshape(delta.shape()));
            }
            return delta.sum(1).reshape(Shape.of(samples, delta.shape().size() / samples / positions));
        }
    }

    /// The uses of those parameters that are used in these ways only.
    static List<Use> all(List<Network.Parameter> parameters, Expr result) {
        Map<Expr, List<Expr>> users = new HashMap<>();
        for (Expr x : Graph.order(List.of(result))) {
            for (Expr input : x.inputs())
                users.computeIfAbsent(input, _ -> new ArrayList<>()).add(x);
        }
        int samples = result.shape().dim(0);
        return parameters.stream()
                .flatMap(p -> of(p, users.getOrDefault(p.leaf(), List.of()), samples).stream())
                .toList();
    }

    private static Optional<Use> of(Network.Parameter parameter, List<Expr> users, int samples) {
        List<Place> places = users.stream()
                .flatMap(user -> Place.of(parameter.leaf(), user).stream())
                .filter(place -> place.rows() % samples == 0)
                .toList();
        boolean known = !users.isEmpty() && places.size() == users.size();
        return known ? Optional.of(new Use(parameter, places, samples)) : Optional.empty();
    }

    private boolean once() {
        return places.size() == 1 && places.getFirst().rows() == samples;
    }

    /// The norms of rows of what the signal must be multiplied by once more; none if nothing is
    /// left.
    Optional<Expr> factor() {
        Place place = places.getFirst();
        return once() && place.rule() == Rule.PRODUCT
                ? Optional.of(Statistics.rowNorms(place.other()))
                : Optional.empty();
    }

    /// The norms of the gradients of samples, as far as they do not lie in [#factor()]; nothing where no path leads.
    ///
    /// @param signals the backward signals
    Optional<Point> point(Map<Expr, Scaled> signals) {
        if (once()) {
            Place place = places.getFirst();
            return Optional.ofNullable(signals.get(place.output()))
                    .map(s -> new Point(rows(place, s.value()), s.logs()));
        }
        return places.stream()
                .flatMap(place -> Optional.ofNullable(signals.get(place.output()))
                        .map(s -> new Scaled(place.gradients(s.value(), samples), s.logs()))
                        .stream())
                .reduce(Scaled::plus)
                .map(Point::of);
    }

    private static Expr rows(Place place, Expr signal) {
        Expr own = place.rule() == Rule.SCALE ? signal.times(place.other()) : signal;
        return Statistics.rowNorms(own);
    }
}
