package examples;

import java.nio.file.Path;
import org.gradus.activation.Sigmoid;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.data.Digits;
import org.gradus.init.GlorotUniform;
import org.gradus.layer.Dense;
import org.gradus.layer.Repeat;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// The README's example: a network that does not learn, examined, cured and trained.
public final class FirstNetwork {
    private FirstNetwork() {}

    /// Runs it.
    public static void main(String[] args) {
        // the README shows from here
        Recipe recipe = Recipe.of(
                "my-first",
                Digits.standard(),
                new SoftmaxCrossEntropy(),
                new Repeat(12, Dense.of(64, new Sigmoid(), new GlorotUniform())),
                Dense.of(10));

        Dataset digits = recipe.data().load(Path.of("."));
        Consultation found = new Clinic(digits).consult(recipe);
        System.out.println(found.verdict().sentence());
        found.cure().ifPresent(cure -> cure.changes().forEach(System.out::println));
        // to here

        found.cure().ifPresent(cure -> {
            System.out.println("cured by " + cure.remedy());
            System.out.printf("cured accuracy %.3f%n", cure.evidence().score().testMetric());
        });

        // the README shows from here
        try (Trainer trainer = Trainer.of(recipe, digits)) {
            while (!trainer.done()) trainer.step();
            System.out.printf("accuracy %.3f%n", trainer.evaluator().test().metric());
        }
        // to here
    }
}
