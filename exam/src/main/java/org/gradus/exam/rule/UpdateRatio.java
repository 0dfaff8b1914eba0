package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;

/// The rule of thumb of Deeplearning4j's training page (and of Karpathy's lecture notes, CS231n):
/// the mean size of a weight's change over that of the weight is about 1e-3; above 1e-2 or below
/// 1e-4 is a reason to worry.
///
/// A layer counts when it is out of bounds at more than half of the looks, since a reader of the
/// chart would not worry about one point.
public record UpdateRatio() implements Rule {
    private static final double LARGE = 1e-2, SMALL = 1e-4;

    @Override
    public String tool() {
        return "update ratio 1e-3";
    }

    @Override
    public List<Alarm> alarms(Course c) {
        List<Alarm> alarms = new ArrayList<>();
        if (mostly(c, true)) alarms.add(new Alarm(tool(), "update ratio high", "lr-too-high"));
        if (mostly(c, false)) alarms.add(new Alarm(tool(), "update ratio low", "lr-too-low"));
        return alarms;
    }

    private static boolean mostly(Course c, boolean large) {
        int layers = c.frames().getFirst().layers().size();
        for (int l = 0; l < layers; l++) {
            int layer = l;
            long out = c.frames().stream()
                    .map(f -> f.layers().get(layer))
                    .map(UpdateRatio::ratio)
                    .filter(r -> large ? r > LARGE : r < SMALL)
                    .count();
            if (2 * out > c.frames().size()) return true;
        }
        return false;
    }

    private static double ratio(Course.Layer l) {
        return l.change().size() / l.weight().size();
    }
}
