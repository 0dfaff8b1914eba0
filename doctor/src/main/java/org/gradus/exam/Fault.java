package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
import org.gradus.data.Corrupted;
import org.gradus.data.Corrupted.Answers;
import org.gradus.data.Task;
import org.gradus.init.Constant;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.LecunNormal;
import org.gradus.init.Normal;
import org.gradus.init.Zeros;
import org.gradus.layer.Activate;
import org.gradus.layer.BatchNorm;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Layer;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Mse;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.NormClip;
import org.gradus.optim.Sgd;
import org.gradus.optim.ValueClip;
import org.gradus.recipe.Recipe;

/// A fault that can be planted into a sound network.
///
/// @param cause the cause that the doctor is to name
/// @param plant makes the sick network
record Fault(String cause, Plant plant) {
    /// Puts a fault into a sound network; the same random numbers plant the same fault.
    @FunctionalInterface
    interface Plant {
        Case into(Case sound, SplittableRandom random);
    }

    private static double between(SplittableRandom r, double low, double high) {
        return Family.between(r, low, high);
    }

    /// All faults, one or more a cause.
    static List<Fault> all() {
        return Stream.of(depth(), firstWeights(), layers(), sizes(), rates(), optimizers(), batches(), data())
                .flatMap(List::stream)
                .toList();
    }

    /// Faults of a deep stack.
    private static List<Fault> depth() {
        return List.of(
                new Fault("vanishing-depth", (c, r) -> deep(c, r, 8, 16, new Sigmoid(), new GlorotUniform())),
                new Fault(
                        "vanishing-depth",
                        (c, r) -> deep(c, r, 10, 24, new Tanh(), new Normal(0.5 / Math.sqrt(width(c))))),
                new Fault(
                        "exploding",
                        (c, r) -> deep(c, r, 8, 20, new Relu(), new Normal(between(r, 2.5, 5) / Math.sqrt(width(c))))),
                new Fault("information-collapse", (c, r) -> deep(c, r, 45, 60, new Relu(), new HeNormal())),
                new Fault(
                        "saturated",
                        (c, r) -> deep(c, r, 2, 6, new Tanh(), new Normal(between(r, 12, 40) / Math.sqrt(width(c))))),
                new Fault(
                        "dead-units",
                        (c, r) -> dense(
                                c,
                                (d, _) -> hidden(d)
                                        ? new Dense(
                                                d.units(),
                                                new Relu(),
                                                new HeNormal(),
                                                true,
                                                Optional.of(new Constant(-between(r, 5, 50))))
                                        : d)));
    }

    /// Faults of the first weights.
    private static List<Fault> firstWeights() {
        return List.of(
                new Fault("zero-init", (c, _) -> dense(c, (d, _) -> d.withInit(new Zeros()))),
                new Fault("symmetric-init", (c, r) -> {
                    double value = between(r, 0.01, 0.2);
                    return dense(c, (d, _) -> hidden(d) ? d.withInit(new Constant(value)) : d);
                }),
                new Fault("init-scale", (c, r) -> {
                    double sd = (r.nextBoolean() ? between(r, 8, 20) : between(r, 0.002, 0.02)) / Math.sqrt(width(c));
                    return dense(shallow(c, r), (d, _) -> hidden(d) ? d.withInit(new Normal(sd)) : d);
                }));
    }

    /// Layers that do not belong where they stand.
    private static List<Fault> layers() {
        return List.of(
                new Fault(
                        "linear-stack",
                        (c, r) -> dense(
                                c, (d, _) -> hidden(d) ? Dense.of(d.units(), new Identity(), new LecunNormal()) : d)),
                new Fault(
                        "hidden-activation",
                        (c, _) -> dense(c, (d, _) -> hidden(d) ? d.withActivation(new Softmax()) : d)),
                new Fault(
                        "output-mismatch",
                        (c, _) -> classes(c) > 0
                                ? dense(c, (d, last) -> last ? d.withActivation(new Softmax()) : d)
                                : dense(c, (d, last) -> last ? d.withActivation(new Sigmoid()) : d)),
                new Fault(
                        "output-mismatch",
                        (c, _) -> classes(c) > 0
                                ? c.with(c.recipe().withLoss(new CrossEntropy()))
                                : dense(c, (d, last) -> last ? d.withActivation(new Relu()) : d)));
    }

