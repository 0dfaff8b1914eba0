package org.gradus.clinic;

import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments.Special;
import org.gradus.detect.Figure;
import org.gradus.detect.Gain;

/// Says what would help a network that nothing else helps: better inputs, or more samples, by the
/// learning curve over a quarter, half and all of them.
final class DataLimit {
    /// The gain of twice as many samples for which it is worth looking for more.
    private static final double WORTH = Gain.WORTH / 2;

    private DataLimit() {}

    static String sentence(Evidence e) {
        double quarter = e.experiments().special(Special.QUARTER).unseen(),
                half = e.experiments().special(Special.HALF).unseen(),
                all = e.experiments().control().unseen();
        Gain doubled = e.experiments().special(Special.HALF).gain();
        return unlucky(e)
                + "On unseen samples " + Figure.percent(all)
                + " of guessing's error is left, and no change we tried surely takes away 10 points of that; "
                + wanted(doubled) + " (it was " + Figure.percent(quarter)
                + " with a quarter of the samples, " + Figure.percent(half) + " with half of them).";
    }

    /// What is said when the same recipe does much better on parts of the samples, with less to learn
    /// from.
    private static String unlucky(Evidence e) {
        double others = e.experiments().control().left();
        return e.left() > others + Gain.WORTH
                ? "This training was unlucky: " + Figure.percent(e.left())
                        + " of the error of guessing is left, and on " + "average " + Figure.percent(others)
                        + " when the same recipe is trained on parts of the samples. "
                : "";
    }

    /// What would lower it.
    ///
    /// @param doubled what twice as many samples have gained so far
    private static String wanted(Gain doubled) {
        if (doubled.helps(WORTH)) return "more samples would";
        return "better inputs would, more samples " + (doubled.high() < WORTH ? "hardly" : "perhaps");
    }
}
