package org.gradus.remedy;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Identity;
import org.gradus.data.Task;
import org.gradus.layer.Activated;
import org.gradus.layer.Layer;
import org.gradus.layer.Weighted;
import org.gradus.loss.Loss;
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
    public Optional<Recipe> apply(Subject subject) {
        Recipe recipe = subject.recipe();
        int now = Model.outputs(recipe.model());
        boolean one = task instanceof Task.Classification(int classes) && classes == 2 && now == 1;
        int units = one ? 1 : task.outputs();
        Edit edit = new Edit() {
            @Override
            public List<Layer> leaf(Layer layer, Shape input) {
                return List.of(layer);
            }

            @Override
            public List<Layer> output(Weighted last) {
                return List.of(last.withUnits(units).withActivation(new Identity()));
            }

            @Override
            public List<Layer> behind(Activated activation) {
                return List.of();
            }
        };
        Recipe treated =
                edit.apply(subject).orElse(recipe).withLoss(one ? logits(recipe.loss(), false) : loss(recipe.loss()));
        boolean fits = Model.outputs(treated.model()) == units;
        return treated.equals(recipe) || !fits ? Optional.empty() : Optional.of(treated);
    }

    /// The loss that the task calls for; one of that kind stays what it was.
    private Loss loss(Loss now) {
        return switch (task) {
            case Task.Classification _ -> logits(now, true);
            case Task.MultiLabel _ -> logits(now, false);
            case Task.Regression _ -> now.reads() == Loss.Reads.VALUES ? now : new Mse();
        };
    }

    private static Loss logits(Loss now, boolean exclusive) {
        if (now.reads() == Loss.Reads.LOGITS && now.exclusive() == exclusive) return now;
        return exclusive ? new SoftmaxCrossEntropy() : new SigmoidCrossEntropy();
    }
}
