package org.gradus.train;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.graph.Kind;
import org.gradus.layer.Network;
import org.gradus.optim.Stop;
import org.gradus.recipe.Recipe;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Tensor;

/// Early stopping at work: measures a training after each epoch, remembers the best, and puts its
/// network back when training ends.
final class Watch implements AutoCloseable {
    private final Stop stop;
    private final int epochs;
    private final Evaluator validation;
    private final Network network;
    private final Store store;
    private Best best = Best.none(0);

    private Watch(Stop stop, int epochs, Evaluator validation, Network network, Store store) {
        this.stop = stop;
        this.epochs = epochs;
        this.validation = validation;
        this.network = network;
        this.store = store;
    }

    /// Who watches a training, if the recipe may stop early.
    static Optional<Watch> of(Recipe recipe, Dataset data, Split split, Network network, Store store, Workers workers) {
        return recipe.stop().map(stop -> {
            Samples held = split.validation().orElseThrow();
            Dataset measured = data.with(held, data.test());
            Evaluator validation = new Evaluator(recipe.loss(), measured, network, store, workers);
            return new Watch(stop, recipe.epochs(), validation, network, store);
        });
    }

    /// Measures after an epoch, if training has not ended before; and puts the best network in the
    /// place of the last if it ends now.
    void ended(int epoch) {
        if (ends(epoch - 1)) return;
        Evaluator.Score score = validation.train();
        double value = switch (stop.monitor()) {
            case LOSS -> score.loss();
            case METRIC -> score.metric();
        };
        boolean improves = best.known() ? stop.improves(value, best.value()) : !Double.isNaN(value);
        if (improves) best = new Best(epoch, value, network());
        if (ends(epoch)) best.network().forEach(store::put);
    }

    /// Whether training ends with an epoch.
    boolean ends(int epoch) {
        return epoch >= epochs || stop.ends(epoch - best.epoch());
    }

    /// What the network is made of; random keys are of no use to it.
    private Map<String, Tensor> network() {
        Map<String, Tensor> values = new HashMap<>();
        for (Network.Parameter p : network.parameters()) values.put(p.path(), store.get(p.path()));
        for (Network.State s : network.states()) {
            if (s.leaf().kind() == Kind.REAL) values.put(s.path(), store.get(s.path()));
        }
        return values;
    }

    Best best() {
        return best;
    }

    /// Goes on from another best epoch.
    void restore(Best best) {
        this.best = best;
    }

    Ending ending(int epoch) {
        return new Ending(epoch < epochs, epoch, epochs, best.epoch(), best.value());
    }

    @Override
    public void close() {
        validation.close();
    }
}
