package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.gradus.clinic.Patient.Arm;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Gain;
import org.gradus.draw.Diff;
import org.gradus.forecast.Forecast;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.train.Checkpoint;

/// What comes of the trials of remedies for one cause, or for causes that are needed together: the
/// cure, or causes that became less likely.
final class Treatment {
    /// Errors that lie no further apart are alike: the better way to get there decides.
    private static final double TIE = 0.02;

    /// How many times as long a training gets whose loss still falls at its end.
    private static final int LONGER = 4;

    /// The held-out error that is left, relative to guessing, for which a training is not made
    /// longer; and the part of it that must go for a longer one to be worth its time.
    private static final double TRIFLE = 0.02, LESS = 0.2;

    /// The steps that full trainings may take, and longer ones, in those of all trials for the cause.
    private static final int ROOM = 2;

    /// With so many seeds a cure is trained in full at most, until one is not unlucky.
    private static final int SEEDS = 4;

    private final Patient patient;
    private final Pool pool;
    private final List<Trial> trials;
    private final long room;
    private final Optional<Consultation.Cure> cure;
    private long cost;

    /// Trains every accepted remedy in full, since the ranking of short trials is not the ranking at
    /// the end, beside its control and with samples held back; and takes the best of those that end
    /// with less error, trained for longer where that pays.
    ///
    /// @param trials those of the experiment's arms, in their order
    Treatment(Patient patient, Experiment experiment, List<Trial> trials, Pool pool) {
        this.patient = patient;
        this.pool = pool;
        this.trials = trials;
        this.room = ROOM * experiment.steps();
        List<Series> accepted = IntStream.range(0, trials.size())
                .filter(i -> trials.get(i).accepted())
                .mapToObj(experiment.series()::get)
                .toList();
        this.cure = decided(experiment, inFull(experiment, accepted)).map(best -> lengthened(experiment, best));
        this.cost += experiment.steps();
    }

    List<Trial> trials() {
        return trials;
    }

    Optional<Consultation.Cure> cure() {
        return cure;
    }

    /// The steps of an arm that went all the way.
    long steps() {
        return patient.steps();
    }

    /// The steps of all arms and of the full trainings.
    long cost() {
        return cost;
    }

    /// An accepted arm, trained in full with some seeds.
    ///
    /// @param errors on the samples held back, seed by seed
    /// @param than those of what it is held against
    private record Full(Arm arm, List<double[]> errors, List<double[]> than) {
        Gain gain() {
            return Gain.likely(than, errors, Folds.PARTS);
        }

        /// Whether more seeds could tell whether it ends with less error.
        boolean undecided() {
            return errors.size() < Folds.PARTS ? gain().unsure() : Gain.undecided(than, errors, Folds.PARTS);
        }

        double left() {
            return errors.stream().mapToDouble(Gain::mean).average().orElseThrow();
        }

        Remedy.Change change() {
            return arm.remedy().map(Remedy::change).orElse(Remedy.Change.SETTING);
        }
    }

    private List<Full> inFull(Experiment experiment, List<Series> accepted) {
        if (accepted.isEmpty()) return List.of();
        List<Series> all = new ArrayList<>(accepted);
        all.addAll(accepted.stream().map(experiment::control).distinct().toList());
        long each = all.stream().mapToLong(s -> s.courses().getFirst().whole()).sum();
        int most = all.stream().mapToInt(s -> s.courses().size()).min().orElse(1);
        int seeds = Math.clamp(room / Math.max(1, each), 1, most);
        experiment.toTheEnd("in full", all, seeds);
        return accepted.stream().map(s -> full(experiment, s, seeds)).toList();
    }

    private static Full full(Experiment experiment, Series s, int seeds) {
        return new Full(s.arm(), s.last(seeds), experiment.control(s).last(seeds));
    }

    /// The best; where none surely ends with less error and too few seeds are to blame, the one that
    /// seems to gain most is asked with more of them.
    private static Optional<Full> decided(Experiment experiment, List<Full> some) {
        Optional<Full> best = best(some),
                open =
                        some.stream()
                                .filter(Full::undecided)
                                .max(Comparator.comparingDouble(f -> f.gain().mean()));
        if (best.isPresent() || open.isEmpty()) return best;
        Full more = withMoreSeeds(experiment, open.get());
        return more.errors().size() > open.get().errors().size()
                ? decided(experiment, List.of(more))
                : Optional.empty();
    }

