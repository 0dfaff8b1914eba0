package org.gradus.detect;

import java.util.Optional;
import org.gradus.detect.Finding.Measure;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// What speaks against a cause that was found: measurements that would be otherwise if the cause
/// were all that is wrong. Nothing is measured or trained for them.
final class Doubts {
    /// Of its size in a step: the least change of a weight that is within a factor of ten of the
    /// usual 1e-3.
    private static final double MOVES = 1e-4;

    /// The largest that is of the usual size still.
    private static final double USUAL = 3e-3;

    private Doubts() {}

    private static Optional<Measure> when(boolean holds, String what, String value, String expected, String since) {
        return holds ? Optional.of(new Measure(what, value, expected, since)) : Optional.empty();
    }

    private static Optional<Measure> signal(boolean holds, double reach, String expected, long step) {
        return holds ? Optional.of(Words.signal(reach, expected, step)) : Optional.empty();
    }

    /// The network learned something all the same.
    static Optional<Measure> learned(Evidence e) {
        return when(
                e.left() < Thresholds.NOTHING_LEARNED,
                "error left on training data",
                Figure.percent(e.left()),
                "100 %, if nothing got through",
                atEnd(e));
    }

    /// The loss has not come to rest.
    static Optional<Measure> falling(Evidence e) {
        return when(
                e.falling() > Thresholds.RESTS,
                "loss, last quarter of the steps",
                Figure.percent(e.falling()) + " lower",
                "no lower, if all was learned",
                atEnd(e));
    }

    /// A lower rate helps too. Asked only of trainings that [LrTooHigh] wants anyway.
    static Optional<Measure> lowerRate(Evidence e) {
        LrTooHigh rate = new LrTooHigh();
        Gain gain = e.experiments()
                .gain(rate.trials(e).stream().filter(rate.decisive(e)::contains).toList());
        return when(
                gain.helps(),
                "error, with a lower rate",
                Figure.percent(gain.mean()) + " less",
                "no less, if the rate were sound",
                "short trial");
    }

    /// Much error is left even when the cause is undone.
    ///
    /// @param how how it was undone, such as `with wider layers`
    /// @param gain the error less
    static Optional<Measure> remains(Evidence e, String how, double gain) {
        double left = Math.min(1, e.experiments().control().unseen()) - gain;
        return when(
                left > Thresholds.FITTED,
                "error left, " + how,
                Figure.percent(left),
                "near 0, if that were all",
                "short trial");
    }

    /// What layer 1 gets of the signal was better at the end.
    static Optional<Measure> recovered(Evidence e) {
        double reach = e.last().reach();
        long step = e.last().step();
        return signal(step > 0 && Thresholds.carries(reach), reach, "outside 0.1-10, if it lasted", step);
    }

    /// The signal arrives at layer 1 before the first step.
    static Optional<Measure> arrives(Evidence e) {
        double reach = e.first().reach();
        return signal(Thresholds.carries(reach), reach, "below 0.1, if units cut it off", 0);
    }

    /// The signal grows, short of an explosion, or fades, short of vanishing.
    static Optional<Measure> leans(Evidence e) {
        double reach = e.first().reach();
        return signal(reach > 3 || reach < 1.0 / 3, reach, "about 1, if only the rate is at fault", 0);
    }

    /// A layer is moved by steps of the usual size.
    static Optional<Measure> moves(Evidence e, int layer) {
        double update = e.history().size() == 0 ? 0 : e.history().last(Field.UPDATE, layer, Thresholds.LAST_UPDATES);
        return when(
                update >= MOVES && update <= Thresholds.VIOLENT,
                "step / weight, layer 1",
                Figure.of(update),
                "far below 1e-3, if nothing came",
                "last " + Thresholds.LAST_UPDATES + " steps");
    }

    /// The last steps are of the usual size in every layer.
    static Optional<Measure> usualSteps(Evidence e) {
        double largest = 0;
        History h = e.history();
        for (int l = 0; l < e.layers().size() && h.size() > 0; l++)
            largest = Math.max(largest, h.last(Field.UPDATE, l, Thresholds.LAST_UPDATES));
        return when(
                largest > 0 && largest <= USUAL,
                "step / weight, largest layer",
                Figure.of(largest),
                "far above 1e-3; that is usual",
                "last " + Thresholds.LAST_UPDATES + " steps");
    }

    private static String atEnd(Evidence e) {
        return "step " + e.history().made();
    }
}
