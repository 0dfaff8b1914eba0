package org.gradus.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.layer.Activated;
import org.gradus.layer.Layer;
import org.gradus.layer.Repeat;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;

/// A rewrite of a model, layer by layer, through repeats, chains and residual branches.
///
/// The dense layer that is used last makes the output, wherever it is nested and whatever follows
/// it: it and the activations behind it are rewritten by rules of their own, which leave them alone
/// unless an edit says otherwise. What is frozen is left alone, too.
@FunctionalInterface
interface Edit {
    /// What to put in place of a layer that holds no others.
    ///
    /// @param input the shape of its input, `[batch, …]`
    List<Layer> leaf(Layer layer, Shape input);

    /// What to put in place of the dense layer that makes the output.
    default List<Layer> output(Weighted layer) {
        return List.of(layer);
    }

    /// What to put in place of an activation behind the output.
    default List<Layer> behind(Activated activation) {
        return List.of(activation);
    }

    /// The treated recipe, or nothing when the edit changes nothing, or the layers no longer fit each other.
    default Optional<Recipe> apply(Subject subject) {
        List<Layer> model = subject.recipe().model();
        Shape input = subject.sample().rows(Shapes.BATCH);
        List<Layer> edited = new Rewriting(this, new Shapes()).ending(model, input);
        boolean changed = !edited.equals(model) && new Shapes().fit(edited, input);
        return changed ? Optional.of(subject.recipe().withModel(edited)) : Optional.empty();
    }

    /// One model being rewritten.
    record Rewriting(Edit edit, Shapes shapes) {
        /// Layers of which the last dense one makes the output, edited in order.
        List<Layer> ending(List<Layer> layers, Shape input) {
            int last = layers.size() - 1;
            while (last >= 0 && Model.dense(layers.subList(last, last + 1)) == 0) last--;
            if (last < 0) return all(layers, input);
            List<Layer> out = new ArrayList<>(all(layers.subList(0, last), input));
            out.addAll(ending(layers.get(last), shapes.after(layers.subList(0, last), input)));
            Shape made = shapes.after(layers.subList(0, last + 1), input);
            for (Layer layer : layers.subList(last + 1, layers.size())) {
                out.addAll(layer instanceof Activated a ? edit.behind(a) : one(layer, made));
            }
            return out;
        }

        private List<Layer> ending(Layer layer, Shape input) {
            if (layer instanceof Weighted d) return edit.output(d);
            if (left(layer)) return edit.leaf(layer, input);
            if (!(layer instanceof Repeat r)) return List.of(layer.withChildren(ending(layer.children(), input)));
            List<Layer> out = new ArrayList<>();
            Shape inner = input;
            if (r.times() > 1) {
                out.addAll(repeat(new Repeat(r.times() - 1, r.layers()), input));
                inner = shapes.after(r.layers(), input);
            }
            List<Layer> round = ending(r.layers(), inner);
            boolean alike = out.equals(List.of(new Repeat(r.times() - 1, round)));
            if (alike) return List.of(new Repeat(r.times(), round));
            out.addAll(round);
            return out;
        }

        /// Some layers, edited in order.
        private List<Layer> all(List<Layer> layers, Shape input) {
            List<Layer> out = new ArrayList<>();
            for (Layer layer : layers) {
                out.addAll(one(layer, input));
                input = shapes.after(layer, input);
            }
            return out;
        }

        private List<Layer> one(Layer layer, Shape input) {
            if (left(layer)) return edit.leaf(layer, input);
            if (layer instanceof Repeat r) return repeat(r, input);
            return List.of(layer.withChildren(all(layer.children(), input)));
        }

        /// Whether a layer is for the edit as a whole: it holds no others, or they are frozen.
        private static boolean left(Layer layer) {
            return layer.children().isEmpty() || !layer.trains();
        }

        /// A repeat; its first round stands apart when it is fed another shape than the rest and is
        /// edited otherwise.
        private List<Layer> repeat(Repeat r, Shape input) {
            List<Layer> first = all(r.layers(), input), rest = all(r.layers(), shapes.after(r.layers(), input));
            if (first.equals(rest)) return List.of(new Repeat(r.times(), rest));
            List<Layer> out = new ArrayList<>(first);
            if (r.times() > 1) out.add(new Repeat(r.times() - 1, rest));
            return out;
        }
    }
}
