package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.clinic.Tested;
import org.gradus.data.Dataset;
import org.gradus.data.Task;
import org.gradus.detect.Gain;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Lsuv;
import org.gradus.optim.Adam;
import org.gradus.optim.Momentum;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.AddDecay;
import org.gradus.remedy.AddDropout;
import org.gradus.remedy.AddHidden;
import org.gradus.remedy.FewerEpochs;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.LessDropout;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.Shrink;
import org.gradus.remedy.StandardizeInputs;
import org.gradus.remedy.StandardizeTargets;
import org.gradus.remedy.Subject;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapBatch;
import org.gradus.remedy.SwapInit;
import org.gradus.remedy.SwapOptimizer;
import org.gradus.remedy.Widen;

/// Says whether a network is sound, apart from the doctor: by full trainings with other seeds, on
/// fresh samples of the same law, over a fixed list of changes.
///
/// A change is first tried with one seed; one that seems to help, with five. A network is unsound
/// when some change gains [#WORTH] of guessing's error or more, and surely something: with 99 %,
/// corrected for the number of changes (Bonferroni). Where a change gains that much in the mean but
/// not surely, nobody knows, and the network is not used either.
final class Soundness {
    /// A gain that a sound network leaves to nobody.
    static final double WORTH = 0.05;

    /// A gain with the first seed from which on the others are asked.
    private static final double SEEMS = 0.03;

    private static final int SEEDS = 5;

    /// What lies between the seeds of soundness and those of recipes.
    private static final long STRIDE = 7919;

    /// How many changes are tried.
    static final int CHANGES = changes(new Task.Regression(1)).size();

    private Soundness() {}

    /// The changes, in every respect in which a practitioner would change a recipe.
    static List<Remedy> changes(Task task) {
        return List.of(
                new Widen(4),
                new Shrink(4),
                new AddHidden(32),
                new AddBatchNorm(),
                new SwapActivation(new Relu(), new HeNormal()),
                new SwapActivation(new Tanh(), new GlorotUniform()),
                new SwapInit(new HeNormal(), false),
                new SwapInit(Lsuv.of(), false),
                new ScaleRate(10),
                new ScaleRate(3),
                new ScaleRate(1.0 / 3),
                new ScaleRate(0.1),
                new SwapOptimizer(Adam.of(0.003)),
                new SwapOptimizer(Adam.of(0.01)),
                new SwapOptimizer(Momentum.of(0.03)),
                new SwapBatch(16),
                new SwapBatch(128),
                new StandardizeInputs(),
                new StandardizeTargets(),
                new FixOutput(task),
                new AddDropout(0.3),
                new LessDropout(0),
                new AddDecay(0.3),
                new LessDecay(),
                new MoreEpochs(4),
                new FewerEpochs(4));
    }

    /// What was found out about a network.
    ///
    /// @param unsound the change that helps, if one does
    /// @param unsure whether that is not sure
    /// @param error on fresh samples as it is, relative to guessing
    record Ruling(Optional<String> unsound, boolean unsure, double error) {}

    static Ruling of(Drawn drawn) {
        Case judged = drawn.judged();
        Series own = new Series(judged.recipe(), judged.data(), DataFacts.of(judged.data()));
        double error = Gain.mean(own.errors(0));
        Optional<String> unsure = Optional.empty();
        for (Remedy change : changes(judged.data().task())) {
            Optional<Series> changed = change.apply(Subject.of(judged.recipe(), judged.data()))
                    .map(recipe -> new Series(recipe, change.data(judged.data()), own.facts(change, judged.data())));
            if (changed.isEmpty()) continue;
            Gain gain = gain(own, changed.get());
            if (gain.mean() >= WORTH && gain.low() > 0) return new Ruling(Optional.of(change.name()), false, error);
            if (gain.mean() >= WORTH) unsure = Optional.of(change.name());
        }
        return new Ruling(unsure, unsure.isPresent(), error);
    }

    private static Gain gain(Series own, Series changed) {
        double first = Gain.scaled(Gain.mean(own.errors(0))) - Gain.scaled(Gain.mean(changed.errors(0)));
        if (first < SEEMS) return new Gain(first, Double.NEGATIVE_INFINITY);
        List<double[]> before = new ArrayList<>(), after = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            before.add(own.errors(seed));
            after.add(changed.errors(seed));
        }
        return Gain.corrected(before, after);
    }

    /// Full trainings of one recipe, with one seed after another.
    private static final class Series {
        private final Recipe recipe;
        private final Dataset data;
        private final DataFacts facts;
        private final List<double[]> errors = new ArrayList<>();

        Series(Recipe recipe, Dataset data, DataFacts facts) {
            this.recipe = recipe;
            this.data = data;
            this.facts = facts;
        }

        /// What errors of a changed network are held against: quantities may be rescaled.
        DataFacts facts(Remedy change, Dataset judged) {
            return judged.task() instanceof Task.Classification ? facts : DataFacts.of(change.data(judged));
        }

        double[] errors(int seed) {
            while (errors.size() <= seed) errors.add(train(errors.size()));
            return errors.get(seed);
        }

        private double[] train(int seed) {
            Recipe own = recipe.withSeed(recipe.seed() + STRIDE * (seed + 1));
            return Tested.train(own, data, t -> facts.relative(data.test(), t.errors(data.test())))
                    .orElseGet(() -> facts.worst(data.test()));
        }
    }

    /// The mean error of a network on fresh samples over some seeds, relative to guessing.
    static double error(Case judged, int seeds) {
        Series own = new Series(judged.recipe(), judged.data(), DataFacts.of(judged.data()));
        double sum = 0;
        for (int seed = 0; seed < seeds; seed++) sum += Gain.mean(own.errors(seed));
        return sum / seeds;
    }
}
