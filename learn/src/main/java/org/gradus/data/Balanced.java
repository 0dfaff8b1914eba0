package org.gradus.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.tensor.Tensor;

/// Another source in whose training part every class is as frequent as the largest: samples of
/// the others are repeated, in order, as often as it takes. Held-out samples stay as they are, and
/// so do quantities.
///
/// Of several yes-or-no questions each sample is repeated for the rarest of its answers: as often as
/// all samples together have that answer once, beside the sample that is repeated least. Questions
/// whose rare answers come in different samples cannot all be balanced at once, but each comes nearer
/// to it (random oversampling by label: Charte, Rivera, del Jesus, Herrera 2015).
///
/// @param source where the samples come from
public record Balanced(Source source) implements Source.BuiltIn {
    public static List<Source> examples() {
        return List.of(new Balanced(new Regression(200, 5, 2, 0.1, 1, 0.8, 1, false, Scale.FALSE)));
    }

    @Override
    public Source balanced() {
        return this;
    }

    @Override
    public Dataset load(Path folder) {
        return of(source.load(folder));
    }

    /// Some data with their training part balanced.
    public static Dataset of(Dataset data) {
        Samples train = data.train();
        return switch (data.task()) {
            case Task.Classification(int classes) -> with(data, rows(train.targets(), classes));
            case Task.MultiLabel(int outputs) -> with(data, repeated(times(train.targets(), outputs)));
            case Task.Regression _ -> data;
        };
    }

    private static Dataset with(Dataset data, int[] rows) {
        return data.with(data.train().rows(rows), data.test());
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

    /// How often each sample is there: in proportion to 1 / (share of the rarest of its answers), and the least once.
    private static int[] times(Tensor answers, int outputs) {
        int n = answers.shape().dim(0);
        double[] yes = new double[outputs], weights = new double[n];
        for (int i = 0; i < answers.size(); i++) yes[i % outputs] += answers.get(i);
        for (int i = 0; i < answers.size(); i++) {
            double same = answers.get(i) == 1 ? yes[i % outputs] : n - yes[i % outputs];
            weights[i / outputs] = Math.max(weights[i / outputs], n / same);
        }
        double least = Arrays.stream(weights).min().orElse(1);
        return Arrays.stream(weights).mapToInt(w -> (int) Math.round(w / least)).toArray();
    }

    /// Each row so many times, in rounds: all, then those that come twice, and so on.
    private static int[] repeated(int[] times) {
        int most = Arrays.stream(times).max().orElse(0);
        return IntStream.range(0, most)
                .flatMap(round -> IntStream.range(0, times.length).filter(row -> times[row] > round))
                .toArray();
    }
}
