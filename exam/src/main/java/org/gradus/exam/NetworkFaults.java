package org.gradus.exam;

import static org.gradus.exam.Plants.between;
import static org.gradus.exam.Plants.classes;
import static org.gradus.exam.Plants.deep;
import static org.gradus.exam.Plants.deepWidth;
import static org.gradus.exam.Plants.dense;
import static org.gradus.exam.Plants.dropped;
import static org.gradus.exam.Plants.hidden;
import static org.gradus.exam.Plants.shallow;
import static org.gradus.exam.Plants.width;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Xor;
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
import org.gradus.layer.Freeze;
import org.gradus.layer.Layer;
import org.gradus.layer.StopGradient;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.optim.Sgd;

/// Faults of what a network is made of.
final class NetworkFaults {
    private NetworkFaults() {}

    static Stream<Fault> all() {
        return Stream.of(depth(), initialWeights(), layers(), cuts(), sizes()).flatMap(List::stream);
    }

    /// Faults of a deep stack.
    private static List<Fault> depth() {
        return List.of(
                new Fault("vanishing-depth", (c, r) -> deep(c, r, 8, 16, new Sigmoid(), new GlorotUniform())),
                new Fault(
                        "vanishing-depth",
                        (c, r) -> deep(c, r, 10, 24, new Tanh(), new Normal(0.5 / Math.sqrt(deepWidth(c))))),
                new Fault(
                        "exploding",
                        Set.of(Need.PLAIN),
                        (c, r) -> deep(
                                c, r, 8, 20, new Relu(), new Normal(between(r, 2.5, 5) / Math.sqrt(deepWidth(c))))),
                new Fault("information-collapse", (c, r) -> deep(c, r, 45, 60, new Relu(), new HeNormal())),
                new Fault(
                        "saturated",
                        Set.of(Need.PLAIN),
                        (c, r) ->
                                deep(c, r, 2, 6, new Tanh(), new Normal(between(r, 12, 40) / Math.sqrt(deepWidth(c))))),
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

    /// Faults of the initial weights.
    private static List<Fault> initialWeights() {
        return List.of(
                new Fault("zero-init", (c, _) -> dense(c, (d, _) -> d.withInit(new Zeros()))),
                new Fault("symmetric-init", (c, r) -> {
                    double value = between(r, 0.01, 0.2);
                    return dense(c, (d, _) -> hidden(d) ? d.withInit(new Constant(value)) : d);
                }),
                // next to the point where all weights are 0
                new Fault("init-scale", Set.of(Need.PLAIN, Need.CURVED), (c, r) -> {
                    double sd = between(r, 1e-4, 3e-3);
                    return dense(shallow(c), (d, _) -> d.withInit(new Normal(sd)));
                }),
                // far from it
                new Fault("init-scale", Set.of(Need.PLAIN, Need.CURVED), (c, r) -> {
                    double sd = between(r, 40, 150) / Math.sqrt(width(c));
                    return dense(shallow(c), (d, _) -> hidden(d) ? d.withInit(new Normal(sd)) : d);
                }),
                // no single input tells anything, so that the start lies beside a saddle
                new Fault("saddle", (c, r) -> saddle(c, r)),
                // sure and wrong, where the logarithm of a probability is cut off
                new Fault("plateau", Set.of(Need.MANY_CLASSES), (c, r) -> plateau(c, r)));
    }

    private static Case saddle(Case c, SplittableRandom r) {
        Init init = new Normal(between(r, 0.23, 0.3));
        Dense hidden = Dense.of(12 + r.nextInt(12), new Tanh(), init);
        Source xor = new Xor(700 + r.nextInt(500), between(r, 0.1, 0.3), r.nextInt(1000), 0.8, 1, true, Scale.FALSE);
        return c.with(c.recipe()
                .withData(xor)
                .withModel(List.of(hidden, Dense.of(2).withInit(init)))
                .withLoss(new SoftmaxCrossEntropy())
                .withOptimizer(Sgd.of(between(r, 0.006, 0.01)))
                .withBatch(50)
                .withEpochs(15));
    }

    private static Case plateau(Case c, SplittableRandom r) {
        int width = deepWidth(c), hidden = 2 + r.nextInt(2);
        double gain = between(r, 3, 3.9);
        List<Layer> model = new ArrayList<>();
        model.add(
                Dense.of(width, new Relu(), new Normal(gain / Math.sqrt(c.data().features()))));
        for (int i = 1; i < hidden; i++) model.add(Dense.of(width, new Relu(), new Normal(gain / Math.sqrt(width))));
        model.add(Dense.of(classes(c), new Softmax(), new Normal(gain / Math.sqrt(width))));
        return c.with(c.recipe()
                .withModel(model)
                .withLoss(new CrossEntropy())
                .withOptimizer(Sgd.of(between(r, 0.003, 0.01))));
    }

    /// Layers that do not belong where they stand.
    private static List<Fault> layers() {
        return List.of(
                new Fault(
                        "linear-stack",
                        Set.of(Need.CURVED),
                        (c, r) -> dense(
                                c, (d, _) -> hidden(d) ? Dense.of(d.units(), new Identity(), new LecunNormal()) : d)),
                new Fault(
                        "hidden-activation",
                        (c, _) -> dense(c, (d, _) -> hidden(d) ? d.withActivation(new Softmax()) : d)),
                new Fault(
                        "output-mismatch",
                        Set.of(Need.MANY_CLASSES, Need.PLAIN, Need.BRIEF),
                        (c, _) -> dense(c, (d, last) -> last ? d.withActivation(new Softmax()) : d)),
                new Fault("output-mismatch", Set.of(Need.QUANTITIES), (c, r) -> {
                    Activation end = r.nextBoolean() ? new Sigmoid() : new Relu();
                    return dense(c, (d, last) -> last ? d.withActivation(end) : d);
                }),
                new Fault(
                        "output-mismatch",
                        Set.of(Need.CLASSES),
                        (c, _) -> c.with(c.recipe().withLoss(new CrossEntropy()))),
                // sure of the wrong answers, where the output has no slope left
                new Fault("saturated-output", Set.of(Need.CLASSES), (c, r) -> {
                    Init wide = new Normal(between(r, 100, 1000) / Math.sqrt(width(c)));
                    Case sure = dense(
                            c,
                            (d, last) -> last ? d.withActivation(new Sigmoid()).withInit(wide) : d);
                    return sure.with(sure.recipe().withLoss(new Mse()));
                }));
    }

    /// Paths that are cut, and parts that are held still.
    private static List<Fault> cuts() {
        return List.of(
                new Fault("detached", Set.of(Need.CURVED, Need.NARROW), (c, r) -> {
                    List<Layer> model = new ArrayList<>(c.recipe().model());
                    model.add(model.size() - 1 - r.nextInt(2), new StopGradient());
                    return c.with(c.recipe().withModel(model));
                }),
                new Fault("frozen", Set.of(Need.CURVED, Need.NARROW), (c, r) -> {
                    List<Layer> model = c.recipe().model();
                    int from = model.size() - 1 - r.nextInt(2);
                    List<Layer> held = new ArrayList<>(List.of(new Freeze(model.subList(0, from))));
                    held.addAll(model.subList(from, model.size()));
                    return c.with(c.recipe().withModel(held));
                }));
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
                        Set.of(Need.CURVED),
                        (c, _) -> c.with(
                                c.recipe().withModel(List.of(c.recipe().model().getLast())))),
                new Fault("scale-invariance", Set.of(Need.CURVED, Need.NARROW, Need.PLAIN, Need.BRIEF), (c, r) -> {
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
                    return c.with(c.recipe().withModel(model));
                }),
                new Fault("dropout-too-high", (c, r) -> dropped(c, 0.9 + 0.08 * r.nextDouble())));
    }
}
