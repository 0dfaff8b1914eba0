package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Figure;
import org.gradus.detect.Finding;
import org.gradus.detect.Odds;
import org.gradus.detect.Verdict;
import org.gradus.remedy.Remedy;

/// Comes to a verdict: asks every detector, in the order in which causes are considered.
public final class Judge {
    /// Fewer steps than this say nothing about a training that has not failed outright.
    private static final int TOO_SOON = 50;

    /// Less error than this share of guessing's means there is nothing left to learn.
    private static final double FITTED = 0.05;

    /// The part of the error that undoing a cause has to take away for that cause to explain it.
    private static final double EXPLAINS = 0.5;

    private Judge() {}

    public static Verdict judge(Evidence e) {
        if (e.stop().isEmpty() && e.history().size() < Math.min(TOO_SOON, e.steps())) {
            return new Verdict.TooSoon(e.history().size() + " steps are too few to say; " + TOO_SOON + " are needed");
        }
        List<Detector> all = DetectorList.all();
        Round round = new Round(e);
        round.examine(all.stream().filter(d -> !d.lastResort()).toList());
        List<Detector> last = all.stream().filter(Detector::lastResort).toList();
        if (round.explained()) last.forEach(d -> round.others.add(d.cause() + " (not needed to explain it)"));
        else round.examine(last);
        return round.found.isEmpty() ? healthy(e, round.ruledOut()) : new Verdict.Unwell(round.ranked());
    }

    /// What has been found so far.
    private static final class Round {
        private final Evidence evidence;
        private final List<Odds.Contender> contenders = new ArrayList<>();
        private final List<Finding.Found> found = new ArrayList<>();
        private final List<String> suspected = new ArrayList<>(), others = new ArrayList<>();

        Round(Evidence evidence) {
            this.evidence = evidence;
        }

        /// Asks some detectors, after all trainings that they will ask for were made side by side.
        void examine(List<Detector> detectors) {
            Set<Remedy> tried = new LinkedHashSet<>();
            for (Detector d : detectors) tried.addAll(d.trials(evidence));
            if (!tried.isEmpty()) evidence.experiments().prepare(tried);
            for (Detector d : detectors) {
                switch (d.examine(evidence)) {
                    case Finding.RuledOut r -> (r.suspected() ? suspected : others).add(r.reason());
                    case Finding.Found f -> add(d, f);
                }
            }
        }

        private void add(Detector d, Finding.Found f) {
            List<Remedy> decisive = d.decisive(evidence);
            double gain =
                    decisive.isEmpty() ? Double.NaN : evidence.experiments().gain(decisive);
            found.add(f);
            contenders.add(new Odds.Contender(d.cause(), f.confidence(), gain, f.severity() == Finding.Severity.ILL));
        }

        /// Whether undoing one of the causes takes most of the error away, or a cause was found for
        /// which there is nothing to try.
        boolean explained() {
            double left = Math.min(1, evidence.left());
            return contenders.stream().anyMatch(c -> c.ill() && (Double.isNaN(c.gain()) || c.gain() > EXPLAINS * left));
        }

        /// What was ruled out, first what something spoke for.
        List<String> ruledOut() {
            List<String> all = new ArrayList<>(suspected);
            all.addAll(others);
            return all;
        }

        /// The most probable first; among equals the one that is considered first, since it
        /// explains those behind it.
        List<Diagnosis> ranked() {
            double[] sure = Odds.fitted().probabilities(contenders);
            List<Diagnosis> ranked = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                Odds.Contender c = contenders.get(i);
                ranked.add(new Diagnosis(c.cause(), found.get(i), c.gain(), sure[i], ruledOut()));
            }
            ranked.sort(Comparator.comparingDouble(d -> -d.sure()));
            return ranked;
        }
    }

    private static Verdict healthy(Evidence e, List<String> ruledOut) {
        List<Finding.Measure> evidence = List.of(
                new Finding.Measure(
                        "error left on training data",
                        Figure.percent(e.left()),
                        "of guessing's",
                        "step " + e.last().step()),
                new Finding.Measure(
                        "signal kept per layer",
                        Figure.of(e.last().keptPerLayer()),
                        "about 1",
                        "step " + e.last().step()),
                new Finding.Measure(
                        "held-out metric",
                        Figure.percent(e.score().testMetric()),
                        "",
                        "step " + e.score().step()),
                new Finding.Measure(
                        "loss, at the end",
                        Figure.of(e.finalLoss()),
                        "below " + Figure.of(e.constantLoss()),
                        "step " + e.history().size()));
        return new Verdict.Healthy(e.left() < FITTED ? "fitted" : "none", e.left(), evidence, ruledOut);
    }
}
