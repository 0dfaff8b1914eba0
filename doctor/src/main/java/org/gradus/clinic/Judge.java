package org.gradus.clinic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradus.data.Task;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments.Special;
import org.gradus.detect.Figure;
import org.gradus.detect.Finding;
import org.gradus.detect.Gain;
import org.gradus.detect.Odds;
import org.gradus.detect.Symptom;
import org.gradus.detect.Thresholds;
import org.gradus.detect.Verdict;
import org.gradus.detect.Verdict.Answer;

/// Comes to a verdict: asks every detector, in the order in which causes are considered, and those
/// that are costly only when no other explains what is seen.
///
/// A detector of your own joins those that ship, where it is to be considered:
///
/// ```java
/// List<Detector> all = new ArrayList<>(DetectorList.all());
/// all.addFirst(new LeakyLabels());
/// Verdict verdict = new Judge(all).judge(evidence);
/// ```
public final class Judge {
    /// Fewer steps than this say nothing about a training that has not failed outright.
    private static final int TOO_SOON = 50;

    /// A held-out loss so many times a constant guess's comes from a few answers that are wrong and sure.
    private static final double TOO_SURE = 2;

    /// A cause is named only if it is likelier than not.
    static final double EVEN = 0.5;

    private final List<Detector> detectors;
    private final Odds odds;

    /// A judge who asks the detectors that ship.
    public Judge() {
        this(DetectorList.all());
    }

    /// @param detectors in the order in which their causes are considered: one that explains another comes
    ///     before it
    public Judge(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
        this.odds = Odds.fitted().with(detectors.stream().collect(Collectors.toMap(Detector::cause, Detector::prior)));
    }

    /// The detector of a cause.
    Detector detector(String cause) {
        return detectors.stream()
                .filter(d -> d.cause().equals(cause))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no detector for " + cause));
    }

    public Verdict judge(Evidence e) {
        if (e.stop().isEmpty() && e.history().made() < Math.min(TOO_SOON, e.steps())) {
            return new Verdict.TooSoon(e.history().made() + " steps are too few to say; " + TOO_SOON + " are needed");
        }
        Round round = new Round(detectors, e);
        round.examine();
        round.combine();
        if (round.explained()) round.passLastResorts();
        else round.lastly();
        round.lookBehind();
        List<Diagnosis> ranked = round.ranked(odds);
        if (ranked.isEmpty()) return healthy(e, round);
        return ranked.getFirst().sure() >= EVEN
                ? new Verdict.Unwell(ranked, round.joint())
                : unproven(e, ranked, round.ruledOut());
    }

    /// The verdict on a training of which nothing is proven.
    static Verdict unproven(Evidence e, List<Diagnosis> seen, List<String> ruledOut) {
        Optional<Diagnosis> symptom = Symptom.of(e);
        String sentence = symptom.map(s -> s.finding().headline() + " Its cause is not proven.")
                .orElse(left(e) + "; what was suspected is not proven to be the cause.");
        return new Verdict.Unproven(symptom, seen, sentence, measures(e), ruledOut);
    }

    private static Verdict healthy(Evidence e, Round round) {
        Answer answer = answer(e, round);
        String left = left(e);
        String sentence = switch (answer) {
            case FITTED -> "The network has fitted its data; little error is left to learn from." + unseen(e, round);
            case LEARNED ->
                "No cause of trouble was found; the gradient does its work. " + left + "." + unseen(e, round);
            case DATA_LIMIT -> dataLimit(e);
            case UNLUCKY -> unlucky(e) + "Another seed may do better.";
            case TOO_FEW_SAMPLES -> left + "; there are too few samples to say whether a change would leave less.";
            case UNEXPLAINED -> left + ", and no cause for it was found.";
        };
        if (answer == Answer.UNEXPLAINED && Symptom.of(e).isPresent()) return unproven(e, List.of(), round.ruledOut());
        return new Verdict.Healthy(answer, e.left(), sentence + tooSure(e), measures(e), round.ruledOut());
    }

