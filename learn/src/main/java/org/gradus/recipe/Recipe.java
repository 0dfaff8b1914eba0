package org.gradus.recipe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.data.Source;
import org.gradus.layer.Layer;
import org.gradus.layer.Unrolled;
import org.gradus.loss.Loss;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.name.Settings;
import org.gradus.optim.Clip;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Penalty;
import org.gradus.optim.Schedule;
import org.gradus.optim.Sgd;
import org.gradus.optim.Stop;

/// All that defines a training. The same recipe gives the same weights to the bit, on any machine
/// and any number of threads.
///
/// @param name what the training is called on screen and in the run folder
/// @param data where the samples come from
/// @param model the layers, in order; see [Unrolled] for how many there may be
/// @param loss what is made small
/// @param optimizer how a gradient moves a weight
/// @param schedule the factor on the learning rate at each step
/// @param clip a bound on gradients, if any
/// @param penalty what is added to the loss that is differentiated to keep weights small, if
///     anything; the loss that is shown is without it
/// @param batch samples a step; the last step of an epoch takes what is left
/// @param epochs passes through the training samples, at most
/// @param stop when training ends before, if it may; then a part of the training samples is held out
/// @param seed fixes initial values, the order of samples and the numbers drawn in training
/// @param lossScale a factor on the loss that is differentiated, and on its penalty; the loss that
///     is shown is without it
public record Recipe(
        String name,
        Source data,
        List<Layer> model,
        Loss loss,
        @Default("{sgd: {rate: 0.1}}") Optimizer optimizer,
        @Default("constant") Schedule schedule,
        @Default("") Optional<Clip> clip,
        @Default("") Optional<Penalty> penalty,
        @Default("64") int batch,
        @Default("20") int epochs,
        @Default("") Optional<Stop> stop,
        @Default("1") long seed,
        @Default("1") double lossScale) {

    public Recipe {
        model = List.copyOf(model);
        if (model.isEmpty()) throw new IllegalArgumentException("model: expected at least one layer, found none");
        Unrolled.check("model", model);
        Setting.atLeast(1, "batch", batch);
        Setting.atLeast(1, "epochs", epochs);
        Setting.positive("loss_scale", lossScale);
    }

    /// A recipe without a penalty, which is trained for all its epochs.
    public Recipe(
            String name,
            Source data,
            List<Layer> model,
            Loss loss,
            Optimizer optimizer,
            Schedule schedule,
            Optional<Clip> clip,
            int batch,
            int epochs,
            long seed,
            double lossScale) {
        this(
                name,
                data,
                model,
                loss,
                optimizer,
                schedule,
                clip,
                Optional.empty(),
                batch,
                epochs,
                Optional.empty(),
                seed,
                lossScale);
    }

    /// A recipe with what is usual for the rest: SGD at 0.1, batches of 64, 20 epochs, seed 1.
    public static Recipe of(String name, Source data, Loss loss, Layer... model) {
        return new Recipe(
                name, data, List.of(model), loss, Sgd.of(0.1), ConstantRate.of(), Optional.empty(), 64, 20, 1, 1);
    }

    /// Reads a recipe file.
    ///
    /// @throws RecipeException when the file cannot be read or is not a recipe
    public static Recipe read(Path file) {
        return RecipeText.read(file).recipe();
    }

    /// Reads a recipe from YAML text.
    ///
    /// @param file what the text is called in errors
    public static Recipe parse(String yaml, String file) {
        return RecipeText.parse(yaml, file).recipe();
    }

    /// The recipe as YAML text that [#parse] reads back as an equal recipe; settings at their
    /// default are left out. What does not ship with Gradus stands there by the full name of its class.
    ///
    /// @throws RecipeException when some part of it has no name by which to find it again
    public String toYaml() {
        return new RecipeWriter(false).write(this);
    }

    /// Why neither YAML nor Java text, and so no checkpoint, can stand for this recipe, and what helps;
    /// nothing when one can. Worth asking before a long training.
    public Optional<String> unwritable() {
        return RecipeWriter.refusal(this);
    }

    /// The recipe as text for people: its YAML, where it has any; what no reader could find again, such as a
    /// lambda, stands there by what it is called.
    public String toText() {
        return new RecipeWriter(true).write(this);
    }

    /// The recipe as Java: imports, an empty line, and a statement `Recipe recipe = …;` that makes
    /// an equal recipe.
    ///
    /// @throws RecipeException when some part of it has no name, as for [#toYaml]
    public String toJava() {
        Optional<String> refusal = unwritable();
        if (refusal.isPresent()) throw new RecipeException(refusal.get());
        return JavaWriter.write(this);
    }

    /// The steps of an epoch, of which the last may have fewer samples than a batch.
    ///
    /// @param samples the training samples that there are; those that are held out are taken off here
    public int stepsPerEpoch(int samples) {
        int held = stop.isPresent() ? stop.get().held(samples) : 0;
        return Math.ceilDiv(samples - held, batch);
    }

    /// The steps of a whole training that is not stopped before.
    ///
    /// @param samples the training samples that there are
    public long steps(int samples) {
        return (long) epochs * stepsPerEpoch(samples);
    }

    public Recipe withName(String name) {
        return Settings.replace(this, "name", name);
    }

    public Recipe withData(Source data) {
        return Settings.replace(this, "data", data);
    }

    public Recipe withModel(List<Layer> model) {
        return Settings.replace(this, "model", model);
    }

    public Recipe withLoss(Loss loss) {
        return Settings.replace(this, "loss", loss);
    }

    public Recipe withOptimizer(Optimizer optimizer) {
        return Settings.replace(this, "optimizer", optimizer);
    }

    public Recipe withSchedule(Schedule schedule) {
        return Settings.replace(this, "schedule", schedule);
    }

    public Recipe withClip(Clip clip) {
        return Settings.replace(this, "clip", Optional.of(clip));
    }

    public Recipe withoutClip() {
        return Settings.replace(this, "clip", Optional.empty());
    }

    public Recipe withPenalty(Penalty penalty) {
        return Settings.replace(this, "penalty", Optional.of(penalty));
    }

    public Recipe withoutPenalty() {
        return Settings.replace(this, "penalty", Optional.empty());
    }

    public Recipe withBatch(int batch) {
        return Settings.replace(this, "batch", batch);
    }

    public Recipe withEpochs(int epochs) {
        return Settings.replace(this, "epochs", epochs);
    }

    public Recipe withStop(Stop stop) {
        return Settings.replace(this, "stop", Optional.of(stop));
    }

    public Recipe withoutStop() {
        return Settings.replace(this, "stop", Optional.empty());
    }

    public Recipe withSeed(long seed) {
        return Settings.replace(this, "seed", seed);
    }

    public Recipe withLossScale(double lossScale) {
        return Settings.replace(this, "lossScale", lossScale);
    }
}
