package org.gradus.clinic;

import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments.Special;
import org.gradus.detect.Figure;
import org.gradus.detect.Gain;

/// Says what would help a network that nothing else helps: better inputs, or more samples, by the
/// learning curve over a quarter, half and all of them.
final class DataLimit {
    private DataLimit() {}

    static String sentence(Evidence e) {
        double quarter = e.experiments().special(Special.QUARTER).unseen(),
                half = e.experiments().special(Special.HALF).unseen(),
                all = e.experiments().control().unseen();
        Gain doubled = e.experiments().special(Special.HALF).gain();
        boolean more = doubled.helps(Gain.WORTH / 2);
        return "No change we tried lowers the error on unseen samples, " + Figure.percent(all) + " of guessing's; "
                + (more ? "more samples would" : "better inputs would, more samples hardly")
                + " (it was " + Figure.percent(quarter) + " with a quarter of the samples, " + Figure.percent(half)
                + " with half of them).";
    }
}
