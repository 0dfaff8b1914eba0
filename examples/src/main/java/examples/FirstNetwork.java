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
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// The README's example: a network that does not learn, trained, examined and cured.
public final class FirstNetwork {
    private FirstNetwork() {}

    /// Runs it.
    public static void main(String[] args) {
        // the README shows what stands between these two lines
        Recipe recipe = Recipe.of(
                        "my-first",
                        Digits.standard(),
                        new SoftmaxCrossEntropy(),
                        new Repeat(12, Dense.of(64, new Sigmoid(), new GlorotUniform())),
                        Dense.of(10))
                .withOptimizer(Sgd.of(0.1))
                .withEpochs(20);

        Dataset digits = recipe.data().load(Path.of("."));
        try (Trainer trainer = Trainer.of(recipe, digits)) {
            while (!trainer.done()) trainer.step();
            System.out.printf("accuracy %.3f%n", trainer.evaluator().test().metric());
        }

        Consultation found = new Clinic(digits).consult(recipe);
        System.out.println(found.verdict().sentence());
        found.cure().ifPresent(cure -> {
            System.out.println("cured by " + cure.remedy());
            cure.changes().forEach(System.out::println);
            System.out.printf("accuracy %.3f%n", cure.evidence().score().testMetric());
        });
        // the README shows what stands between these two lines
    }
}
