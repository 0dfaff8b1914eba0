package org.gradus.exam;

import static org.gradus.exam.Family.between;
import static org.gradus.exam.Family.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.gradus.data.Source;
import org.gradus.data.Subset;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.name.Settings;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;

/// Draws networks on data as people have them: classes that overlap, targets under noise, few rows,
/// untidy columns; with trainings that are short, right or long. Whether they are sound is for
/// [Soundness] to say.
///
/// @param family the one on which the doctor may be tuned, or the other, which has other sizes,
///     activations and optimizers
record NoisyWorld(Family family) {
    /// Steps of a training: brief, right, long.
    private static final List<Integer> STEPS = List.of(150, 400, 1000);

    /// Fewer rows than this ask for a small network.
    private static final int FEW = 300;

    /// How often a part is drawn that not every recipe has.
    private static final double SOMETIMES = 0.3;

    /// A network of a group.
    Drawn draw(Group group, SplittableRandom r) {
        NoisyData data = NoisyData.of(family, group, r);
        Optimizer optimizer = optimizer(r);
        boolean regularised = data.training() < FEW || r.nextDouble() < SOMETIMES;
        Head head = group == Group.HEADS ? pick(r, Head.fitting(data.task())) : Head.usual(data.task());
        List<Layer> model = model(data, head, regularised && r.nextBoolean(), r);
        Optimizer own = regularised ? decayed(optimizer, r) : optimizer;
        return new Drawn(recipe(data, model, head.loss(), own, pick(r, STEPS), r));
    }

    /// A network into which a fault may be planted: dense layers alone, and the usual output.
    Drawn plain(Set<Need> needs, SplittableRandom r) {
        Group group = pick(r, List.of(Group.values()));
        NoisyData data = NoisyData.of(family, needs.contains(Need.CURVED) ? Group.CLEAN : group, r);
        Head head = Head.usual(data.task());
        int steps = needs.contains(Need.BRIEF) ? STEPS.getFirst() : pick(r, STEPS);
        Recipe recipe = recipe(data, model(data, head, false, r), head.loss(), optimizer(r), steps, r);
        return new Drawn(needs.contains(Need.NARROW) ? Plants.narrow(recipe, r) : recipe);
    }

    private Recipe recipe(
            NoisyData data, List<Layer> model, Loss loss, Optimizer optimizer, int steps, SplittableRandom r) {
        int batch = Math.min(data.training() / 2, pick(r, family.batches()));
        int epochs = Math.max(2, steps * batch / data.training());
        int heldOut = Math.max(20, data.training() / 4);
        Source own = new Subset(data.source(), data.training(), heldOut);
        return new Recipe(
                "drawn",
                own,
                model,
                loss,
                optimizer,
                ConstantRate.of(),
                Optional.empty(),
                batch,
                epochs,
                1 + r.nextInt(100_000),
                1);
    }

    private Optimizer optimizer(SplittableRandom r) {
        Optimizer usual = pick(r, family.optimizers());
        return usual.withRate(usual.rate() * between(r, 0.5, 1.5));
    }

    private static Optimizer decayed(Optimizer optimizer, SplittableRandom r) {
        boolean decays = Settings.number(optimizer, "weight_decay").isPresent();
        return decays ? optimizer.withDecay(between(r, 0.01, 0.3)).orElseThrow() : optimizer;
    }

    private List<Layer> model(NoisyData data, Head head, boolean dropout, SplittableRandom r) {
        Family.Curve curve = pick(r, family.curves());
        int depth = 1 + r.nextInt(family == Family.TRAIN ? 3 : 4);
        int most = data.training() < FEW ? 16 : family == Family.TRAIN ? 64 : 96;
        int width = (int) between(r, data.training() < FEW ? 4 : 8, most);
        List<Layer> model = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            model.add(Dense.of(width, curve.activation(), curve.init()));
            if (dropout) model.add(new Dropout(0.1 + 0.2 * r.nextDouble()));
        }
        model.add(head.layer());
        return model;
    }
}
