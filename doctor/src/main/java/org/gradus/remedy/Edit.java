package org.gradus.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.layer.Activate;
import org.gradus.layer.Chain;
import org.gradus.layer.Dense;
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.Repeat;
import org.gradus.layer.Residual;
import org.gradus.recipe.Recipe;

/// A rewrite of a model, layer by layer, through repeats, chains and residual branches.
///
/// The dense layer that is used last makes the output, wherever it is nested and whatever follows
/// it: it and the activations behind it are rewritten by rules of their own, which leave them alone
/// unless an edit says otherwise. What is frozen is left alone, too.
@FunctionalInterface
interface Edit {
    /// What to put in place of a layer that holds no others.
    ///
    /// @param width the width of the layer's input
    List<Layer> leaf(Layer layer, int width);

    /// What to put in place of the dense layer that makes the output.
    default List<Layer> output(Dense layer) {
        return List.of(layer);
    }

    /// What to put in place of an activation behind the output.
    default List<Layer> behind(Activate activation) {
        return List.of(activation);
    }

    /// The treated recipe, or nothing when the edit changes nothing, or makes a residual branch of
    /// another width than its input.
    default Optional<Recipe> apply(Recipe recipe, int features) {
        List<Layer> model = recipe.model();
        List<Layer> edited = ending(model, features);
        boolean changed = !edited.equals(model) && fits(edited, features);
        return changed ? Optional.of(recipe.withModel(edited)) : Optional.empty();
    }

    /// Layers of which the last dense one makes the output, edited in order.
    private List<Layer> ending(List<Layer> layers, int width) {
        int last = layers.size() - 1;
        while (last >= 0 && Model.dense(layers.subList(last, last + 1)) == 0) last--;
        if (last < 0) return all(layers, width);
        List<Layer> out = new ArrayList<>(all(layers.subList(0, last), width));
        out.addAll(ending(layers.get(last), width(new Chain(layers.subList(0, last), ""), width)));
        int made = width(new Chain(layers.subList(0, last + 1), ""), width);
        for (Layer layer : layers.subList(last + 1, layers.size())) {
            out.addAll(layer instanceof Activate a ? behind(a) : one(layer, made));
        }
        return out;
    }

    private List<Layer> ending(Layer layer, int width) {
        return switch (layer) {
            case Dense d -> output(d);
            case Chain c -> List.of(new Chain(ending(c.layers(), width), c.name()));
            case Residual r -> List.of(new Residual(ending(r.layers(), width), r.scale()));
            case Repeat r -> {
                List<Layer> out = new ArrayList<>();
                int inner = width;
                if (r.times() > 1) {
                    out.addAll(repeat(new Repeat(r.times() - 1, r.layers()), width));
                    inner = width(new Chain(r.layers(), ""), width);
                }
                List<Layer> round = ending(r.layers(), inner);
                boolean alike = out.equals(List.of(new Repeat(r.times() - 1, round)));
                if (alike) yield List.of(new Repeat(r.times(), round));
                out.addAll(round);
                yield out;
            }
            default -> leaf(layer, width);
        };
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
