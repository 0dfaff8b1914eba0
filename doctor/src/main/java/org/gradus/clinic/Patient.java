package org.gradus.clinic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Trained;
import org.gradus.train.Checkpoint;

/// A network that was examined and found ill, with the states that its training went through.
///
/// @param states some of its states, in order; the last is from near the end
record Patient(Evidence evidence, Verdict.Unwell verdict, Dataset data, List<Checkpoint> states) {
    /// A trial takes this many steps, enough for a cure to show, more for [#SAMPLES], and never
    /// fewer than [#FEWEST]:
    /// after 22 a residual path looked worse than the control, after 50 it won by 1.8 nats.
    private static final int STEPS = 200, FEWEST = 50;

    /// Samples that a trial sees when its batches are small: what helps against noise shows late.
    private static final int SAMPLES = 1600;

    /// Weights of a network that leaves more error than this, relative to guessing, are not worth
    /// keeping.
    private static final double LEARNED = 0.5;

    Patient {
        states = List.copyOf(states);
    }

    /// The same patient, of whom something else is thought.
    Patient with(Verdict.Unwell other) {
        return new Patient(evidence, other, data, states);
    }

    Recipe recipe() {
        return evidence.recipe();
    }

    Detector detector() {
        return DetectorList.of(verdict.first().cause());
    }

    /// The causes that were found before anything was treated.
    Set<String> causes() {
        Set<String> causes = new HashSet<>();
        for (Diagnosis d : verdict.diagnoses()) causes.add(d.cause());
        return causes;
    }

    /// The steps of each arm, at most: a training that is over before ends there. What is too brief
    /// as given may be made longer, by smaller batches or more epochs, and then that is tried.
    int steps() {
        int longest = evidence.steps();
        for (Remedy remedy : detector().remedies(evidence)) {
            Optional<Recipe> treated = remedy.apply(recipe(), data.features());
            longest = Math.max(
                    longest, treated.map(r -> r.steps(data.train().count())).orElse(0));
        }
        return Math.clamp(longest, FEWEST, Math.max(STEPS, SAMPLES / recipe().batch()));
    }

    /// The arms that try the remedies for the first cause.
    List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Remedy remedy : detector().remedies(evidence)) arms.addAll(arms(remedy));
        return arms;
    }

    /// The arms that try a remedy: one from where such a remedy is to start, and one that keeps
    /// the patient's weights where the remedy knows how and there is something to keep. None when
    /// it does not apply.
    List<Arm> arms(Remedy remedy) {
        List<Arm> arms = new ArrayList<>();
        remedy.apply(recipe(), data.features()).ifPresent(treated -> {
            Dataset changed = remedy.data(data);
            Origin origin = origin(remedy.start());
            arms.add(new Arm(Trial.Arm.CURE, remedy.name(), Optional.of(remedy), treated, changed, origin, false));
            if (changed.hash().equals(data.hash())) grafted(remedy, treated).ifPresent(arms::add);
        });
        return arms;
    }

    private Optional<Arm> grafted(Remedy remedy, Recipe treated) {
        Optional<Checkpoint> state = before(evidence.steps() - steps());
        if (state.isEmpty() || !(evidence.left() < LEARNED)) return Optional.empty();
        Checkpoint from = state.get();
        Trained trained = new Trained(recipe(), data, from.tensors());
        return remedy.graft(trained, treated)
                .map(tensors -> new Arm(
                        Trial.Arm.CURE,
                        remedy.name() + "@" + from.step(),
                        Optional.of(remedy),
                        treated,
                        data,
                        new Origin(from.step(), Optional.of(new Checkpoint(from.step(), treated, tensors)), false),
                        true));
    }

    /// Where trials of such remedies start. A state is used only if a whole trial fits in behind
    /// it.
    private Origin origin(Remedy.Start start) {
        int room = evidence.steps() - steps();
        Optional<Checkpoint> state = switch (start) {
            case FIRST_STEP -> Optional.empty();
            case ONSET -> before(Math.min(verdict.first().finding().since(), room));
            case END -> before(evidence.steps()).filter(_ -> evidence.stop().isEmpty());
        };
        return new Origin(state.map(Checkpoint::step).orElse(0), state, start == Remedy.Start.END && state.isPresent());
    }

    /// The last state at or before a step, if there is one after step 0.
    private Optional<Checkpoint> before(int step) {
        return states.stream().filter(s -> s.step() <= step && s.step() > 0).reduce((_, later) -> later);
    }

    /// The untreated arms that arms of some origin are held against: the patient itself, and its
    /// sham.
    List<Arm> untreated(Origin origin) {
        Optional<Checkpoint> own = states.stream()
                .filter(s -> origin.state().isPresent() && s.step() == origin.step())
                .findFirst();
        Origin untreated = new Origin(origin.step(), own, origin.atEnd());
        String at = origin.step() == 0 ? "" : "@" + origin.step();
        return List.of(
                new Arm(Trial.Arm.CONTROL, "control" + at, Optional.empty(), recipe(), data, untreated, false),
                new Arm(Trial.Arm.SHAM, "sham" + at, Optional.empty(), recipe(), data, untreated, false));
    }

    /// Where an arm starts.
    ///
    /// @param step the steps that the patient had made; 0 for first weights, drawn anew for each
    ///     seed
    /// @param state the weights to start from
    /// @param atEnd whether the patient's training ends there, or a few steps on, and only
    ///     treated arms go on
    record Origin(int step, Optional<Checkpoint> state, boolean atEnd) {
        boolean alongside(Origin other) {
            return step == other.step && atEnd == other.atEnd;
        }
    }

    /// One arm: what is trained, on what, from where.
    ///
    /// @param preserving whether it starts by computing what the patient computes, in another
    ///     network
    record Arm(
            Trial.Arm kind,
            String name,
            Optional<Remedy> remedy,
            Recipe recipe,
            Dataset data,
            Origin origin,
            boolean preserving) {

        /// The same, trained for several times as long.
        Arm longer(int times) {
            Remedy longer = remedy.orElseThrow().longer(times);
            return new Arm(
                    kind,
                    preserving ? longer.name() + "@" + origin.step() : longer.name(),
                    Optional.of(longer),
                    recipe.withEpochs(Math.multiplyExact(times, recipe.epochs())),
                    data,
                    origin,
                    preserving);
        }
    }
}
