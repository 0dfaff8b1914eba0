package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.geometry.Certificate;
import org.gradus.init.GlorotUniform;
import org.gradus.optim.Adam;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.SwapInit;
import org.gradus.remedy.SwapOptimizer;

/// A training that has come to rest with error left, and the certificate of the point.
final class Resting {
    /// A slope of fewer times what chance explains hardly leads anywhere yet.
    private static final double LEAVING = 2;

    private Resting() {}

    /// What gets a training off a resting point that is no minimum, and leaves the model as it is.
    static List<Remedy> pushes() {
        return List.of(new SwapInit(new GlorotUniform(), true), new SwapOptimizer(Adam.of(0.003)), new ScaleRate(10));
    }

    static List<Remedy> remedies() {
        List<Remedy> remedies = new ArrayList<>(pushes());
        remedies.add(new MoreEpochs(4));
        return remedies;
    }

    /// The certificate costs seconds: it is asked for only where the loss has stopped falling.
    static Tried.Suspicion suspicion(Evidence e, List<Certificate.Verdict> kinds) {
        if (!e.poor() || e.stop().isPresent()) return new Tried.Suspicion(false, "it learns, or broke off");
        if (!e.stalled()) return new Tried.Suspicion(false, "the loss still falls");
        Optional<Experiments.Point> point = e.experiments().point();
        if (point.isEmpty()) return new Tried.Suspicion(false, "the point was not looked at");
        return new Tried.Suspicion(
                kinds.contains(kind(point.get())), point.get().kind().words());
    }

    /// The kind of the point, where one that is just being left still counts as a saddle.
    private static Certificate.Verdict kind(Experiments.Point point) {
        boolean near =
                point.kind() == Certificate.Verdict.NOT_STATIONARY && point.slope() < LEAVING && point.curvature() < 0;
        return near ? Certificate.Verdict.STRICT_SADDLE : point.kind();
    }

    /// What an optimizer of another kind does better than any push is no matter of the point.
    static Optional<String> doubt(Evidence e, double gain) {
        UnsuitableOptimizer optimizer = new UnsuitableOptimizer();
        boolean adaptive = optimizer.suspicion(e).holds()
                && e.experiments().gain(optimizer.decisive(e)).mean() > gain + Gain.WORTH;
        return adaptive ? Optional.of("an adaptive optimizer does more than a push") : Optional.empty();
    }

    static Found found(Evidence e, double gain, String headline, String why) {
        Experiments.Point point = e.experiments().point().orElseThrow();
        return Found.ill(0.85, e.layers(), headline, point.sentence() + "\n" + why)
                .since(e.history().made() / 2)
                .seen(
                        "slope, beside chance",
                        Figure.of(point.slope()),
                        "above 1 while it learns",
                        "step " + e.history().made())
                .seen(
                        "lowest curvature",
                        Figure.of(point.curvature()),
                        "above 0 at a minimum",
                        "step " + e.history().made())
                .seen(Words.gain("error, after a push", gain), Words.left(e));
    }
}
