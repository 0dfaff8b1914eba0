package org.gradus.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Identity;
import org.gradus.data.Task;
import org.gradus.layer.Activate;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.loss.Huber;
import org.gradus.loss.Loss;
import org.gradus.loss.Mae;
import org.gradus.loss.Mse;
import org.gradus.loss.SigmoidCrossEntropy;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;

/// A last layer and a loss that fit each other and the task: logits with a cross-entropy for
/// classes, plain numbers with a distance for quantities.
///
/// @param task what the data ask for
public record FixOutput(Task task) implements Remedy.BuiltIn {
    @Override
    public String name() {
        return "linear_output+" + Names.of(loss(new Mse()).getClass());
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        List<Layer> model = new ArrayList<>(recipe.model());
        while (model.getLast() instanceof Activate) model.removeLast();
        if (!(model.getLast() instanceof Dense last)) return Optional.empty();
        int units = task instanceof Task.Classification(int classes) && classes == 2 && last.units() == 1
                ? 1
                : task.outputs();
        Dense fixed = new Dense(units, new Identity(), last.init(), last.bias(), last.biasInit());
        model.set(model.size() - 1, fixed);
        Recipe treated = recipe.withModel(model)
                .withLoss(units == 1 && classes() ? new SigmoidCrossEntropy() : loss(recipe.loss()));
        return treated.equals(recipe) ? Optional.empty() : Optional.of(treated);
    }

    private boolean classes() {
        return task instanceof Task.Classification;
    }

    /// The loss that the task calls for; a distance stays the one that it was.
    private Loss loss(Loss now) {
        if (classes()) return new SoftmaxCrossEntropy();
        return now instanceof Mse || now instanceof Mae || now instanceof Huber ? now : new Mse();
    }
}
