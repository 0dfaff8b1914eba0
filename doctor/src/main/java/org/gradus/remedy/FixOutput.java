package org.gradus.remedy;

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
import org.gradus.tensor.Shape;

/// A last layer and a loss that fit each other and the task: logits with a cross-entropy for
/// classes and for yes-or-no questions, plain numbers with a distance for quantities.
///
/// @param task what the data ask for
public record FixOutput(Task task) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new FixOutput(new Task.Classification(10)));
    }

    @Override
    public String name() {
        return "linear_output+" + Names.of(loss(new Mse()).getClass());
    }

    @Override
    public Change change() {
        return Change.FUNCTION;
    }

    @Override
    public Optional<Recipe> apply(Recipe recipe, int features) {
        int now = Model.outputs(recipe.model());
        boolean one = task instanceof Task.Classification(int classes) && classes == 2 && now == 1;
        int units = one ? 1 : task.outputs();
        Edit edit = new Edit() {
            @Override
            public List<Layer> leaf(Layer layer, Shape input) {
                return List.of(layer);
            }

            @Override
            public List<Layer> output(Dense last) {
                return List.of(new Dense(units, new Identity(), last.init(), last.bias(), last.biasInit()));
            }

            @Override
            public List<Layer> behind(Activate activation) {
                return List.of();
            }
        };
        Recipe treated = edit.apply(recipe, features)
                .orElse(recipe)
                .withLoss(one ? new SigmoidCrossEntropy() : loss(recipe.loss()));
        boolean fits = Model.outputs(treated.model()) == units;
        return treated.equals(recipe) || !fits ? Optional.empty() : Optional.of(treated);
    }

    /// The loss that the task calls for; a distance stays the one that it was.
    private Loss loss(Loss now) {
        return switch (task) {
            case Task.Classification _ -> new SoftmaxCrossEntropy();
            case Task.MultiLabel _ -> new SigmoidCrossEntropy();
            case Task.Regression _ ->
                now instanceof Mse || now instanceof Mae || now instanceof Huber ? now : new Mse();
        };
    }
}
