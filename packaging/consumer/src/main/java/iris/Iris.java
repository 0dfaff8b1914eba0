package iris;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.data.Dataset;
import org.gradus.model.Model;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// Trains, keeps the network in a file, asks it about a flower, and has the doctor look at the training.
public final class Iris {
    private Iris() {}

    /// Runs it in the folder of `iris.yaml`.
    public static void main(String[] args) throws IOException {
        Recipe recipe = Recipe.read(Path.of("iris.yaml"));
        Dataset data = recipe.data().load(Path.of(""));
        Path file = Files.createTempFile("iris", ".safetensors");
        try (Trainer trainer = Trainer.of(recipe, data)) {
            while (!trainer.done()) trainer.step();
            trainer.model().write(file);
        }
        System.out.println("it is " + Model.read(file).predict(5.1f, 3.5f, 1.4f, 0.2f).label());
        Files.delete(file);
        Consultation found = new Clinic(data).diagnose(recipe);
        System.out.println("doctor: " + found.verdict().sentence());
    }
}