    private static Full withMoreSeeds(Experiment experiment, Full one) {
        if (experiment.of(one.arm()).courses().size() == one.errors().size())
            experiment.more("more seeds", experiment.of(one.arm()));
        Series more = experiment.of(one.arm());
        int seeds = more.courses().size();
        experiment.toTheEnd("in full", List.of(more, experiment.control(more)), seeds);
        return full(experiment, more, seeds);
    }

    /// The best, or what does about as well and keeps the patient's weights, or changes less; of
    /// those that end with less error than their controls.
    private static Optional<Full> best(List<Full> full) {
        List<Full> better =
                full.stream().filter(f -> f.gain().helps(Trial.WORTH)).toList();
        double best = better.stream().mapToDouble(Full::left).min().orElse(0);
        return better.stream()
                .filter(f -> f.left() <= best + TIE)
                .min(Comparator.<Full>comparingInt(f -> f.arm().preserving() ? 0 : 1)
                        .thenComparing(Full::change)
                        .thenComparingDouble(Full::left));
    }

    /// What cures; or the same for longer, as often as its loss still falls at the end and that
    /// leaves clearly less error unseen, each with no more than so many steps.
    private Consultation.Cure lengthened(Experiment experiment, Full full) {
        Full best = full;
        Consultation.Cure cure = train(best.arm());
        while (best.left() > TRIFLE && cure.evidence().stillFalls()) {
            Arm arm = best.arm().longer(LONGER);
            long whole = arm.recipe().steps(arm.data(patient).train().count())
                    - arm.origin().step();
            int seeds = (int) Math.min(room / Math.max(1, whole), best.errors().size());
            if (seeds == 0) break;
            Series series = Series.of(patient, arm, seeds);
            experiment.toTheEnd("longer", List.of(series), seeds);
            series.end();
            cost += seeds * whole;
            Full longer = new Full(arm, series.last(seeds), best.errors().subList(0, seeds));
            if (!longer.gain().helps(LESS * best.left())) break;
            best = longer;
            cure = train(arm);
        }
        return cure;
    }

    /// Trains what cures on all of the patient's samples with the recipe's own seed; where that is unlucky, with
    /// another, which then is a part of the cure.
    private Consultation.Cure train(Arm arm) {
        return lucky(arm.recipe().seed(), seed -> train(arm, arm.recipe().withSeed(seed)));
    }

    /// The first of the trainings with a seed and those that follow it that is not unlucky; where all are, the first.
    static Consultation.Cure lucky(long own, LongFunction<Consultation.Cure> train) {
        Consultation.Cure first = train.apply(own), cure = first;
        for (int next = 1; next < SEEDS && cure.unlucky(); next++) cure = train.apply(own + next);
        return cure.unlucky() ? first : cure;
    }

    private Consultation.Cure train(Arm arm, Recipe recipe) {
        Recipe treated = recipe.withName(recipe.name() + "-cured");
        try (Examination examination = new Examination(
                treated,
                arm.data(patient),
                treated.seed(),
                1,
                new Vitals(),
                Forecast.of(treated, arm.data(patient)),
                trainer -> {
                    if (arm.preserving()) {
                        Checkpoint from = patient.before(arm.origin().step()).orElseThrow();
                        trainer.adopt(patient.grafted(arm, from, patient.data()));
                    }
                })) {
            long total = examination.trainer().totalSteps();
            examination.train(total, r -> pool.progress().at("cure", r.step(), total));
            Evidence evidence = examination.evidence();
            cost += evidence.history().made();
            return new Consultation.Cure(
                    treated,
                    arm.name(),
                    Diff.of(patient.recipe().toText(), recipe.toText()).changes(),
                    evidence,
                    pool.one(() -> patient.judge().judge(evidence)),
                    examination.model());
        }
    }

    /// What speaks against the causes when nothing cured them.
    Optional<Consultation.Refuted> refuted() {
        if (cure.isPresent()) return Optional.empty();
        List<String> causes = patient.causes().stream().map(Diagnosis::cause).toList();
        double sure = patient.causes().getFirst().sure();
        List<Trial> tried =
                trials.stream().filter(t -> t.arm() == Trial.Arm.CURE).toList();
        return tried.stream()
                .min(Comparator.comparingDouble(Trial::effect))
                .map(t -> new Consultation.Refuted(causes, tried.size(), sure, t.remedy(), t.effect()));
    }
}
