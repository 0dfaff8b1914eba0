package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Subject;
import org.gradus.remedy.Together;
import org.gradus.remedy.Trained;
import org.gradus.train.Checkpoint;
import org.gradus.train.Trainer;

/// A network that was examined, and what is to be treated.
///
/// @param causes what is to be treated, together
/// @param found every cause that was found, before anything was treated
/// @param states some of the states of its training, in order; the last is from near the end
/// @param folds its training samples, of which each part is held back in turn
/// @param beginnings the states that trials start from
/// @param judge who comes to the verdicts
record Patient(
        Evidence evidence,
        List<Diagnosis> causes,
        Set<String> found,
        Dataset data,
        List<Checkpoint> states,
        Folds folds,
        Beginnings beginnings,
        Judge judge) {
    /// A trial takes this many steps, enough for a cure to show, more for [#SAMPLES], and never
    /// fewer than [#FEWEST]:
    /// after 22 a residual path looked worse than the control, after 50 it won by 1.8 nats.
    private static final int STEPS = 200, FEWEST = 50;

    /// Samples that a trial sees when its batches are small: what helps against noise shows late.
    private static final int SAMPLES = 1600;

    /// Weights of a network that leaves more error than this, relative to guessing, are not worth
    /// keeping.
    private static final double LEARNED = 0.5;

    /// Remedies of each cause that are joined with those of another.
    private static final int JOINED = 3;

    Patient {
        causes = List.copyOf(causes);
        states = List.copyOf(states);
    }

    /// A patient of whom something is thought.
    static Patient of(Evidence evidence, List<Diagnosis> found, Dataset data, List<Checkpoint> states, Judge judge) {
        Folds folds = Folds.of(data);
        return new Patient(
                evidence,
                found,
                found.stream().map(Diagnosis::cause).collect(Collectors.toSet()),
                data,
                states,
                folds,
                new Beginnings(evidence.recipe(), folds),
                judge);
    }

    /// The same patient, treated for something else.
    Patient with(List<Diagnosis> others) {
        return new Patient(evidence, others, found, data, states, folds, beginnings, judge);
    }

    Recipe recipe() {
        return evidence.recipe();
    }

    List<Detector> detectors() {
        return causes.stream().map(d -> judge.detector(d.cause())).toList();
    }

    /// The first step at which one of the causes shows.
    private long since() {
        return causes.stream().mapToLong(d -> d.finding().since()).min().orElse(0);
    }

    /// What may help: remedies for the cause, or for all causes together; of these first what has helped
    /// in short trainings.
    List<Remedy> remedies() {
        List<Remedy> remedies = List.of();
        for (Diagnosis d : causes) {
            List<Remedy> own = remedies(d);
            if (remedies.isEmpty()) remedies = own;
            else if (!own.isEmpty()) remedies = joined(remedies, own);
        }
        return remedies;
    }

    /// The remedies for a cause that apply; for one of several, what undid it first.
    private List<Remedy> remedies(Diagnosis d) {
        Detector detector = judge.detector(d.cause());
        List<Remedy> own = detector.remedies(evidence).stream()
                .filter(r -> r.apply(subject()).isPresent())
                .toList();
        if (causes.size() == 1 || d.undone().isEmpty()) return own;
        String undid = d.undone().get().remedy();
        Stream<Remedy> first =
                detector.decisive(evidence).stream().filter(r -> r.name().equals(undid));
        return Stream.concat(first, own.stream()).distinct().toList();
    }

    private static List<Remedy> joined(List<Remedy> some, List<Remedy> others) {
        List<Remedy> joined = new ArrayList<>();
        for (Remedy a : some.subList(0, Math.min(JOINED, some.size())))
            for (Remedy b : others.subList(0, Math.min(JOINED, others.size())))
                joined.add(a.equals(b) ? a : new Together(a, b));
        return joined.stream().distinct().toList();
    }

    /// The steps of each arm, at most: a training that is over before ends there. What is too brief
    /// as given may be made longer, by smaller batches or more epochs, and then that is tried.
    long steps() {
        long longest = evidence.steps();
        for (Remedy remedy : remedies()) {
            Optional<Recipe> treated = remedy.apply(subject());
            longest = Math.max(
                    longest, treated.map(r -> r.steps(data.train().count())).orElse(0L));
        }
        return Math.clamp(longest, FEWEST, Math.max(STEPS, SAMPLES / recipe().batch()));
    }

    /// The arms that try the remedies.
    List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Remedy remedy : remedies()) arms.addAll(arms(remedy));
        return arms;
    }

    /// The arms that try a remedy: one from where such a remedy is to start, and one that keeps
    /// the patient's weights where the remedy knows how and there is something to keep. None when
    /// it does not apply.
    List<Arm> arms(Remedy remedy) {
        List<Arm> arms = new ArrayList<>();
        remedy.apply(subject()).ifPresent(treated -> {
            arms.add(new Arm(
                    Trial.Arm.CURE, remedy.name(), Optional.of(remedy), treated, origin(remedy.start()), false));
            if (remedy.data(data).hash().equals(data.hash()))
                grafted(remedy, treated).ifPresent(arms::add);
        });
        return arms;
    }

    private Optional<Arm> grafted(Remedy remedy, Recipe treated) {
        Optional<Checkpoint> state = before(evidence.steps() - steps());
        if (state.isEmpty() || !(evidence.left() < LEARNED)) return Optional.empty();
        Checkpoint from = state.get();
        return remedy.graft(new Trained(recipe(), data, from.tensors()), treated)
                .map(_ -> new Arm(
                        Trial.Arm.CURE,
                        remedy.name() + "@" + from.step(),
                        Optional.of(remedy),
                        treated,
                        new Origin(from.step(), false),
                        true));
    }

    /// A state of a training of the patient's recipe, moved into the arm's network.
    ///
    /// @param on the samples that it was trained on
    Checkpoint grafted(Arm arm, Checkpoint from, Dataset on) {
        return arm.remedy()
                .flatMap(r -> r.graft(new Trained(recipe(), on, from.tensors()), arm.recipe()))
                .map(tensors -> new Checkpoint(from.step(), arm.recipe(), tensors))
                .orElseThrow();
    }

    /// Where trials of such remedies start. A state is used only if a whole trial fits in behind
    /// it.
    private Origin origin(Remedy.Start start) {
        long room = evidence.steps() - steps();
        Optional<Checkpoint> state = switch (start) {
            case FIRST_STEP -> Optional.empty();
            case ONSET -> before(Math.min(since(), room));
            case END -> before(evidence.steps()).filter(_ -> evidence.stop().isEmpty());
        };
        return new Origin(state.map(Checkpoint::step).orElse(0L), start == Remedy.Start.END && state.isPresent());
    }

    /// The last state at or before a step, if there is one after step 0.
    Optional<Checkpoint> before(long step) {
        return states.stream().filter(s -> s.step() <= step && s.step() > 0).reduce((_, later) -> later);
    }

    /// The untreated arms that arms of some origin are held against: the patient itself, and its
    /// sham.
    List<Arm> untreated(Origin origin) {
        String at = origin.step() == 0 ? "" : "@" + origin.step();
        return List.of(
                new Arm(Trial.Arm.CONTROL, "control" + at, Optional.empty(), recipe(), origin, false),
                new Arm(Trial.Arm.SHAM, "sham" + at, Optional.empty(), recipe(), origin, false));
    }

    /// Where an arm starts.
    ///
    /// @param step the steps that the patient had made; 0 for initial weights, drawn anew for each
    ///     seed
    /// @param atEnd whether the patient's training ends there, or a few steps on, and only
    ///     treated arms go on
    record Origin(long step, boolean atEnd) {}

    /// One arm: what is trained, from where.
    ///
    /// @param preserving whether it starts by computing what the patient computes, in another
    ///     network
    record Arm(Trial.Arm kind, String name, Optional<Remedy> remedy, Recipe recipe, Origin origin, boolean preserving) {

        /// All of the patient's samples, as the arm is trained on them.
        Dataset data(Patient patient) {
            return remedy.map(r -> r.data(patient.data())).orElse(patient.data());
        }

        /// The same, trained for several times as long.
        Arm longer(int times) {
            Remedy longer = remedy.orElseThrow().longer(times);
            return new Arm(
                    kind,
                    preserving ? longer.name() + "@" + origin.step() : longer.name(),
                    Optional.of(longer),
                    recipe.withEpochs((int) Math.min((long) times * recipe.epochs(), Integer.MAX_VALUE)),
                    origin,
                    preserving);
        }
    }

    /// The states from which arms go on: the patient's training made again with each seed, on the
    /// samples that the seed's arms are trained on, so that none has seen those that decide.
    static final class Beginnings {
        /// Seeds of arms lie apart by more than anyone counts up a recipe's own.
        private static final long STRIDE = 1000;

        /// Which state is meant.
        private record Start(int seed, long step) {}

        private final Recipe recipe;
        private final Folds folds;
        private final Map<Start, Checkpoint> known = new ConcurrentHashMap<>();

        Beginnings(Recipe recipe, Folds folds) {
            this.recipe = recipe;
            this.folds = folds;
        }

        /// A recipe for an arm with a seed: as many epochs as make up for the samples held back.
        ///
        /// @param data the arm's samples
        Recipe recipe(Recipe arm, int seed, Dataset data) {
            return folds.whole(arm, data).withSeed(arm.seed() + STRIDE * (seed + 1));
        }

        /// The state after some steps.
        Checkpoint at(int seed, long step) {
            return known.computeIfAbsent(new Start(seed, step), _ -> train(seed, step));
        }

        private Checkpoint train(int seed, long step) {
            Dataset data = folds.of(seed);
            Recipe own = recipe(recipe, seed, data);
            try (Trainer trainer = Trainer.anyway(own, data, List.of(), 1, own.seed())) {
                for (long i = 0; i < step && !trainer.done(); i++) trainer.step();
                return trainer.checkpoint();
            }
        }
    }

    /// What remedies are applied to.
    Subject subject() {
        return Subject.of(recipe(), data);
    }
}
