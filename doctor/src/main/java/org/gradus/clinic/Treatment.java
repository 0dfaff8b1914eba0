package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gradus.clinic.Patient.Arm;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Gain;
import org.gradus.draw.Diff;
import org.gradus.forecast.Blocks;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;

/// What comes of the trials of remedies for one cause, or for causes that are needed together: the
/// cure, or causes that became less likely.
///
/// @param steps the steps of an arm that went all the way
/// @param cost the steps of all arms and of the full trainings
record Treatment(
        List<Trial> trials,
        Optional<Consultation.Cure> cure,
        Optional<Consultation.Refuted> refuted,
        long steps,
        long cost) {
    /// Errors that lie no further apart are alike: the better way to get there decides.
    private static final double TIE = 0.02;

    /// How many times as long a training gets whose loss still falls at its end.
    private static final int LONGER = 4;

    /// The held-out error that is left, relative to guessing, for which a training is not made
    /// longer; and the part of it that must go for a longer one to be worth its time.
    private static final double TRIFLE = 0.02, LESS = 0.2;

    /// The steps that full trainings may take, and longer ones, in those of all trials for the cause.
    private static final int ROOM = 2;

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

    /// Trains every accepted remedy in full, since the ranking of short trials is not the ranking at
    /// the end, beside its control and with samples held back; and takes the best of those that end
    /// with less error, trained for longer where that pays.
    static Treatment of(Patient patient, Experiment experiment, List<Trial> trials, Pool pool) {
        List<Series> accepted = IntStream.range(0, trials.size())
                .filter(i -> trials.get(i).accepted())
                .mapToObj(experiment.series()::get)
                .toList();
        long room = ROOM * experiment.steps();
        List<Full> full = inFull(experiment, accepted, room);
        Optional<Full> best = decided(experiment, full);
        Optional<Cured> cured = best.map(b -> lengthened(patient, b, room, pool));
        long cost = experiment.steps() + cured.map(Cured::cost).orElse(0L);
        Optional<Consultation.Refuted> refuted = cured.isPresent() ? Optional.empty() : refuted(patient, trials);
        return new Treatment(trials, cured.map(Cured::cure), refuted, patient.steps(), cost);
    }

    private static List<Full> inFull(Experiment experiment, List<Series> accepted, long room) {
        if (accepted.isEmpty()) return List.of();
        List<Series> controls =
                accepted.stream().map(experiment::control).distinct().toList();
        List<Series> all = new ArrayList<>(accepted);
        all.addAll(controls);
        long each = all.stream().mapToLong(s -> s.courses().getFirst().whole()).sum();
        int most = all.stream().mapToInt(s -> s.courses().size()).min().orElse(1);
        int seeds = Math.clamp(room / Math.max(1, each), 1, most);
        experiment.toTheEnd(all, seeds);
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
        Full longer = withMoreSeeds(experiment, open.get());
        return longer.errors().size() > open.get().errors().size()
                ? decided(experiment, List.of(longer))
                : Optional.empty();
    }

    private static Full withMoreSeeds(Experiment experiment, Full one) {
        if (experiment.of(one.arm()).courses().size() == one.errors().size())
            experiment.more("more seeds", experiment.of(one.arm()));
        Series longer = experiment.of(one.arm());
        int seeds = longer.courses().size();
        experiment.toTheEnd(List.of(longer, experiment.control(longer)), seeds);
        return full(experiment, longer, seeds);
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

    /// A cure, and the steps that it took to make it and to try longer ones.
    private record Cured(Consultation.Cure cure, long cost) {}

    /// What cures; or the same for longer, as often as its loss still falls at the end and that
    /// leaves clearly less error unseen, each with no more than so many steps.
    private static Cured lengthened(Patient patient, Full full, long room, Pool pool) {
        Full best = full;
        Consultation.Cure cure = train(patient, best.arm(), pool);
        long cost = cure.evidence().history().made();
        while (best.left() > TRIFLE && cure.evidence().stillFalls()) {
            Arm arm = best.arm().longer(LONGER);
            long whole = arm.recipe().steps(arm.data(patient).train().count())
                    - arm.origin().step();
            int seeds = (int) Math.min(room / Math.max(1, whole), best.errors().size());
            if (seeds == 0) break;
            Full longer = longer(patient, arm, best, seeds, pool);
            cost += seeds * whole;
            if (!longer.gain().helps(LESS * best.left())) break;
            best = longer;
            cure = train(patient, arm, pool);
            cost += cure.evidence().history().made();
        }
        return new Cured(cure, cost);
    }

    private static Full longer(Patient patient, Arm arm, Full than, int seeds, Pool pool) {
        Series series = Series.of(patient, arm, seeds);
        List<Callable<Course>> work = new ArrayList<>();
        for (Course c : series.courses()) work.add(() -> c.to(c.whole()));
        pool.all("longer", work);
        series.end();
        List<double[]> errors = series.last(seeds);
        return new Full(arm, errors, than.errors().subList(0, seeds));
    }

    /// Trains what cures on all of the patient's samples, with the recipe's own seed.
    private static Consultation.Cure train(Patient patient, Arm arm, Pool pool) {
        Recipe treated = arm.recipe().withName(arm.recipe().name() + "-cured");
        try (Examination examination = new Examination(
                treated,
                arm.data(patient),
                treated.seed(),
                1,
                new Vitals(),
                Blocks.forecast(treated, arm.data(patient)),
                trainer -> {
                    if (arm.preserving()) trainer.adopt(patient.grafted(arm));
                })) {
            long total = examination.trainer().totalSteps();
            examination.train(total, r -> pool.progress().at("cure", r.step(), total));
            Evidence evidence = examination.evidence();
            List<String> changes =
                    Diff.of(patient.recipe().toYaml(), arm.recipe().toYaml()).changes();
            return new Consultation.Cure(treated, arm.name(), changes, evidence, pool.one(() -> Judge.judge(evidence)));
        }
    }

    private static Optional<Consultation.Refuted> refuted(Patient patient, List<Trial> trials) {
        List<String> causes = patient.causes().stream().map(Diagnosis::cause).toList();
        double sure = patient.causes().getFirst().sure();
        List<Trial> tried =
                trials.stream().filter(t -> t.arm() == Trial.Arm.CURE).toList();
        return tried.stream()
                .min(Comparator.comparingDouble(Trial::effect))
                .map(t -> new Consultation.Refuted(causes, tried.size(), sure, t.remedy(), t.effect()));
    }
}
