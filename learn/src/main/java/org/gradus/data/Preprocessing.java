package org.gradus.data;

import java.util.ArrayList;
import java.util.List;

/// How the samples of a data set were made from what people have: what a model needs, beside its weights, to
/// be used on rows that nobody prepared and to give its answers in their words and units.
///
/// @param layout the columns of the table that the samples come from
/// @param inputs the rescalings of a sample's numbers, in the order in which they were made
/// @param targets those of regression targets
/// @param answers what the classes, the questions or the quantities are called, in the order of the targets;
///     none where they have no names
public record Preprocessing(Layout layout, List<Rescaling> inputs, List<Rescaling> targets, List<String> answers) {
    /// Samples as people have them, without names.
    public static final Preprocessing NONE = new Preprocessing(Layout.NONE, List.of(), List.of(), List.of());

    public Preprocessing {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        answers = List.copyOf(answers);
    }

    /// A table and the names of answers.
    static Preprocessing of(Layout layout, List<String> answers) {
        return new Preprocessing(layout, List.of(), List.of(), answers);
    }

    /// The same of a table whose columns are known better.
    Preprocessing with(Layout layout) {
        return new Preprocessing(layout, inputs, targets, answers);
    }

    /// The same with inputs rescaled once more.
    Preprocessing thenInputs(Rescaling rescaling) {
        return new Preprocessing(layout, with(inputs, rescaling), targets, answers);
    }

    /// The same with regression targets rescaled once more.
    Preprocessing thenTargets(Rescaling rescaling) {
        return new Preprocessing(layout, inputs, with(targets, rescaling), answers);
    }

    /// The same without what was known of the inputs: they were made anew.
    Preprocessing withoutInputs() {
        return new Preprocessing(Layout.NONE, List.of(), targets, answers);
    }

    /// The same with targets that are no longer quantities.
    Preprocessing withoutTargets() {
        return new Preprocessing(layout, inputs, List.of(), answers);
    }

    private static List<Rescaling> with(List<Rescaling> all, Rescaling last) {
        List<Rescaling> more = new ArrayList<>(all);
        more.add(last);
        return more;
    }

    /// A number of a sample as the network is to see it.
    ///
    /// @param column which of the sample's numbers, from 0
    public float input(double x, int column) {
        double z = x;
        // by index: an iterator would be allocated for every number
        for (int i = 0; i < inputs.size(); i++) z = inputs.get(i).apply(z, column);
        return (float) z;
    }

    /// A quantity in the user's units, from the network's output.
    public double quantity(double z, int column) {
        double y = z;
        for (int i = targets.size() - 1; i >= 0; i--) y = targets.get(i).invert(y, column);
        return y;
    }
}
