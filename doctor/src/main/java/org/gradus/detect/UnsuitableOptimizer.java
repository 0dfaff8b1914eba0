package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.name.Names;
import org.gradus.optim.Adam;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.SwapOptimizer;

/// One learning rate for all weights, where the loss curves so unequally that none suits: an
/// optimizer that scales each weight's steps by its own gradients does better, also than the same
/// rule at its best rate.
@Patients(sick = "unsuitable-optimizer", healthy = "linear")
public record UnsuitableOptimizer() implements Detector.BuiltIn, Tried {
    private static final List<Double> ADAPTIVE = List.of(0.001, 0.003, 0.01);

    @Override
    public Phrases phrases() {
        return new Phrases("optimizer", "an adaptive one does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        boolean plain = e.recipe().optimizer().plainRate().isPresent();
        return new Suspicion(plain, plain ? "one rate for all weights" : "it adapts to each weight");
    }

    /// What another rate does as well is a fault of the rate.
    @Override
    public Optional<String> doubt(Evidence e, double gain) {
        double rate = e.experiments().gain(rates()).mean();
        return rate > gain - Gain.WORTH ? Optional.of("another rate does as much") : Optional.empty();
    }

    private static List<Remedy> rates() {
        return List.of(new ScaleRate(3), new ScaleRate(10), new ScaleRate(1.0 / 3), new ScaleRate(1.0 / 10));
    }

    @Override
    public List<Remedy> trials(Evidence e) {
        List<Remedy> trials = new ArrayList<>(Tried.super.trials(e));
        if (!trials.isEmpty()) trials.addAll(rates());
        return trials;
    }

    @Override
    public Found found(Evidence e, double gain) {
        String name = Names.of(e.recipe().optimizer().getClass());
        return Found.ill(
                        0.8,
                        e.layers(),
                        "The optimizer " + name + " has one rate for all weights, and none suits them all.",
                        "where the loss curves much more along some weights than along others, a rate that "
                                + "is safe for these hardly moves those")
                .seen("optimizer", name, "an adaptive one")
                .seen(Words.gain("error, with adam", gain), Words.left(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return ADAPTIVE.stream()
                .<Remedy>map(rate -> new SwapOptimizer(Adam.of(rate)))
                .toList();
    }

    @Override
    public boolean lastResort() {
        return true;
    }
}
