package org.gradus.remedy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.layer.Activate;
import org.gradus.layer.Chain;
import org.gradus.layer.Dense;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;

/// Questions about a model's layers, whatever they are nested in.
public final class Model {
    private Model() {}

    /// Every layer in order of use; a repeated one as often as it is used, a residual before its
    /// branch.
    public static Stream<Layer> leaves(List<Layer> layers) {
        return layers.stream().flatMap(layer -> switch (layer) {
            case Chain c -> leaves(c.layers());
            case Freeze f -> leaves(f.layers());
            case Residual r -> Stream.concat(Stream.of(r), leaves(r.layers()));
            case Repeat r -> IntStream.range(0, r.times()).boxed().flatMap(_ -> leaves(r.layers()));
            default -> Stream.of(layer);
        });
    }

    /// How many dense layers there are.
    public static long dense(List<Layer> layers) {
        return leaves(layers).filter(Dense.class::isInstance).count();
    }

    /// The first activation that is not linear; the identity when there is none.
    public static Activation activation(List<Layer> layers) {
        return leaves(layers)
                .map(Model::own)
                .filter(a -> !(a instanceof Identity))
                .findFirst()
                .orElse(new Identity());
    }

    private static Activation own(Layer layer) {
        return switch (layer) {
            case Dense d -> d.activation();
            case Activate a -> a.function();
            default -> new Identity();
        };
    }
}
