package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.StandardizeTargets;
import org.gradus.remedy.Together;

/// Regression targets that are far from order 1, so that the loss and its gradient are, too.
@Patients(sick = "target-scale", healthy = "linear")
public record TargetScale() implements Detector.BuiltIn, Tried {
    /// A deviation, or a mean in place of it, outside this range is far from what a fresh network
    /// gives.
    private static final double SMALL = 0.05, LARGE = 5;

    @Override
    public Phrases phrases() {
        return new Phrases("target scale", "rescaling does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        if (e.facts().targets().isEmpty()) return new Suspicion(false, "no regression targets");
        return new Suspicion(size(e) > LARGE || deviation(e) < SMALL, Figure.of(size(e)));
    }

    @Override
    public Optional<String> enlarges(DataFacts f) {
        double size = size(f);
        return size > LARGE
                ? Optional.of("targets of size " + Figure.of(size) + "; a fresh network gives numbers of size 1")
                : Optional.empty();
    }

    @Override
    public Found found(Evidence e, double gain) {
        double size = size(e), deviation = deviation(e);
        return Found.ill(
                        0.92,
                        e.top(),
                        "The targets are of size " + Figure.of(size) + "; a fresh network gives numbers of size 1.",
                        "the error signal is as large as the targets, and every step with it")
                .seen("targets, largest size", Figure.of(size), "about 1")
                .seen("targets, deviation", Figure.of(deviation), "about 1")
                .seen(Words.gain("error, with standardized targets", gain), Words.left(e));
    }

    private static double size(Evidence e) {
        return size(e.facts());
    }

    private static double size(DataFacts facts) {
        return facts.targets().stream()
                .mapToDouble(q -> Math.max(Math.abs(q.mean()), q.deviation()))
                .max()
                .orElse(1);
    }

    private static double deviation(Evidence e) {
        return e.facts().targets().stream()
                .mapToDouble(DataFacts.Quantity::deviation)
                .max()
                .orElse(1);
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new StandardizeTargets(), new Together(new StandardizeTargets(), new ScaleRate(0.1)));
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new StandardizeTargets());
    }
}