    /// Faults of size.
    private static List<Fault> sizes() {
        return List.of(
                new Fault("capacity", (c, r) -> {
                    int units = 1 + r.nextInt(2);
                    return dense(c, (d, _) -> hidden(d) ? Dense.of(units, d.activation(), d.init()) : d);
                }),
                new Fault(
                        "underfit",
                        (c, _) -> c.with(
                                c.recipe().withModel(List.of(c.recipe().model().getLast())))),
                new Fault("scale-invariance", (c, r) -> {
                    double sd = between(r, 30, 200) / Math.sqrt(width(c));
                    List<Layer> model = new ArrayList<>();
                    for (Layer l : c.recipe().model()) {
                        Dense d = (Dense) l;
                        if (!hidden(d)) model.add(d);
                        else {
                            model.add(Dense.of(d.units(), new Identity(), new Normal(sd)));
                            model.add(BatchNorm.standard());
                            model.add(new Activate(d.activation()));
                        }
                    }
                    return c.with(c.recipe().withModel(model).withOptimizer(Sgd.of(0.05)));
                }),
                new Fault("dropout-too-high", (c, r) -> dropped(c, 0.9 + 0.08 * r.nextDouble())));
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
                                .withOptimizer(Adam.of(0.003)))));
    }

    /// Too few steps, or too noisy ones.
    private static List<Fault> batches() {
        return List.of(
                new Fault(
                        "batch-size",
                        (c, r) -> c.with(
                                c.recipe().withBatch(c.data().train().count()).withEpochs(10 + r.nextInt(15)))),
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
                                .withBatch(Math.max(16, c.data().train().count() / (20 + r.nextInt(20))))
                                .withOptimizer(Sgd.of(0.03)))));
    }

    private static List<Fault> data() {
        return List.of(
                new Fault("input-scale", (c, r) -> {
                    double factor = r.nextBoolean() ? between(r, 30, 1000) : between(r, 1e-4, 1e-2);
                    return corrupted(c, new Corrupted(c.recipe().data(), Answers.TRUE, factor, 1, 1, 1));
                }),
                new Fault("target-scale", (c, r) -> {
                    double factor = between(r, 50, 5000);
                    return corrupted(c, new Corrupted(c.recipe().data(), Answers.TRUE, 1, factor, 1, 1));
                }),
                new Fault(
                        "no-signal",
                        (c, r) -> corrupted(
                                c, new Corrupted(c.recipe().data(), Answers.SHUFFLED, 1, 1, 1, r.nextInt(1000)))),
                new Fault(
                        "labels",
                        (c, _) -> classes(c) == 0
                                ? c
                                : corrupted(c, new Corrupted(c.recipe().data(), Answers.CONSTANT, 1, 1, 1, 1))),
                new Fault(
                        "class-imbalance",
                        (c, r) -> corrupted(
                                c, new Corrupted(c.recipe().data(), Answers.TRUE, 1, 1, between(r, 0.004, 0.02), 1))),
                new Fault(
                        "loss-mismatch",
                        (c, _) -> classes(c) == 0
                                ? c
                                : dense(
                                        c.with(c.recipe().withLoss(new Mse())),
                                        (d, last) -> last ? d.withActivation(new Sigmoid()) : d)),
                new Fault(
                        "output-units",
                        (c, r) -> classes(c) == 0
                                ? c
                                : dense(c, (d, last) -> last ? Dense.of(classes(c) * (20 + r.nextInt(40))) : d)));
    }

    private static Case corrupted(Case c, Corrupted data) {
        return c.with(c.recipe().withData(data));
    }

    private static int classes(Case c) {
        return c.data().task() instanceof Task.Classification(int classes) ? classes : 0;
    }

    private static boolean hidden(Dense d) {
        return !(d.activation() instanceof Identity);
    }

    private static int width(Case c) {
        return ((Dense) c.recipe().model().getFirst()).units();
    }

    private static Case rate(Case c, double factor) {
        return c.with(c.recipe()
                .withOptimizer(c.recipe()
                        .optimizer()
                        .withRate(factor * c.recipe().optimizer().rate())));
    }

    /// A change of one dense layer, told whether it is the last.
    @FunctionalInterface
    private interface Change {
        Dense of(Dense layer, boolean last);
    }

    private static Case dense(Case c, Change change) {
        List<Layer> model = new ArrayList<>();
        int last = c.recipe().model().size() - 1;
        for (int i = 0; i <= last; i++) {
            Layer l = c.recipe().model().get(i);
            model.add(l instanceof Dense d ? change.of(d, i == last) : l);
        }
        return c.with(c.recipe().withModel(model));
    }

    private static Case deep(Case c, SplittableRandom r, int from, int to, Activation phi, Init init) {
        List<Layer> model = new ArrayList<>();
        int depth = from + r.nextInt(to - from + 1);
        for (int i = 0; i < depth; i++) model.add(Dense.of(width(c), phi, init));
        model.add(c.recipe().model().getLast());
        return c.with(c.recipe().withModel(model));
    }

    private static Case shallow(Case c, SplittableRandom r) {
        List<Layer> model = c.recipe().model();
        int hidden = Math.min(model.size() - 1, 1 + r.nextInt(2));
        List<Layer> few = new ArrayList<>(model.subList(0, hidden));
        few.add(model.getLast());
        return c.with(c.recipe().withModel(few));
    }

    private static Case dropped(Case c, double rate) {
        List<Layer> model = new ArrayList<>();
        for (Layer l : c.recipe().model()) {
            model.add(l);
            if (l instanceof Dense d && hidden(d)) model.add(new Dropout(rate));
        }
        return c.with(c.recipe().withModel(model));
    }

    /// The sick network.
    Case into(Case sound, long seed) {
        Case sick = plant.into(sound, new SplittableRandom(seed));
        Recipe named = sick.recipe().withName(cause);
        return sick.with(named);
    }
}
