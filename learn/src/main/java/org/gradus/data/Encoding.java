package org.gradus.data;

import java.util.ArrayList;
import java.util.List;

/// How the samples of a data set were made from what people have: what a model needs, beside its weights, to be used
/// on rows that nobody prepared and to give its answers in their words and units.
///
/// @param inputs the rescalings of a sample's numbers, in the order in which they were made
/// @param targets those of regression targets
/// @param columns what the columns of inputs are called; none where they have no names
/// @param answers what the classes, the questions or the quantities are called, in the order of the targets; none
///     where they have no names
public record Encoding(List<Rescaling> inputs, List<Rescaling> targets, List<String> columns, List<String> answers) {
    /// Samples as people have them, without names.
    public static final Encoding NONE = new Encoding(List.of(), List.of(), List.of(), List.of());

    public Encoding {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        columns = List.copyOf(columns);
        answers = List.copyOf(answers);
    }

    /// Names alone.
    static Encoding named(List<String> columns, List<String> answers) {
        return new Encoding(List.of(), List.of(), columns, answers);
    }

    /// The same with inputs rescaled once more.
    Encoding thenInputs(Rescaling rescaling) {
        return new Encoding(with(inputs, rescaling), targets, columns, answers);
    }

    /// The same with regression targets rescaled once more.
    Encoding thenTargets(Rescaling rescaling) {
        return new Encoding(inputs, with(targets, rescaling), columns, answers);
    }

    /// The same without what was known of the inputs: they were made anew.
    Encoding withoutInputs() {
        return new Encoding(List.of(), targets, List.of(), answers);
    }

    /// The same with targets that are no longer quantities.
    Encoding withoutTargets() {
        return new Encoding(inputs, List.of(), columns, answers);
    }

    private static List<Rescaling> with(List<Rescaling> all, Rescaling last) {
        List<Rescaling> more = new ArrayList<>(all);
        more.add(last);
        return more;
    }

    /// A number of a sample's column as the network is to see it.
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
