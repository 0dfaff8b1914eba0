package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// One number of every layer at every step.
///
/// @param layers their names, input side first
/// @param steps the number of each step
/// @param values by step, then by layer: `[steps × layers]`
record Film(List<String> layers, List<Long> steps, List<List<Double>> values) {
    /// The steps at the start that are never thinned, and how many columns there are at most.
    static final int WHOLE = 64, COLUMNS = 200;

    Film {
        layers = List.copyOf(layers);
        steps = List.copyOf(steps);
        values = values.stream().map(List::copyOf).toList();
    }

    /// A field of every layer, as it was recorded.
    static Film of(History history, Field field) {
        List<Long> steps =
                IntStream.range(0, history.size()).mapToObj(history::step).toList();
        List<List<Double>> values = IntStream.range(0, history.size())
                .mapToObj(frame -> IntStream.range(0, history.layers().size())
                        .mapToObj(layer -> history.get(field, frame, layer))
                        .toList())
                .toList();
        return new Film(history.layers(), steps, values);
    }

    double at(int frame, int layer) {
        return values.get(frame).get(layer);
    }

    /// The number at the last step.
    double end(int layer) {
        return values.getLast().get(layer);
    }

    List<Integer> columns() {
        return columns(steps.size());
    }

    /// The frames that are drawn: the first ones all, then the last of each of some equal parts.
    static List<Integer> columns(int frames) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < Math.min(frames, COLUMNS); i++) {
            boolean thinned = frames > COLUMNS && i >= WHOLE;
            int parts = COLUMNS - WHOLE, rest = frames - WHOLE;
            columns.add(thinned ? WHOLE + (int) ((long) (i - WHOLE + 1) * rest / parts) - 1 : i);
        }
        return columns;
    }
}
