package org.gradus.studio.lesson;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.draw.Markup;
import org.gradus.geometry.OptimizerList;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.studio.page.Controls;
import org.gradus.studio.web.Request;

/// A number that a reader sets on a scale.
///
/// @param name in the address
/// @param step between two marks of the scale
/// @param usual where the address says nothing
record Dial(String name, double low, double high, double step, double usual) {
    /// The value in an address.
    ///
    /// @throws InputException when it is no number of the scale
    double of(Request request) {
        String text = request.value(name);
        if (text.isEmpty()) return usual;
        double value = OptimizerList.number(name, text);
        if (value >= low && value <= high) return value;
        throw new InputException(name + ": expected a number from " + shown(low) + " to " + shown(high) + ", found "
                + Shown.brief(text));
    }

    /// The same as a whole number.
    int whole(Request request) {
        double value = of(request);
        if (value == Math.rint(value)) return (int) value;
        throw new InputException(name + ": expected a whole number, found " + Shown.brief(request.value(name)));
    }

    /// Writes it with its label.
    void write(Markup out, String label, double value) {
        new Controls(out).range(name, label, low, high, step, shown(value));
    }

    /// The marks of the scale, from low to high.
    List<Double> marks() {
        return IntStream.rangeClosed(0, (int) Math.rint((high - low) / step))
                .mapToObj(i -> Math.rint((low + i * step) / step) * step)
                .map(v -> Math.rint(v * 1e6) / 1e6)
                .collect(Collectors.toList());
    }

    static String shown(double value) {
        return OptimizerList.plain(value);
    }

    static void hidden(Markup out, String name, String value) {
        out.leaf("input", "type", "hidden", "name", name, "value", value);
    }
}
