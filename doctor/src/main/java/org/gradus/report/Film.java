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
/// @param values the numbers
record Film(List<String> layers, List<Long> steps, Values values) {
    /// A number by frame and layer. A picture asks for those that it draws.
    interface Values {
        double at(int frame, int layer);
    }

    /// The steps at the start that are never thinned, and how many columns there are at most.
    static final int WHOLE = 64, COLUMNS = 200;

    Film {
        layers = List.copyOf(layers);
        steps = List.copyOf(steps);
    }

    /// A field of every layer, as it was recorded.
    static Film of(History history, Field field) {
        List<Long> steps =
                IntStream.range(0, history.size()).mapToObj(history::step).toList();
        return new Film(history.layers(), steps, (frame, layer) -> history.get(field, frame, layer));
    }

    double at(int frame, int layer) {
        return values.at(frame, layer);
    }

    /// The number at the last step.
    double end(int layer) {
        return at(steps.size() - 1, layer);
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
