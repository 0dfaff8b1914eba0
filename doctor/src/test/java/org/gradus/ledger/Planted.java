package org.gradus.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.data.Samples;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Input;
import org.gradus.init.Init;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.loss.Loss;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A network with samples and weights of the test's choice.
record Planted(Network network, Samples samples, Store store, Loss loss, double baseline) {

    static Planted of(Element element, Samples samples, Loss loss, double baseline, List<Layer> layers) {
        Network network = new Network(layers, 11);
        network.forward(Expr.input("x", samples.inputs().shape()), true);
        Store store = new Store(element);
        network.parameters().forEach(p -> store.put(p.path(), p.initial()));
        network.states().forEach(s -> store.put(s.path(), s.initial()));
        return new Planted(network, samples, store, loss, baseline);
    }

    /// Normal inputs and classes that are unrelated to them.
    static Planted of(Element element, int rows, int features, int outputs, List<Layer> layers) {
        Tensor targets = Tensor.generateInts(Shape.of(rows), i -> (3 * i + 1) % outputs);
        return of(element, new Samples(normal(5, rows, features), targets), new SoftmaxCrossEntropy(), 0.9, layers);
    }

    static Tensor normal(int seed, int rows, int columns) {
        return Tensor.generate(Shape.of(rows, columns), i -> Philox.normal(seed, 0, 0, i))
                .as(Element.F32);
    }

    /// Some hidden layers of one kind and a linear one for the output.
    static List<Layer> stack(int hidden, int width, Activation phi, Init init, int outputs, Init last) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < hidden; i++) layers.add(Dense.of(width, phi, init));
        layers.add(Dense.of(outputs, new Identity(), last));
        return layers;
    }

    Ledger ledger() {
        try (LedgerProbe probe = new LedgerProbe(network, loss, samples, store, Workers.of(1), baseline)) {
            return probe.measure(0);
        }
    }

    /// Replaces a weight.
    Planted with(String path, Tensor value) {
        store.put(path, value.as(store.real()));
        return this;
    }

    /// Multiplies a weight.
    Planted scaled(String path, double by) {
        return with(path, store.get(path).map(v -> v * by));
    }

    /// Descends on all samples at once, by gradient descent with momentum 0.9.
    Planted descend(int steps, double rate) {
        Expr x = Expr.input("x", samples.inputs().shape());
        Kind kind = samples.targets().element() == Element.I32 ? Kind.INT : Kind.REAL;
        Expr y = Expr.of(new Input(samples.targets().shape(), kind, Input.Role.DATA))
                .named("y");
        Expr mean = loss.mean(network.forward(x, true).output(), y);
        List<Expr> leaves =
                network.parameters().stream().map(Network.Parameter::leaf).toList();
        List<Expr> gradients = Gradient.of(mean, leaves);
        List<Graph.Update> updates = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            Expr leaf = leaves.get(i);
            String name = "velocity/" + leaf.name();
            store.put(name, Tensor.full(leaf.shape(), 0).as(store.real()));
            Expr velocity = Expr.state(name, leaf.shape(), Kind.REAL);
            Expr next = velocity.times(0.9).plus(gradients.get(i));
            updates.add(new Graph.Update(velocity, next));
            updates.add(new Graph.Update(leaf, leaf.minus(next.times(rate))));
        }
        try (Session session =
                Session.of(Plan.of(Graph.of(List.of(mean), updates), store.real()), store, Workers.of(2))) {
            session.set(x, samples.inputs());
            session.set(y, samples.targets());
            for (int i = 0; i < steps; i++) session.run();
        }
        return this;
    }

    /// The values of a network's leaves, its weights by path.
    Map<Expr, Tensor> leaves() {
        Map<Expr, Tensor> at = new java.util.HashMap<>();
        network.parameters().forEach(p -> at.put(p.leaf(), store.get(p.path())));
        network.states().forEach(s -> at.put(s.leaf(), store.get(s.path())));
        return at;
    }
}
