package org.gradus.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.layer.Chain;
import org.gradus.layer.Dense;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.recipe.Recipe;

/// A rewrite of a model, layer by layer, through repeats, chains and residual branches.
///
/// The last dense layer of a model gives the output and is left alone, and so is what is frozen.
@FunctionalInterface
interface Edit {
    /// What to put in place of a layer that holds no others.
    ///
    /// @param width the width of the layer's input
    List<Layer> leaf(Layer layer, int width);

    /// The treated recipe, or nothing when the edit changes nothing, or makes a residual branch of
    /// another width than its input.
    default Optional<Recipe> apply(Recipe recipe, int features) {
        List<Layer> model = recipe.model();
        boolean ends = model.getLast() instanceof Dense;
        List<Layer> hidden = ends ? model.subList(0, model.size() - 1) : model;
        List<Layer> edited = new ArrayList<>(all(hidden, features));
        if (ends) edited.add(model.getLast());
        boolean changed = !edited.equals(model) && fits(edited, features);
        return changed ? Optional.of(recipe.withModel(edited)) : Optional.empty();
    }

    /// Whether every residual branch keeps the width of its input.
    private static boolean fits(List<Layer> layers, int width) {
        for (Layer layer : layers) {
            int out = width(layer, width);
            boolean fits = switch (layer) {
                case Residual r -> fits(r.layers(), width) && width(new Chain(r.layers(), ""), width) == width;
                case Chain c -> fits(c.layers(), width);
                case Freeze f -> fits(f.layers(), width);
                case Repeat r -> fits(r.layers(), width) && (r.times() == 1 || fits(r.layers(), out));
                default -> true;
            };
            if (!fits) return false;
            width = out;
        }
        return true;
    }

    /// Some layers, edited in order.
    private List<Layer> all(List<Layer> layers, int width) {
        List<Layer> out = new ArrayList<>();
        for (Layer layer : layers) {
            out.addAll(one(layer, width));
            width = width(layer, width);
        }
        return out;
    }

    private List<Layer> one(Layer layer, int width) {
        return switch (layer) {
            case Chain c -> List.of(new Chain(all(c.layers(), width), c.name()));
            case Residual r -> List.of(new Residual(all(r.layers(), width), r.scale()));
            case Repeat r -> repeat(r, width);
            default -> leaf(layer, width);
        };
    }

    /// A repeat; its first round stands apart when it is fed another width than the rest and is
    /// edited otherwise.
    private List<Layer> repeat(Repeat r, int width) {
        List<Layer> first = all(r.layers(), width), rest = all(r.layers(), width(new Chain(r.layers(), ""), width));
        if (first.equals(rest)) return List.of(new Repeat(r.times(), rest));
        List<Layer> out = new ArrayList<>(first);
        if (r.times() > 1) out.add(new Repeat(r.times() - 1, rest));
        return out;
    }

    /// The width of a layer's output, given that of its input.
    static int width(Layer layer, int width) {
        return switch (layer) {
            case Dense d -> d.units();
            case Freeze f -> width(new Chain(f.layers(), ""), width);
            case Repeat r -> width(new Chain(r.layers(), ""), width);
            case Chain c -> {
                for (Layer inner : c.layers()) width = width(inner, width);
                yield width;
            }
            default -> width;
        };
    }
}
