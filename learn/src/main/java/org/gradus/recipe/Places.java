package org.gradus.recipe;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.gradus.layer.Activated;
import org.gradus.layer.Layer;
import org.gradus.layer.Placed;
import org.gradus.layer.Sequence;
import org.gradus.layer.Weighted;

/// Where in a recipe's text the layers of its network stand.
///
/// @param file what the text is called, such as `my.yaml`
/// @param command the command that prints the text; empty when it is a file
/// @param layers the layers that have paths in the network, input side first
public record Places(String file, String command, List<Place> layers) {
    /// Those of a recipe that was not read from text.
    public static final Places NONE = new Places("", "", List.of());

    public Places {
        layers = List.copyOf(layers);
    }

    /// The place of one layer.
    ///
    /// @param layer its path, such as `dense3`
    /// @param line the line in which its entry begins, from 1
    /// @param activation the line of the activation that follows its linear map; that of the layer
    ///     itself where it has none
    /// @param times how often the repeats around it repeat it; 1 without any
    public record Place(String layer, int line, int activation, int times) {}

    /// The places of a model's layers.
    ///
    /// @param lines the lines by identity; a layer that has none has no place
    static Places of(String file, List<Layer> model, IdentityHashMap<Layer, Integer> lines) {
        Walk walk = new Walk(lines);
        Placed.of(model).stream().flatMap(Placed::all).forEach(walk::add);
        return new Places(file, "", walk.places);
    }

    /// The same, of a text that a command prints and that is no file.
    Places printedBy(String command) {
        return new Places(file, command, layers);
    }

    /// The place of the layer of a path, if it stands in a text.
    public Optional<Place> of(String layer) {
        return layers.stream().filter(p -> p.layer().equals(layer)).findFirst();
    }

    /// A line in words: `my.yaml:4`, or where to see a text that is no file.
    public String words(int line) {
        return command.isEmpty() ? file + ":" + line : "line " + line + " of `" + command + "`";
    }

    /// Notes layers in the order in which a network applies them.
    private static final class Walk {
        private final IdentityHashMap<Layer, Integer> lines;
        private final List<Place> places = new ArrayList<>();

        /// Where among the places the last linear map without an activation of its own stands; -1
        /// for nowhere.
        private int bare = -1;

        Walk(IdentityHashMap<Layer, Integer> lines) {
            this.lines = lines;
        }

        void add(Placed placed) {
            Layer layer = placed.layer();
            if (layer instanceof Sequence) return;
            Integer line = lines.get(layer);
            if (layer instanceof Weighted d)
                bare = line != null && d.activation().linear() ? places.size() : -1;
            if (line == null) return;
            if (layer instanceof Activated && !(layer instanceof Weighted) && bare >= 0) {
                Place p = places.get(bare);
                places.set(bare, new Place(p.layer(), p.line(), line, p.times()));
                bare = -1;
            }
            places.add(new Place(placed.path(), line, line, placed.times()));
        }
    }
}
