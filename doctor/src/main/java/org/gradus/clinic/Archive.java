package org.gradus.clinic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments;
import org.gradus.detect.Verdict;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;
import org.gradus.model.Model;
import org.gradus.probe.DataFacts;
import org.gradus.probe.History;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Standardizing;
import org.gradus.runs.Frames;
import org.gradus.runs.Json;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunFolder;

/// Keeps a consultation in a run folder, and reads it back.
///
/// What was measured is stored, short trials included; the forecast and the verdict are not: they
/// follow from it, and are made anew.
public final class Archive {
    /// The files that a consultation adds to a run.
    private static final String EVIDENCE = "evidence.json", TRIALS = "trials.json";

    private static final String CURE = "cure-";

    /// The model of the cured network.
    public static final String CURED = "cured.safetensors";

    private Archive() {}

    /// What stands in `evidence.json`: the evidence without its frames, its recipe and its
    /// forecast.
    public record Measured(
            List<String> layers,
            List<String> tensors,
            List<Long> nonFinite,
            List<Ledger> ledgers,
            List<Evidence.Score> scores,
            Evidence.End end,
            List<Evidence.Weights> start,
            Evidence.Outputs given,
            double constantLoss,
            Optional<Evidence.Stop> stop,
            long steps,
            Experiments.Notes notes) {}

    /// What stands in `trials.json`.
    public record Experiment(
            List<Trial> trials,
            long steps,
            int seeds,
            Optional<String> cure,
            List<String> changes,
            List<Consultation.Refuted> refuted,
            Consultation.Cost cost) {}

    /// Whether a run folder holds a consultation.
    public static boolean holds(RunFolder run) {
        return Files.isRegularFile(run.file(TRIALS));
    }

    public static void save(RunFolder run, Consultation c) {
        save(run, "", c.evidence());
        c.model().ifPresent(model -> model.write(run.file(RunFolder.MODEL)));
        c.cure().ifPresent(cure -> {
            save(run, CURE, cure.evidence());
            cure.model().ifPresent(model -> model.write(run.file(CURED)));
        });
        Experiment experiment = new Experiment(
                c.trials(),
                c.steps(),
                c.seeds(),
                c.cure().map(Consultation.Cure::remedy),
                c.cure().map(Consultation.Cure::changes).orElse(List.of()),
                c.refuted(),
                c.cost());
        run.write(TRIALS, Json.write(experiment));
    }

    private static void save(RunFolder run, String prefix, Evidence e) {
        run.write(prefix + RunFolder.RECIPE, e.recipe().toYaml());
        History history = e.history();
        frames(run.file(prefix + RunFolder.FRAMES), history);
        List<Long> nonFinite = IntStream.range(0, history.size())
                .filter(i -> !history.finite(i))
                .mapToObj(history::step)
                .toList();
        Measured measured = new Measured(
                e.layers(),
                history.tensors(),
                nonFinite,
                e.ledgers(),
                e.scores(),
                e.end(),
                e.start(),
                e.given(),
                e.constantLoss(),
                e.stop(),
                e.steps(),
                e.experiments().notes());
        run.write(prefix + EVIDENCE, Json.write(measured));
    }

    private static void frames(Path file, History history) {
        float[] numbers = new float[history.width()];
        try (Frames frames = Frames.append(file, history.width(), 0)) {
            for (int i = 0; i < history.size(); i++) {
                history.read(i, numbers);
                frames.write(history.step(i), 0, history.loss(i), history.rate(i), numbers);
            }
        }
    }

    /// Reads a consultation back.
    ///
    /// @param data the recipe's data, for the forecast
    public static Consultation load(RunFolder run, Dataset data) {
        return load(run, data, new Judge());
    }

    /// The same.
    ///
    /// @param judge who comes to the verdicts
    public static Consultation load(RunFolder run, Dataset data, Judge judge) {
        Recipe recipe = recipe(run, "");
        Evidence evidence = evidence(run, "", data, recipe);
        Experiment experiment = JsonReader.read(run.read(TRIALS), Experiment.class, run.id() + "/" + TRIALS);
        Optional<Consultation.Cure> cure = experiment.cure().map(remedy -> {
            Evidence cured = evidence(run, CURE, data, evidence.recipe());
            return new Consultation.Cure(
                    cured.recipe(), remedy, experiment.changes(), cured, judge.judge(cured), model(run, CURED));
        });
        Verdict before = judge.judge(evidence);
        return new Consultation(
                evidence,
                before,
                experiment.trials().isEmpty()
                        ? before
                        : Consultation.after(evidence, before, experiment.refuted(), cure.isPresent()),
                experiment.trials(),
                cure,
                experiment.steps(),
                experiment.seeds(),
                experiment.refuted(),
                experiment.cost(),
                model(run, RunFolder.MODEL));
    }

    private static Optional<Model> model(RunFolder run, String name) {
        return Files.isRegularFile(run.file(name)) ? Optional.of(Model.read(run.file(name))) : Optional.empty();
    }

    private static Recipe recipe(RunFolder run, String prefix) {
        String name = prefix + RunFolder.RECIPE;
        return Recipe.parse(run.read(name), run.id() + "/" + name);
    }

    /// @param patient the recipe that the data belong to
    private static Evidence evidence(RunFolder run, String prefix, Dataset patientData, Recipe patient) {
        String name = run.id() + "/" + prefix;
        Recipe recipe = recipe(run, prefix);
        Dataset data = Standardizing.data(patient, recipe, patientData);
        Measured m = JsonReader.read(run.read(prefix + EVIDENCE), Measured.class, name + EVIDENCE);
        History history = new History(m.layers(), m.tensors());
        Set<Long> nonFinite = Set.copyOf(m.nonFinite());
        Frames.read(
                run.file(prefix + RunFolder.FRAMES),
                history.width(),
                f -> history.add(f.step(), f.loss(), f.rate(), !nonFinite.contains(f.step()), f.values()));
        return new Evidence(
                recipe,
                Forecast.of(recipe, data),
                history,
                m.ledgers(),
                m.scores(),
                m.end(),
                m.start(),
                m.given(),
                m.constantLoss(),
                m.stop(),
                m.steps(),
                DataFacts.of(data),
                new Laboratory(recipe, data, Optional.empty(), m.notes(), Examination::of));
    }
}
