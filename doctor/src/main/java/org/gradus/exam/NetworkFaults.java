package org.gradus.exam;

import static org.gradus.exam.Plants.between;
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
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Softmax;
import org.gradus.activation.Tanh;
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

/// Faults of what a network is made of.
final class NetworkFaults {
    private NetworkFaults() {}

    static Stream<Fault> all() {
        return Stream.of(depth(), firstWeights(), layers(), cuts(), sizes()).flatMap(List::stream);
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

    /// Faults of the first weights.
    private static List<Fault> firstWeights() {
        return List.of(
                new Fault("zero-init", (c, _) -> dense(c, (d, _) -> d.withInit(new Zeros()))),
                new Fault("symmetric-init", (c, r) -> {
                    double value = between(r, 0.01, 0.2);
                    return dense(c, (d, _) -> hidden(d) ? d.withInit(new Constant(value)) : d);
                }),
                // next to the point where all weights are 0
                new Fault("init-scale", Set.of(Need.PLAIN, Need.CURVED), (c, r) -> {
                    double sd = between(r, 1e-4, 3e-3);
                    return dense(shallow(c, r), (d, _) -> d.withInit(new Normal(sd)));
                }),
                // far from it
                new Fault("init-scale", Set.of(Need.PLAIN, Need.CURVED), (c, r) -> {
                    double sd = between(r, 40, 150) / Math.sqrt(width(c));
                    return dense(shallow(c, r), (d, _) -> hidden(d) ? d.withInit(new Normal(sd)) : d);
                }),
                // weights of usual size, but no way to go: nothing linear in the inputs helps
                new Fault("saddle", Set.of(Need.PLAIN, Need.CURVED, Need.BRIEF), (c, r) -> {
                    double gain = between(r, 0.3, 0.4);
                    return dense(
                            shallow(c, r),
                            (d, last) -> Dense.of(
                                    d.units(),
                                    last ? d.activation() : new Tanh(),
                                    new Normal(gain
                                            / Math.sqrt(
                                                    last ? width(c) : c.data().features()))));
                }),
                // so deep a saddle that it is flat
                new Fault("plateau", Set.of(Need.PLAIN), (c, r) -> {
                    double gain = between(r, 0.05, 0.2);
                    Case deep = deep(c, r, 3, 4, new Tanh(), new Normal(gain / Math.sqrt(deepWidth(c))));
                    return dense(deep, (d, last) -> last ? d.withInit(new Normal(gain / Math.sqrt(deepWidth(c)))) : d);
                }));
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
