package org.gradus.clinic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Task;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;

/// The training samples, cut into parts of which each is held back once, to see what a change does
/// to samples that training does not see (cross-validation: Stone 1974). The held-out part of the data stays out of it:
/// what decides nothing can be trusted in the end.
///
/// @param parts the data of each training: the other parts to train on, the own one as the held-out
///     part
/// @param facts what the samples trained on look like, part by part
/// @param samples how many there are in all
record Folds(List<Dataset> parts, List<DataFacts> facts, int samples) {
    static final int PARTS = 5;

    private static final int STREAM = -17;

    /// Fewer samples than this in a part tell too little alone; then all parts are asked at once.
    private static final int FEW = 40;

    Folds {
        parts = List.copyOf(parts);
        facts = List.copyOf(facts);
    }

    /// Some data, cut by a seed of their own.
    static Folds of(Dataset data) {
        Samples train = data.train();
        int n = train.count(), parts = Math.min(PARTS, n);
        int[] random = Philox.permutation(n, 0, STREAM, 0), part = parts(data, random, parts);
        List<Dataset> folds = new ArrayList<>();
        for (int k = 0; k < parts; k++) {
            int own = k;
            int[] held = Arrays.stream(random).filter(i -> part[i] == own).toArray(),
                    others = Arrays.stream(random).filter(i -> part[i] != own).toArray();
            // one or two samples: nothing can be held back from a training that may itself hold one out to stop by
            int[] rest = others.length < 2 ? random : others;
            folds.add(data.with(train.rows(rest), train.rows(held)));
        }
        return new Folds(folds, folds.stream().map(DataFacts::of).toList(), n);
    }

    /// The part that each sample is held back in: samples take turns in a random order, class by class,
    /// so that each part gets its share of every class.
    private static int[] parts(Dataset data, int[] random, int parts) {
        Samples train = data.train();
        boolean classes = data.task() instanceof Task.Classification;
        int[] part = new int[random.length];
        List<Integer> order = Arrays.stream(random)
                .boxed()
                .sorted(Comparator.comparingInt(i -> classes ? train.targets().getInt(i) : 0))
                .toList();
        for (int i = 0; i < part.length; i++) part[order.get(i)] = i % parts;
        return part;
    }

    /// The data that the n-th training gets; after the last part comes the first.
    Dataset of(int training) {
        return parts.get(training % parts.size());
    }

    /// The steps that a recipe asks for on all samples: those held back make an epoch shorter, not
    /// the training.
    ///
    /// @param data what was made of a part
    long steps(Recipe asked, Dataset data) {
        double share = (double) parts.getFirst().train().count() / samples;
        return asked.steps((int) Math.round(data.train().count() / share));
    }

    /// A recipe with as many epochs on a part as make up for the samples held back.
    Recipe whole(Recipe asked, Dataset data) {
        int perEpoch = asked.stepsPerEpoch(data.train().count());
        return asked.withEpochs(
                Math.clamp(Math.ceilDiv(steps(asked, data), perEpoch), asked.epochs(), Integer.MAX_VALUE));
    }

    /// What errors are held against on the data that a remedy made of a part: what guessing gets
    /// wrong. Quantities may have been rescaled; classes and answers are held against how frequent they
    /// were.
    DataFacts facts(int training, Dataset treated) {
        return treated.task() instanceof Task.Regression ? DataFacts.of(treated) : facts.get(training % parts.size());
    }

    /// Whether one part alone tells next to nothing.
    boolean small() {
        return parts.getFirst().test().count() < FEW;
    }
}
