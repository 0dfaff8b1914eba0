package org.gradus.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradus.tensor.Tensor;

/// Another source in whose training part every class is as frequent as the largest: samples of
/// the others are repeated, in order, as often as it takes. Held-out samples stay as they are, and
/// so do data without classes.
///
/// @param source where the samples come from
public record Balanced(Source source) implements Source.BuiltIn {
    @Override
    public Dataset load(Path folder) {
        return of(source.load(folder));
    }

    /// Some data with their training part balanced.
    public static Dataset of(Dataset data) {
        if (!(data.task() instanceof Task.Classification(int classes))) return data;
        Samples train = data.train();
        int[] rows = rows(train.targets(), classes);
        return Dataset.of(data.name(), train.rows(rows), data.test(), data.task());
    }

    /// Rows of which each class that there is has as many; classes take turns.
    private static int[] rows(Tensor labels, int classes) {
        List<List<Integer>> members = new ArrayList<>();
        for (int k = 0; k < classes; k++) members.add(new ArrayList<>());
        for (int i = 0; i < labels.size(); i++) members.get(labels.getInt(i)).add(i);
        members.removeIf(List::isEmpty);
        int most = members.stream().mapToInt(List::size).max().orElse(0);
        int[] rows = new int[most * members.size()];
        for (int i = 0; i < rows.length; i++) {
            List<Integer> own = members.get(i % members.size());
            rows[i] = own.get(i / members.size() % own.size());
        }
        return rows;
    }
}
