package org.gradus.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Input;
import org.gradus.layer.Network;
import org.gradus.name.Names;
import org.gradus.optim.Moves;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Step;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A training loop of one's own: any losses, over any networks, each moved by an optimizer of its own.
///
/// It holds the weights. [#apply] makes those of a network, [#minimizer] plans a step that lowers a loss, and the
/// loop around the steps is plain Java:
///
/// ```java
/// try (Training training = new Training()) {
///     Expr loss = training.apply(network, x).minus(y).square().mean();
///     Minimizer fit = training.minimizer(loss, Adam.of(0.01));
///     for (int i = 0; i < 500; i++) fit.step(Map.of(x, inputs, y, targets));
/// }
/// ```
///
/// All computation is in `f32`. The same seeds and batches give the same bits. What a recipe can say is better
/// trained by a [Trainer], which shuffles, resumes and is examined by the doctor.
public final class Training implements AutoCloseable {
    private final Store store = new Store();
    private final Map<String, Expr> weights = new HashMap<>();
    private final Set<Expr> frozen = new HashSet<>();
    private final List<Network.Forward> forwards = new ArrayList<>();
    private final Map<Expr, Session> readers = new HashMap<>();
    private final List<Session> sessions = new ArrayList<>();

    /// A training of nothing yet.
    public Training() {}

    /// A network applied to a batch in training mode: dropout drops, and batch norm reads the batch.
    ///
    /// A network may be applied several times, also to batches of other sizes; its weights are shared by all uses.
    ///
    /// @param x `[batch, …the shape of a sample]`
    /// @throws IllegalArgumentException when another network has weights of the same paths, or when the rule for
    ///     its initial weights looks at data
    public Expr apply(Network network, Expr x) {
        Network.Forward forward = network.forward(x, true);
        for (Network.Parameter p : network.parameters()) {
            if (p.init().scaling().isPresent()) {
                throw new IllegalArgumentException("Training: " + p.path() + " is initialized from data by "
                        + Names.of(p.init().getClass()) + ", which a training without a data source cannot do");
            }
            claim(p.path(), p.leaf());
            if (!p.trained()) frozen.add(p.leaf());
            if (!store.contains(p.path())) store.put(p.path(), p.initial());
        }
        for (Network.State s : network.states()) {
            claim(s.path(), s.leaf());
            store.create(s.path(), s.initial());
        }
        forwards.add(forward);
        return forward.output();
    }

    private void claim(String path, Expr leaf) {
        if (weights.computeIfAbsent(path, _ -> leaf) == leaf) return;
        throw new IllegalArgumentException("Training: two weights are named " + path
                + "; give each network a name, as in new Network(\"generator\", layers, seed)");
    }

    /// A weight of no network, such as a temperature or the centre of a class.
    ///
    /// @throws IllegalArgumentException when there is one of this name
    public Expr parameter(String name, Tensor initial) {
        Expr leaf = Expr.parameter(name, initial.shape());
        claim(name, leaf);
        store.put(name, initial);
        return leaf;
    }

    /// A step that lowers a loss by moving all weights that the loss depends on and that are trained.
    ///
    /// @param loss a scalar
    public Minimizer minimizer(Expr loss, Optimizer optimizer) {
        return minimizer(loss, Graph.of(loss).inputs().stream().filter(this::trained), optimizer);
    }

    /// A step that lowers a loss by moving the weights of one network; those of others stay.
    ///
    /// @param loss a scalar
    /// @param network one that was [applied][#apply]
    public Minimizer minimizer(Expr loss, Network network, Optimizer optimizer) {
        Stream<Expr> own = network.parameters().stream().map(Network.Parameter::leaf);
        return minimizer(loss, own.filter(this::trained), optimizer);
    }

    private boolean trained(Expr leaf) {
        return leaf.op() instanceof Input input && input.role() == Input.Role.PARAMETER && !frozen.contains(leaf);
    }

    private Minimizer minimizer(Expr loss, Stream<Expr> candidates, Optimizer optimizer) {
        Set<Expr> wanted = new LinkedHashSet<>(candidates.toList());
        Map<Expr, Expr> gradients = Gradient.of(loss, wanted);
        List<Expr> moved = wanted.stream().filter(gradients::containsKey).toList();
        if (moved.isEmpty()) {
            throw new IllegalArgumentException("Training: the loss depends on none of the weights that the step moves");
        }
        Expr rate = Expr.input("rate", Shape.SCALAR), number = Expr.ints("step", Shape.SCALAR);
        String prefix = sessions.isEmpty() ? Step.SLOTS : Step.SLOTS + sessions.size() + "/";
        Moves moves = Moves.of(
                optimizer.rule(), moved, moved.stream().map(gradients::get).toList(), rate, number, prefix);
        moves.slots().forEach(store::create);
        List<Graph.Update> updates = new ArrayList<>(moves.updates());
        updates.addAll(statistics(loss));
        Session session = Session.of(Plan.of(Graph.of(List.of(loss), updates)), store);
        sessions.add(session);
        return new Minimizer(session, loss, optimizer.rate(), rate, number);
    }

    /// What the networks in a loss write back: running statistics and random keys, once each.
    private List<Graph.Update> statistics(Expr loss) {
        Set<Expr> used = new HashSet<>(Graph.order(List.of(loss)));
        Set<Expr> written = new HashSet<>();
        return forwards.stream()
                .filter(f -> used.contains(f.output()))
                .flatMap(f -> f.updates().stream())
                .filter(u -> written.add(u.state()))
                .toList();
    }

    /// The value of an expression under the present weights.
    ///
    /// @param batch a value for each input that it reads
    public Tensor value(Expr y, Map<Expr, Tensor> batch) {
        Session session = readers.computeIfAbsent(y, e -> Session.of(Plan.of(Graph.of(e)), store));
        batch.forEach(session::set);
        session.run();
        return session.get(y);
    }

    /// All weights, slots, running statistics and keys by name.
    public Store store() {
        return store;
    }

    @Override
    public void close() {
        readers.values().forEach(Session::close);
        sessions.forEach(Session::close);
    }

    /// A planned step of gradient descent on one loss.
    public static final class Minimizer {
        private final Session session;
        private final Expr loss, rate, number;
        private final double usual;
        private int steps;

        private Minimizer(Session session, Expr loss, double usual, Expr rate, Expr number) {
            this.session = session;
            this.loss = loss;
            this.usual = usual;
            this.rate = rate;
            this.number = number;
        }

        /// Makes a step at the optimizer's rate.
        ///
        /// @param batch a value for each input that the loss reads
        /// @return the loss of the batch, before the step
        public double step(Map<Expr, Tensor> batch) {
            return step(batch, 1);
        }

        /// Makes a step at another rate, as a schedule wants it.
        ///
        /// @param factor what the optimizer's rate is multiplied by
        /// @return the loss of the batch, before the step; where it is not finite, nor are the weights any more
        public double step(Map<Expr, Tensor> batch, double factor) {
            batch.forEach(session::set);
            session.set(rate, Tensor.scalar(usual * factor));
            session.set(number, Tensor.ints(++steps).reshape(Shape.SCALAR));
            session.run();
            return session.scalar(loss);
        }

        /// How many steps were made.
        public int steps() {
            return steps;
        }
    }
}
