package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gradus.activation.Activation;
import org.gradus.data.Corrupted;
import org.gradus.data.Task;
import org.gradus.init.Init;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;

/// What faults are made with.
final class Plants {
    /// Units of a layer in a deep stack, at most.
    private static final int DEEP_WIDTH = 40;

    /// Units of a narrow network, at least; below twice as many.
    private static final int NARROW = 6;

    private Plants() {}

    static double between(SplittableRandom r, double low, double high) {
        return Family.between(r, low, high);
    }

    static Case corrupted(Case c, Corrupted data) {
        return c.with(c.recipe().withData(data));
    }

    static int classes(Case c) {
        return c.data().task() instanceof Task.Classification(int classes) ? classes : 0;
    }

    static boolean hidden(Weighted d) {
        return !d.activation().linear();
    }

    static int width(Case c) {
        return ((Dense) c.recipe().model().getFirst()).units();
    }

    /// The width of a deep stack: so many wide layers would take more time than they show.
    static int deepWidth(Case c) {
        return Math.min(width(c), DEEP_WIDTH);
    }

    static Case rate(Case c, double factor) {
        return c.with(c.recipe()
                .withOptimizer(c.recipe()
                        .optimizer()
                        .withRate(factor * c.recipe().optimizer().rate())));
    }

    /// A change of one dense layer, told whether it is the last.
    @FunctionalInterface
    interface Change {
        Layer of(Weighted layer, boolean last);
    }

    static Case dense(Case c, Change change) {
        List<Layer> model = new ArrayList<>();
        int last = c.recipe().model().size() - 1;
        for (int i = 0; i <= last; i++) {
            Layer l = c.recipe().model().get(i);
            model.add(l instanceof Weighted d ? change.of(d, i == last) : l);
        }
        return c.with(c.recipe().withModel(model));
    }

    static Case deep(Case c, SplittableRandom r, int from, int to, Activation phi, Init init) {
        List<Layer> model = new ArrayList<>();
        int depth = from + r.nextInt(to - from + 1);
        int width = deepWidth(c);
        for (int i = 0; i < depth; i++) model.add(Dense.of(width, phi, init));
        model.add(c.recipe().model().getLast());
        return c.with(c.recipe().withModel(model));
    }

    /// The same with one hidden layer, over which no signal can vanish or explode.
    static Case shallow(Case c) {
        List<Layer> model = c.recipe().model();
        return c.with(c.recipe().withModel(List.of(model.getFirst(), model.getLast())));
    }

    /// The same with few units in at least three layers, so that all must learn.
    static Recipe narrow(Recipe recipe, SplittableRandom r) {
        List<Layer> model = new ArrayList<>();
        Dense first = (Dense) recipe.model().getFirst();
        int width = NARROW + r.nextInt(NARROW);
        for (int i = 0; i < 3; i++) model.add(Dense.of(width, first.activation(), first.init()));
        model.add(recipe.model().getLast());
        return recipe.withModel(model);
    }

    static Case dropped(Case c, double rate) {
        List<Layer> model = new ArrayList<>();
        for (Layer l : c.recipe().model()) {
            model.add(l);
            if (l instanceof Weighted d && hidden(d)) model.add(new Dropout(rate));
        }
        return c.with(c.recipe().withModel(model));
    }
}
