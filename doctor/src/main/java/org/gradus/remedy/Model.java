package org.gradus.remedy;

import java.util.List;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.layer.Activated;
import org.gradus.layer.Layer;
import org.gradus.layer.Unrolled;
import org.gradus.layer.Weighted;

/// Questions about a model's layers, whatever they are nested in.
public final class Model {
    private Model() {}

    /// Every layer in order of use; a repeated one as often as it is used, a residual before its
    /// branch.
    public static Stream<Layer> leaves(List<Layer> layers) {
        return Unrolled.leaves(layers);
    }

    /// How many dense layers there are.
    public static long dense(List<Layer> layers) {
        return leaves(layers).filter(Weighted.class::isInstance).count();
    }

    /// The first activation that is not linear; the identity when there is none.
    public static Activation activation(List<Layer> layers) {
        return leaves(layers)
                .map(Model::own)
                .filter(a -> !a.linear())
                .findFirst()
                .orElse(new Identity());
    }

    /// The activations of all layers but the last dense one and what follows it; linear layers
    /// have the identity.
    public static Stream<Activation> hidden(List<Layer> layers) {
        List<Layer> leaves = leaves(layers).toList();
        int last = leaves.size() - 1;
        while (last >= 0 && !(leaves.get(last) instanceof Weighted)) last--;
        return leaves.subList(0, Math.max(0, last)).stream().map(Model::own);
    }

    /// The activation through which the output passes: that of the last dense layer, or one behind
    /// it.
    public static Activation last(List<Layer> layers) {
        List<Layer> leaves = leaves(layers).toList();
        Activation last = new Identity();
        for (Layer leaf : leaves) {
            if (leaf instanceof Weighted) last = new Identity();
            if (!own(leaf).linear()) last = own(leaf);
        }
        return last;
    }

    /// The width of the output: that of the last dense layer; 0 without any.
    public static int outputs(List<Layer> layers) {
        return leaves(layers)
                .filter(Weighted.class::isInstance)
                .mapToInt(l -> ((Weighted) l).units())
                .reduce(0, (_, next) -> next);
    }

    /// How many weights the dense layers have, without biases.
    ///
    /// @param features the width of the input
    public static long weights(List<Layer> layers, int features) {
        long weights = 0;
        int width = features;
        for (Layer layer : leaves(layers).toList()) {
            if (!(layer instanceof Weighted d)) continue;
            weights += (long) width * d.units();
            width = d.units();
        }
        return weights;
    }

    /// The units of the narrowest hidden dense layer; the largest number there is without any.
    public static int narrowest(List<Layer> layers) {
        List<Layer> dense = leaves(layers).filter(Weighted.class::isInstance).toList();
        return dense.subList(0, Math.max(0, dense.size() - 1)).stream()
                .mapToInt(l -> ((Weighted) l).units())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static Activation own(Layer layer) {
        return layer instanceof Activated a ? a.activation() : new Identity();
    }
}
