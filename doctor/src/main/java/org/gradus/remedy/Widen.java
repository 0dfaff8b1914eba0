package org.gradus.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gradus.activation.Activation;
import org.gradus.layer.Network;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.StepGraph;

/// More units in every hidden layer.
public record Widen(int times) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new Widen(2));
    }

    /// How unequally copies of a unit share its outgoing weights. Equal shares would get equal
    /// gradients, and copies would stay twins for ever.
    private static final double UNEQUAL = 0.5;

    private static final int STREAM = -11;

    @Override
    public String name() {
        return "width×" + times;
    }

    @Override
    public Change change() {
        return Change.ARCHITECTURE;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit = (layer, width) ->
                layer instanceof Weighted d ? List.of(d.withUnits(d.units() * times)) : List.of(layer);
        return edit.apply(subject);
    }

    /// Every unit is copied with its incoming weights, and the copies share its outgoing weights
    /// (Net2WiderNet: Chen, Goodfellow and Shlens 2016).
    @Override
    public Optional<Map<String, Tensor>> graft(Trained patient, Recipe treated) {
        // what mixes units would count copies twice
        boolean mixes = Model.hidden(patient.recipe().model()).anyMatch(Activation::mixes);
        if (mixes) return Optional.empty();
        Network network = new Network(treated.model(), treated.seed());
        network.forward(StepGraph.Batch.of(1, patient.data().train()).inputs(), false);
        // units at positions may be flattened, and copies then stand elsewhere than is assumed below
        if (network.linears().stream().anyMatch(l -> l.output().shape().rank() > 2)) return Optional.empty();
        Map<String, Tensor> grafted = new TreeMap<>();
        for (Network.Parameter p : network.parameters()) {
            Tensor old = patient.tensors().get(p.path());
            if (old == null || !whole(old.shape(), p.leaf().shape())) return Optional.empty();
            grafted.put(p.path(), copies(old, p.leaf().shape(), treated.seed(), grafted.size()));
        }
        for (Network.State s : network.states()) {
            Tensor old = patient.tensors().get(s.path());
            if (old != null && whole(old.shape(), s.leaf().shape())) {
                grafted.put(s.path(), copies(old, s.leaf().shape(), treated.seed(), 0));
            }
        }
        return Optional.of(grafted);
    }

    private static boolean whole(Shape old, Shape now) {
        if (old.rank() != now.rank()) return false;
        for (int i = 0; i < old.rank(); i++) if (now.dim(i) % old.dim(i) != 0) return false;
        return true;
    }

    /// A tensor repeated along its axes; of a weight `[in, units]`, copies of an input share what
    /// it had.
    private static Tensor copies(Tensor old, Shape now, long seed, int stream) {
        int units = now.last(), oldUnits = old.shape().last();
        if (now.rank() < 2) return Tensor.generate(now, i -> old.get(i % oldUnits));
        int in = old.shape().dim(0), copies = now.dim(0) / in;
        return Tensor.generate(now, i -> {
            int input = i / units, unit = i % units;
            double share = share(input / in, copies, seed, stream, input % in * units + unit);
            return share * old.get(input % in * oldUnits + unit % oldUnits);
        });
    }

    /// The part of one copy; those of all copies sum to 1.
    private static double share(int copy, int copies, long seed, int stream, int place) {
        double mean = 0, own = 0;
        for (int c = 0; c < copies; c++) {
            double draw = Philox.uniform(seed, STREAM - stream, c, place);
            mean += draw / copies;
            if (c == copy) own = draw;
        }
        return (1 + UNEQUAL * (own - mean)) / copies;
    }
}