    /// What is said of answers that are right as often as can be, with a loss on unseen samples far above that of a
    /// constant guess: the few wrong ones are given with near certainty.
    private static String tooSure(Evidence e) {
        double loss = e.score().testLoss(), guess = e.constantLoss();
        if (e.facts().task() instanceof Task.Regression || e.scores().isEmpty() || !(loss > TOO_SURE * guess))
            return "";
        return " Where it errs it is far too sure of itself: its loss on unseen samples is " + Figure.fine(loss)
                + ", a constant guess's " + Figure.fine(guess) + ". Do not rely on its probabilities.";
    }

    /// What is left on samples that were not trained on, where it is more than on those that were: a network
    /// may learn its samples by heart, and nothing be known that does better.
    private static String unseen(Evidence e, Round round) {
        if (!(Gain.scaled(e.heldOutLeft()) - e.left() >= Gain.WORTH)) return "";
        return " On unseen samples " + Figure.percent(e.heldOutLeft()) + " is left"
                + (round.unsure()
                        ? "; there are too few samples to say whether a change would leave less there."
                        : ".");
    }

    /// What became of the error, as the beginning of a sentence.
    private static String left(Evidence e) {
        return e.stop().isPresent()
                ? "The training ended in a number that is not finite"
                : Figure.percent(e.left()) + " of the error of guessing is left";
    }

    private static Answer answer(Evidence e, Round round) {
        if (e.left() < Thresholds.FITTED) return Answer.FITTED;
        if (!e.poor()) return Answer.LEARNED;
        if (!round.searched() || e.stop().isPresent()) return Answer.UNEXPLAINED;
        if (round.unsure()) return Answer.TOO_FEW_SAMPLES;
        double others = e.experiments().control().unseen();
        boolean worse = Gain.scaled(e.heldOutLeft()) > Gain.scaled(others) + Gain.WORTH;
        return worse && !unlucky(e).isEmpty() ? Answer.UNLUCKY : Answer.DATA_LIMIT;
    }

    /// What would help a network that nothing else helps: better inputs, or more samples, by the learning
    /// curve over a quarter, half and all of them.
    private static String dataLimit(Evidence e) {
        double quarter = e.experiments().special(Special.QUARTER).unseen(),
                half = e.experiments().special(Special.HALF).unseen(),
                all = e.experiments().control().unseen();
        Gain doubled = e.experiments().special(Special.HALF).gain();
        String wanted = doubled.helps(Trial.WORTH)
                ? "more samples would"
                : "better inputs would, more samples " + (doubled.high() < Trial.WORTH ? "hardly" : "perhaps");
        return unlucky(e)
                + "On unseen samples " + Figure.percent(all)
                + " of guessing's error is left, and no change we tried surely takes away 10 points of that; "
                + wanted + " (it was " + Figure.percent(quarter)
                + " with a quarter of the samples, " + Figure.percent(half) + " with half of them).";
    }

    /// What is said when the same recipe does much better on parts of the samples, with less to learn
    /// from.
    private static String unlucky(Evidence e) {
        double others = e.experiments().control().left();
        return e.left() > others + Gain.WORTH
                ? "This training was unlucky: " + Figure.percent(e.left())
                        + " of the error of guessing is left, and on average " + Figure.percent(others)
                        + " when the same recipe is trained on parts of the samples. "
                : "";
    }

    private static List<Finding.Measure> measures(Evidence e) {
        return List.of(
                new Finding.Measure(
                        "error left on training data",
                        Figure.percent(e.left()),
                        "of guessing's",
                        "step " + e.last().step()),
                new Finding.Measure(
                        "error left on held-out data",
                        Figure.percent(e.heldOutLeft()),
                        "of guessing's",
                        "step " + e.score().step()),
                new Finding.Measure(
                        "signal kept per layer",
                        Figure.of(e.last().keptPerLayer()),
                        "about 1",
                        "step " + e.last().step()),
                new Finding.Measure(
                        "loss, at the end",
                        Figure.of(e.finalLoss()),
                        "below " + Figure.of(e.constantLoss()),
                        "step " + e.history().made()));
    }
}
