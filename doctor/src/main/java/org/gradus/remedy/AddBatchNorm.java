package org.gradus.remedy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gradus.activation.Identity;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.layer.Role;
import org.gradus.layer.Weighted;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Tensor;
import org.gradus.train.StepGraph;

/// Batch norm between the weight and the activation of every hidden layer.
public record AddBatchNorm() implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new AddBatchNorm());
    }

    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public Change change() {
        return Change.ARCHITECTURE;
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Edit edit =
                (layer, width) -> layer instanceof Weighted d && !d.activation().linear()
                        ? List.of(d.withActivation(new Identity()), BatchNorm.standard(), new Activate(d.activation()))
                        : List.of(layer);
        return edit.apply(subject);
    }

    /// Every new scale and offset undo the normalisation that they follow, by the mean and
    /// variance of the pre-activations that the patient has on its training samples.
    @Override
    public Optional<Map<String, Tensor>> graft(Trained patient, Recipe treated) {
        // the numbers of those that are there would shift
        if (Model.leaves(patient.recipe().model()).anyMatch(BatchNorm.class::isInstance)) return Optional.empty();
        Map<String, Trained.Spread> spreads = patient.preActivations();
        Network.Forward forward = new Network(treated.model(), treated.seed())
                .forward(StepGraph.Batch.of(2, patient.data().train()).inputs(), false);
        Map<String, Tensor> grafted = new TreeMap<>(patient.tensors());
        double epsilon = BatchNorm.standard().epsilon();
        for (Call linear : forward.linears()) {
            Trained.Spread spread = spreads.get(linear.path());
            for (Call norm : forward.trace().calls()) {
                boolean added = norm.role().equals(new Role.Normalization(true)) && norm.input() == linear.output();
                if (!added) continue;
                if (spread == null) return Optional.empty();
                grafted.put(norm.path() + "/mean", spread.mean());
                grafted.put(norm.path() + "/variance", spread.variance());
                grafted.put(norm.path() + "/offset", spread.mean());
                grafted.put(norm.path() + "/scale", spread.variance().map(v -> Math.sqrt(v + epsilon)));
            }
        }
        return Optional.of(grafted);
    }
}
