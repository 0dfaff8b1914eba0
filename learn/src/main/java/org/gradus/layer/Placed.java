package org.gradus.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A layer where it stands in a network, with every repeat unrolled.
///
/// @param path its path, as in the [Network]; that of what it stands in when it adds nothing to paths
/// @param times how often the repeats around it repeat it; 1 without any
/// @param children what stands in it, in order of use
public record Placed(Layer layer, String path, int times, List<Placed> children) {
    /// The layers of a network, in order of use.
    public static List<Placed> of(List<Layer> model) {
        return place(model, "", 1, new Numbering());
    }

    private static List<Placed> place(List<Layer> layers, String under, int times, Numbering numbering) {
        List<Placed> placed = new ArrayList<>();
        for (Layer layer : layers) {
            String path = numbering.next(under, layer);
            List<Placed> inside = new ArrayList<>();
            for (int i = 0; i < layer.times(); i++) {
                inside.addAll(place(layer.children(), path, times * layer.times(), numbering));
            }
            placed.add(new Placed(layer, path, times, inside));
        }
        return placed;
    }

    /// It and all that stands in it, each before what it holds.
    public Stream<Placed> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Placed::all));
    }
}
