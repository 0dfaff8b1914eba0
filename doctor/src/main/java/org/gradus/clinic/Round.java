package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradus.clinic.Joint.Suspect;
import org.gradus.detect.Detector;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Severity;
import org.gradus.detect.Gain;
import org.gradus.detect.Odds;
import org.gradus.remedy.Remedy;

/// What has been found so far about one training.
final class Round {
    /// The part of the error that undoing a cause has to take away for that cause to explain it.
    private static final double EXPLAINS = 0.5;

    /// Behind so many suspects is looked.
    private static final int BEHIND = 2;

    /// With more error than this left of guessing's, nothing was learned.
    private static final double NOTHING_LEARNED = 0.9;

    private final List<Detector> detectors;
    private final Evidence evidence;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Suspect> open = new ArrayList<>();
    private final List<String> suspected = new ArrayList<>(), others = new ArrayList<>();
    private Optional<Joint> joint = Optional.empty();
    private boolean searched;
    private boolean unsure;

    /// @param detectors in the order in which causes are considered
    Round(List<Detector> detectors, Evidence evidence) {
        this.detectors = detectors;
        this.evidence = evidence;
    }

    /// A cause that was found.
    ///
    /// @param gain what undoing it gains
    /// @param remedy what does
    private record Contender(Detector detector, Found found, Gain gain, Optional<Remedy> remedy) {
        boolean ill() {
            return found.severity() == Severity.ILL;
        }
    }

    private List<Detector> asked(boolean lastResort) {
        return detectors.stream().filter(d -> d.lastResort() == lastResort).toList();
    }

    /// Asks those that are not asked last, after all trainings that they will ask for were made side by side.
    void examine() {
        prepare(asked(false).stream().flatMap(d -> d.trials(evidence).stream()).toList());
        for (Detector d : asked(false)) take(d, d.examine(evidence));
    }

    /// Asks those that are asked last, and once more those that have a second opinion.
    void lastly() {
        List<Remedy> trials = new ArrayList<>();
        for (Detector d : asked(true)) trials.addAll(d.trials(evidence));
        for (Detector d : detectors) trials.addAll(d.lastTrials(evidence));
        prepare(trials);
        for (Detector d : asked(true)) take(d, d.examine(evidence));
        if (contenders.stream().noneMatch(Contender::ill))
            for (Detector d : detectors) d.lastly(evidence).ifPresent(f -> take(d, f));
        searched = evidence.poor();
        unsure = trials.stream().anyMatch(r -> evidence.experiments().gain(r).unsure());
    }

    private void prepare(List<Remedy> trials) {
        Set<Remedy> tried = new LinkedHashSet<>(trials);
        if (!tried.isEmpty()) evidence.experiments().prepare(tried);
    }

    /// Takes note that those that are asked last were not.
    void passLastResorts() {
        for (Detector d : asked(true)) others.add(d.cause() + " (not needed to explain it)");
    }

    private void take(Detector d, Finding finding) {
        switch (finding) {
            case Finding.RuledOut r -> (r.suspected() ? suspected : others).add(r.reason());
            case Finding.Open o -> suspect(d, o.reason(), o);
            case Found f -> found(d, f);
        }
    }

    /// What keeps a network from learning has to be seen to do so: undoing it must help, unless
    /// there is nothing to undo it with.
    private void found(Detector d, Found f) {
        List<Remedy> decisive = d.decisive(evidence);
        Optional<Remedy> best = best(decisive);
        Gain gain = best.map(evidence.experiments()::gain).orElse(Gain.NONE);
        boolean proven = decisive.isEmpty() || f.severity() == Severity.WARN || gain.helps() || d.symptom();
        if (proven) contenders.add(new Contender(d, f, gain, best));
        else suspect(d, d.cause().replace('-', ' ') + " (undoing it does not help)", f);
    }

    private void suspect(Detector d, String reason, Finding finding) {
        suspected.add(reason);
        List<Remedy> remedies = applicable(d.decisive(evidence));
        if (!remedies.isEmpty()) open.add(new Suspect(d, remedies, reason, finding));
    }

    private List<Remedy> applicable(List<Remedy> remedies) {
        return remedies.stream()
                .filter(r -> evidence.experiments().with(r).isPresent())
                .toList();
    }

    /// The remedy that leaves least error unseen, of those that apply.
    private Optional<Remedy> best(List<Remedy> remedies) {
        return applicable(remedies).stream()
                .max(Comparator.comparingDouble(
                        r -> evidence.experiments().gain(r).mean()));
    }

    /// Whether undoing one of the causes takes most of the error away, or a cause was found for
    /// which there is nothing to try.
    boolean explained() {
        return joint.isPresent()
                || contenders.stream().anyMatch(c -> c.ill() && (c.remedy().isEmpty() || explains(c)));
    }

    /// A network that is a little better than guessing is not explained, however bad it was.
    private boolean explains(Contender c) {
        double left = Math.min(1, evidence.left());
        return c.gain().mean() > EXPLAINS * left
                && c.remedy()
                        .flatMap(evidence.experiments()::with)
                        .filter(o -> o.unseen() < NOTHING_LEARNED)
                        .isPresent();
    }

