package org.gradus.exam;

import static org.gradus.exam.Plants.between;
import static org.gradus.exam.Plants.classes;
import static org.gradus.exam.Plants.corrupted;
import static org.gradus.exam.Plants.dense;
import static org.gradus.exam.Plants.dropped;
import static org.gradus.exam.Plants.hidden;
import static org.gradus.exam.Plants.rate;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gradus.activation.Sigmoid;
import org.gradus.data.Corrupted;
import org.gradus.data.Corrupted.Answers;
import org.gradus.data.Messy;
import org.gradus.layer.Dense;
import org.gradus.loss.Mse;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.NormClip;
import org.gradus.optim.Sgd;
import org.gradus.optim.ValueClip;

/// Faults of how a network is trained, and on what.
final class TrainingFaults {
    private TrainingFaults() {}

    static Stream<Fault> all() {
        return Stream.of(rates(), optimizers(), batches(), inputs(), answers()).flatMap(List::stream);
    }

    /// Faults of the learning rate and what scales it.
    private static List<Fault> rates() {
        return List.of(
                new Fault("lr-too-low", (c, r) -> rate(c, between(r, 1e-5, 2e-3))),
                new Fault("lr-too-high", (c, r) -> rate(c, between(r, 30, 3000))),
                new Fault("lost-update", (c, r) -> rate(c, between(r, 1e-10, 1e-9))));
    }

    /// Faults of the optimizer.
    private static List<Fault> optimizers() {
        return List.of(
                new Fault(
                        "clipping",
                        (c, r) -> c.with(c.recipe()
                                .withClip(
                                        r.nextBoolean()
                                                ? new NormClip(between(r, 1e-4, 1e-2))
                                                : new ValueClip(between(r, 1e-6, 1e-4)))
                                .withOptimizer(Sgd.of(0.1)))),
                new Fault(
                        "adam-epsilon",
                        (c, r) -> c.with(c.recipe().withOptimizer(new Adam(0.003, 0.9, 0.999, between(r, 1, 100))))),
                new Fault(
                        "weight-decay",
                        (c, r) -> c.with(
                                c.recipe().withOptimizer(new AdamW(0.003, between(r, 10, 100), 0.9, 0.999, 1e-8)))),
                new Fault("over-regularised", (c, r) -> {
                    Case dropped = dropped(c, 0.9);
                    return dropped.with(
                            dropped.recipe().withOptimizer(new AdamW(0.003, between(r, 15, 60), 0.9, 0.999, 1e-8)));
                }),
                new Fault(
                        "underflow",
                        (c, r) -> c.with(c.recipe()
                                .withLossScale(between(r, 1e-44, 1e-40))
                                .withOptimizer(Adam.of(0.003)))),
                // gradients beyond the largest number of 32 bits
                new Fault("nan", (c, r) -> c.with(c.recipe().withLossScale(between(r, 1e39, 1e42)))));
    }

    /// Too few steps, or too noisy ones.
    private static List<Fault> batches() {
        return List.of(
                new Fault(
                        "batch-size",
                        Set.of(Need.PLAIN),
                        (c, r) -> c.with(
                                c.recipe().withBatch(c.data().train().count()).withEpochs(6 + r.nextInt(10)))),
                new Fault(
                        "batch-noise",
                        (c, r) -> c.with(c.recipe()
                                .withBatch(1 + r.nextInt(2))
                                .withEpochs(1)
                                .withOptimizer(Sgd.of(between(r, 0.2, 0.5))))),
                new Fault(
                        "too-few-epochs",
                        (c, r) -> c.with(c.recipe()
                                .withEpochs(1)
                                .withBatch(c.data().train().count() / (8 + r.nextInt(12)))
                                .withOptimizer(Sgd.of(0.03)))));
    }

    /// Faults of the samples.
    private static List<Fault> inputs() {
        return List.of(
                // wrong labels, and all it takes to learn them by heart
                new Fault("overfitting", Set.of(Need.CLASSES), (c, r) -> {
                    Case wide = dense(
                            c, (d, _) -> hidden(d) ? Dense.of(Math.max(96, d.units()), d.activation(), d.init()) : d);
                    double flipped = between(r, 0.15, 0.3);
                    return wide.with(wide.recipe()
                            .withData(new Messy(c.recipe().data(), flipped, 0, 0, 0, 0, r.nextInt(1000)))
                            .withOptimizer(Adam.of(0.003))
                            .withEpochs(Math.max(60, 3 * c.recipe().epochs())));
                }),
                new Fault("input-scale", Set.of(Need.PLAIN), (c, r) -> {
                    double factor = r.nextBoolean() ? between(r, 30, 1000) : between(r, 1e-4, 1e-2);
                    return corrupted(c, new Corrupted(c.recipe().data(), Answers.TRUE, factor, 1, 1, 1));
                }),
                new Fault("target-scale", Set.of(Need.QUANTITIES), (c, r) -> {
                    double factor = between(r, 200, 10_000);
                    return corrupted(c, new Corrupted(c.recipe().data(), Answers.TRUE, 1, factor, 1, 1));
                }));
    }

    /// Faults of the answers, and of how they are asked for.
    private static List<Fault> answers() {
        return List.of(
                new Fault(
                        "no-signal",
                        (c, r) -> corrupted(
                                c, new Corrupted(c.recipe().data(), Answers.SHUFFLED, 1, 1, 1, r.nextInt(1000)))),
                new Fault(
                        "labels",
                        Set.of(Need.CLASSES),
                        (c, _) -> corrupted(c, new Corrupted(c.recipe().data(), Answers.CONSTANT, 1, 1, 1, 1))),
                new Fault(
                        "class-imbalance",
                        Set.of(Need.CURVED),
                        (c, r) -> corrupted(
                                c, new Corrupted(c.recipe().data(), Answers.TRUE, 1, 1, between(r, 0.02, 0.06), 1))),
                new Fault(
                        "loss-mismatch",
                        Set.of(Need.MANY_CLASSES, Need.PLAIN, Need.BRIEF),
                        (c, _) -> dense(
                                c.with(c.recipe().withLoss(new Mse())),
                                (d, last) -> last ? d.withActivation(new Sigmoid()) : d)),
                new Fault(
                        "output-units",
                        Set.of(Need.MANY_CLASSES, Need.PLAIN, Need.BRIEF),
                        (c, r) -> dense(c, (d, last) -> last ? Dense.of(classes(c) * (100 + r.nextInt(100))) : d)));
    }
}
