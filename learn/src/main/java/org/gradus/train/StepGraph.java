package org.gradus.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.gradus.data.Samples;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.IsFinite;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.optim.Link;
import org.gradus.optim.Moves;
import org.gradus.optim.Penalty;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// One training step as expressions, from the batch to the new weights. Nothing is computed here.
///
/// @param batch the leaves for inputs and targets
/// @param rate the scheduled learning rate, a scalar
/// @param number the number of the step from 1, a scalar integer
/// @param forward the network on this batch, with every linear map and nonlinearity marked
/// @param loss the mean loss, without the recipe's penalty and loss scale
/// @param parameters the paths of all weights, also of those that are frozen or that no path
///     leads to
/// @param gradients the gradient, by each weight that is trained and that a path leads to, of the
///     scaled mean loss and the scaled penalty on that weight, before clipping, by path
/// @param signals the gradient of the scaled mean loss by the output of each linear map that a path
///     leads to, by the name of its call
/// @param moved after the step, the weights that have a gradient, by path; the others stay
/// @param finite 1 when loss and gradients are finite numbers, else 0; then a guarded step
///     changes nothing
/// @param updates everything the step writes back: weights, slots, running statistics, random keys
/// @param slots what the optimizer's slots hold before the first step, by name
public record StepGraph(
        Batch batch,
        Expr rate,
        Expr number,
        Network.Forward forward,
        Expr loss,
        List<String> parameters,
        Map<String, Expr> gradients,
        Map<String, Expr> signals,
        Map<String, Expr> moved,
        Expr finite,
        List<Graph.Update> updates,
        Map<String, Tensor> slots) {

    /// The leaves that a batch fills.
    ///
    /// @param named the inputs by name, in order: `[batch, …the shape of a sample]`
    /// @param targets class numbers `[batch]`, or real targets `[batch, outputs]`
    public record Batch(SequencedMap<String, Expr> named, Expr targets) {
        public Batch {
            named = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(named));
        }

        /// Leaves for some rows of samples like these.
        public static Batch of(int rows, Samples like) {
            SequencedMap<String, Expr> named = new LinkedHashMap<>();
            like.named().forEach((name, input) -> named.put(name, leaf(name, input, rows)));
            return new Batch(named, leaf("targets", like.targets(), rows));
        }

        private static Expr leaf(String name, Tensor table, int rows) {
            Shape shape = table.shape().with(0, rows);
            return table.element() == Element.I32 ? Expr.ints(name, shape) : Expr.input(name, shape);
        }

        /// The only input.
        ///
        /// @throws IllegalArgumentException when there are several
        public Expr inputs() {
            if (named.size() == 1) return named.firstEntry().getValue();
            throw new IllegalArgumentException("model: expected samples of one input, which is what a first layer"
                    + " reads, found " + String.join(", ", named.keySet()));
        }
    }

    /// The batch's only input, `[batch, …the shape of a sample]`.
    public Expr inputs() {
        return batch.inputs();
    }

    /// The batch's class numbers `[batch]`, or its real targets `[batch, outputs]`.
    public Expr targets() {
        return batch.targets();
    }

    /// @param guarded whether a step whose loss or gradients are not finite changes nothing; else
    ///     it writes what it computes, and nobody has to wait until the last gradient is known
    static StepGraph of(Recipe recipe, Network network, Batch batch, boolean guarded) {
        Network.Forward forward = network.forward(batch.inputs(), true);
        Expr loss = recipe.loss().mean(forward.output(), batch.targets());

        Map<Expr, Expr> reached = reached(network, forward, loss.times(recipe.lossScale()));
        recipe.penalty().ifPresent(p -> add(p, recipe.lossScale(), network, reached));
        List<Expr> leaves = network.parameters().stream()
                .map(Network.Parameter::leaf)
                .filter(reached::containsKey)
                .toList();
        List<Expr> gradients = leaves.stream().map(reached::get).toList();

        Expr rate = Expr.input("rate", Shape.SCALAR), number = Expr.ints("step", Shape.SCALAR);
        Expr finite = finite(loss, gradients);
        Moves moves = Moves.of(rule(recipe), leaves, gradients, rate, number);
        List<Graph.Update> updates = new ArrayList<>(moves.updates());
        updates.addAll(forward.updates());
        if (guarded) updates.replaceAll(u -> kept(u, finite));
        return new StepGraph(
                batch,
                rate,
                number,
                forward,
                loss,
                network.parameters().stream().map(Network.Parameter::path).toList(),
                byPath(leaves, gradients),
                signals(forward, reached),
                moved(leaves, updates),
                finite,
                updates,
                moves.slots());
    }

    /// The recipe's bound on gradients is the first link of the optimizer's chain.
    private static Link rule(Recipe recipe) {
        Link rule = recipe.optimizer().rule();
        return recipe.clip().map(clip -> clip.then(rule)).orElse(rule);
    }

    private static Map<String, Expr> moved(List<Expr> leaves, List<Graph.Update> updates) {
        Set<Expr> weights = Set.copyOf(leaves);
        Map<String, Expr> moved = new LinkedHashMap<>();
        for (Graph.Update u : updates)
            if (weights.contains(u.state())) moved.put(u.state().name(), u.value());
        return moved;
    }

    /// The gradients by the weights that are trained and by the outputs of linear maps, where a
    /// path leads.
    private static Map<Expr, Expr> reached(Network network, Network.Forward forward, Expr loss) {
        Set<Expr> wrt = new HashSet<>();
        network.parameters().stream().filter(Network.Parameter::trained).forEach(p -> wrt.add(p.leaf()));
        forward.linears().forEach(linear -> wrt.add(linear.output()));
        return Gradient.of(loss, wrt);
    }

    /// Adds the gradient of a penalty, which is on weights alone, to that of the loss. A weight that
    /// no path from the loss leads to has no price: it could only shrink.
    private static void add(Penalty penalty, double scale, Network network, Map<Expr, Expr> reached) {
        List<Expr> weights =
                network.weights().stream().filter(reached::containsKey).toList();
        Gradient.of(penalty.of(weights).times(scale), Set.copyOf(weights))
                .forEach((weight, slope) -> reached.merge(weight, slope, Expr::plus));
    }

    private static Map<String, Expr> signals(Network.Forward forward, Map<Expr, Expr> reached) {
        Map<String, Expr> signals = new LinkedHashMap<>();
        for (Call l : forward.linears()) {
            Expr signal = reached.get(l.output());
            if (signal != null) signals.put(l.name(), signal);
        }
        return signals;
    }

    private static Map<String, Expr> byPath(List<Expr> leaves, List<Expr> values) {
        Map<String, Expr> byPath = new LinkedHashMap<>();
        for (int i = 0; i < leaves.size(); i++) byPath.put(leaves.get(i).name(), values.get(i));
        return byPath;
    }

    /// 1 when the loss and every gradient are finite.
    private static Expr finite(Expr loss, List<Expr> gradients) {
        Expr total = loss;
        for (Expr g : gradients) total = total.plus(g.abs().sum());
        return Expr.of(new IsFinite(), total);
    }

    /// An update that a guarded step with a non-finite gradient does not make; keys move on in
    /// any case.
    private static Graph.Update kept(Graph.Update u, Expr finite) {
        if (u.state().kind() == Kind.INT) return u;
        return new Graph.Update(u.state(), finite.select(u.value(), u.state()));
    }

    /// The gradient by a weight, before clipping.
    public Expr gradient(Expr weight) {
        return found(gradients, weight);
    }

    /// A weight after the step.
    public Expr moved(Expr weight) {
        return found(moved, weight);
    }

    private static Expr found(Map<String, Expr> byPath, Expr weight) {
        Expr value = byPath.get(weight.name());
        if (value == null) throw new IllegalArgumentException(weight + " is no weight that this step trains");
        return value;
    }
}