    /// Looks for causes that hide each other, among all that something speaks for; where undoing one
    /// leaves little, there is nothing to look for.
    void combine() {
        if (open.size() + contenders.size() < 2) return;
        double best = contenders.stream()
                .filter(Contender::ill)
                .mapToDouble(c -> c.gain().mean())
                .max()
                .orElse(0);
        if (Gain.scaled(evidence.experiments().control().unseen()) - best < 2 * Gain.WORTH) return;
        List<Suspect> all = suspects();
        Optional<Joint.Undone> alone =
                first(best).map(c -> new Joint.Undone(suspect(c), c.remedy().orElseThrow()));
        joint = Joint.of(evidence.experiments(), all, alone, evidence.left() > NOTHING_LEARNED);
        joint.ifPresent(this::take);
    }

    /// Of the causes that explain about as much as the best, the one that is considered first.
    private Optional<Contender> first(double best) {
        return contenders.stream()
                .filter(c -> c.ill() && c.remedy().isPresent() && c.gain().mean() >= best - Joint.TIE)
                .findFirst();
    }

    /// All that something speaks for, in the order in which causes are considered.
    private List<Suspect> suspects() {
        List<Suspect> all = new ArrayList<>(open);
        for (Contender c : contenders) if (c.remedy().isPresent()) all.add(suspect(c));
        all.sort(Comparator.comparingInt(s -> detectors.indexOf(s.detector())));
        return all;
    }

    private Suspect suspect(Contender c) {
        return new Suspect(c.detector(), applicable(c.detector().decisive(evidence)), "", c.found());
    }

    /// Looks behind what something speaks for where nothing was learned: the network is examined with
    /// one of them undone, and what is then found is held to be at work beside it.
    void lookBehind() {
        if (explained() || !(evidence.left() > NOTHING_LEARNED)) return;
        List<Suspect> before = suspects();
        for (Suspect s : before.subList(0, Math.min(BEHIND, before.size()))) {
            Optional<Evidence> then =
                    evidence.experiments().examined(s.remedies().getFirst());
            if (then.isEmpty()) continue;
            List<Suspect> all = new ArrayList<>(behind(then.get()));
            if (all.isEmpty()) continue;
            all.addFirst(s);
            joint = Joint.of(evidence.experiments(), all, Optional.empty(), true);
            joint.ifPresent(this::take);
            if (joint.isPresent()) return;
        }
    }

    /// What keeps a changed network from learning.
    private List<Suspect> behind(Evidence then) {
        Round round = new Round(detectors, then);
        round.examine();
        return round.contenders.stream()
                .filter(c -> c.ill() && c.remedy().isPresent())
                .map(c -> new Suspect(c.detector(), List.of(c.remedy().get()), "", c.found()))
                .toList();
    }

    /// Causes that are needed together come instead of those that were found alone.
    private void take(Joint found) {
        List<Contender> alone = List.copyOf(contenders);
        contenders.clear();
        for (Joint.Part part : found.parts()) {
            Suspect suspect = part.undone().suspect();
            Found f = suspect.found(part.gain());
            Optional<Remedy> remedy = Optional.of(part.undone().remedy());
            contenders.add(new Contender(suspect.detector(), f, part.gain(), remedy));
            suspected.remove(suspect.reason());
        }
        for (Contender c : alone) {
            boolean part = contenders.stream().anyMatch(k -> k.detector().equals(c.detector()));
            if (!part) suspected.add(c.detector().cause().replace('-', ' ') + " (others explain it)");
        }
    }

    /// How many causes it takes to explain the error.
    int joint() {
        return joint.map(j -> j.parts().size()).orElse(1);
    }

    /// Whether every change that might help was tried.
    boolean searched() {
        return searched;
    }

    /// Whether some change seemed to help, and samples were too few to be sure.
    boolean unsure() {
        return unsure;
    }

    /// What was ruled out, first what something spoke for.
    List<String> ruledOut() {
        List<String> all = new ArrayList<>(suspected);
        all.addAll(others);
        return all;
    }

    /// The most probable first; among equals the one that is considered first, since it explains
    /// those behind it. Causes that are needed together are as probable as their sum.
    List<Diagnosis> ranked(Odds odds) {
        List<Odds.Contender> rated = contenders.stream().map(this::rated).toList();
        double[] sure = odds.probabilities(rated);
        double sum = 0;
        for (double s : sure) sum += s;
        List<Diagnosis> ranked = new ArrayList<>();
        for (int i = 0; i < rated.size(); i++) {
            Contender c = contenders.get(i);
            ranked.add(new Diagnosis(
                    c.detector().cause(),
                    c.found(),
                    rated.get(i),
                    joint.isPresent() ? sum : sure[i],
                    ruledOut(),
                    c.remedy().map(r -> new Diagnosis.Undone(r.name(), c.gain()))));
        }
        if (joint.isEmpty()) ranked.sort(Comparator.comparingDouble(d -> -d.sure()));
        return ranked;
    }

    private Odds.Contender rated(Contender c) {
        double gain = c.remedy().isEmpty() ? Double.NaN : c.gain().mean();
        return new Odds.Contender(c.detector().cause(), c.found().confidence(), gain, c.ill(), outdone(c));
    }

    /// Whether a smaller change does as well as what undoes a cause.
    private boolean outdone(Contender c) {
        return joint.isEmpty()
                && contenders.stream()
                        .anyMatch(other -> other.remedy().isPresent()
                                && c.remedy().isPresent()
                                && other.remedy()
                                                .get()
                                                .change()
                                                .compareTo(c.remedy().get().change())
                                        < 0
                                && other.gain().mean() >= c.gain().mean() - Joint.TIE);
    }
}
