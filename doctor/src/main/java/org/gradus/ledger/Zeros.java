package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Detach;
import org.gradus.graph.op.Input;
import org.gradus.layer.Network;
import org.gradus.ledger.Ledger.Zero;
import org.gradus.run.Store;
import org.gradus.tensor.Tensor;

/// Says why a gradient is 0: where no path leads, where something exact is 0, or where rounding
/// took it.
final class Zeros {
    private final List<Expr> order;
    private final Map<Expr, String> layers = new LinkedHashMap<>();
    private final Map<Expr, Expr> cotangents;
    private final Map<Expr, Tensor> batch;
    private final Store store;
    private Optional<Shadow> shadow = Optional.empty();

    /// @param batch the values of the leaves that are neither weights nor states
    Zeros(Network.Forward forward, Expr mean, Map<Expr, Tensor> batch, Store store) {
        this.batch = batch;
        this.store = store;
        order = Graph.order(List.of(mean));
        Expr one = Expr.constant(Tensor.full(mean.shape(), 1));
        cotangents = Gradient.reached(mean, one, order);
        forward.trace().calls().forEach(c -> layers.put(c.output(), c.path()));
    }

    /// Forgets what the weights gave before.
    void begin() {
        shadow = Optional.empty();
    }

    /// Why training sees no gradient of a parameter other than 0.
    ///
    /// @param gradient decades of the gradient without underflow between layers
    /// @param rounded the layer at which the signal has become 0 in working precision, if at one
    Zero why(Network.Parameter p, double gradient, Optional<String> rounded) {
        String own = p.path().substring(0, Math.max(0, p.path().lastIndexOf('/')));
        if (!p.trained()) return new Zero(Zero.Kind.NO_PATH, "freeze", own);
        if (!cotangents.containsKey(p.leaf())) return cut(p, Zero.Kind.NO_PATH, cotangents::containsKey);
        if (decades(p, gradient) > Double.NEGATIVE_INFINITY) {
            return new Zero(Zero.Kind.ROUNDED, "underflow", rounded.orElse(own));
        }
        return cut(p, Zero.Kind.EXACT, x -> arrives(x, shadow()));
    }

    private boolean arrives(Expr x, Shadow shadow) {
        Expr cotangent = cotangents.get(x);
        return cotangent != null && !shadow.value(cotangent).zero();
    }

    /// The gradient, by the shadow where all else has underflowed.
    double decades(Network.Parameter p, double gradient) {
        Expr cotangent = cotangents.get(p.leaf());
        if (gradient != Double.NEGATIVE_INFINITY || cotangent == null) return gradient;
        return shadow().value(cotangent).decades();
    }

    /// The operation, nearest the parameter, that is reached and behind which a value made from the
    /// parameter is not.
    private Zero cut(Network.Parameter p, Zero.Kind kind, Predicate<Expr> reached) {
        Set<Expr> fed = new HashSet<>(Set.of(p.leaf()));
        for (Expr x : order) if (x.inputs().stream().anyMatch(fed::contains)) fed.add(x);
        for (Expr x : order) {
            boolean cuts = fed.contains(x)
                    && reached.test(x)
                    && x.inputs().stream().anyMatch(i -> fed.contains(i) && !reached.test(i));
            if (cuts) return new Zero(kind, x.op() instanceof Detach ? "stop_gradient" : x.op().name(), layer(x));
        }
        return new Zero(kind, "unused", "");
    }

    /// The layer that made an expression: that of the next marked output, none after the last.
    private String layer(Expr x) {
        return order.subList(order.indexOf(x), order.size()).stream()
                .filter(layers::containsKey)
                .map(layers::get)
                .findFirst()
                .orElse("");
    }

    private Shadow shadow() {
        if (shadow.isPresent()) return shadow.get();
        List<Expr> outputs = new ArrayList<>(cotangents.values());
        Graph graph = Graph.of(outputs.stream().distinct().toList(), List.of());
        Map<Expr, Tensor> leaves = new HashMap<>(batch);
        for (Expr leaf : graph.inputs()) {
            if (leaf.op() instanceof Input i && i.role() != Input.Role.DATA) leaves.put(leaf, store.get(leaf.name()));
        }
        Shadow made = new Shadow(graph, leaves);
        shadow = Optional.of(made);
        return made;
    }
}
