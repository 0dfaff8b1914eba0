package org.gradus.report;

import java.util.Arrays;
import java.util.Optional;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The last steps of a training whose numbers are all finite: what a picture shows as its end.
///
/// @param from the first frame
/// @param to the frame after the last
record Recent(History history, int from, int to) {
    private static final int STEPS = 50;

    /// The last steps, at most [#STEPS]; where no step was finite, the very last.
    static Recent of(History history) {
        int to = history.size();
        while (to > 0 && !history.finite(to - 1)) to--;
        if (to == 0) return new Recent(history, history.size() - 1, history.size());
        int from = to;
        while (from > 0 && to - from < STEPS && history.finite(from - 1)) from--;
        return new Recent(history, from, to);
    }

    double mean(Field field, int layer) {
        double sum = 0;
        for (int frame = from; frame < to; frame++) sum += history.get(field, frame, layer);
        return sum / (to - from);
    }

    /// The range from the 10th to the 90th percentile; none where a value is not a number.
    Optional<DepthProfile.Band> range(Field field, int layer) {
        double[] values = new double[to - from];
        for (int i = 0; i < values.length; i++) values[i] = history.get(field, from + i, layer);
        if (Arrays.stream(values).anyMatch(v -> !Double.isFinite(v))) return Optional.empty();
        Arrays.sort(values);
        int tenth = (values.length - 1) / 10;
        return Optional.of(new DepthProfile.Band(values[tenth], values[values.length - 1 - tenth]));
    }

    /// Which steps these are, in words.
    String words() {
        int steps = to - from;
        long last = history.step(to - 1);
        if (to < history.size()) return "mean of " + steps + " steps up to step " + last;
        return steps == 1 ? "step " + last : "mean of the last " + steps + " steps";
    }
}
