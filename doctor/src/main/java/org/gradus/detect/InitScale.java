package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.SwapInit;

/// Initial weights far too large or too small, in a network too shallow for the signal to vanish or
/// explode.
@Patients(sick = "init-scale")
public record InitScale() implements Detector.BuiltIn, Tried {
    /// √fan-in × rms(W) is 1 to 1.4 where weights are drawn by the usual rules.
    private static final double SMALL = 0.3;

    @Override
    public Phrases phrases() {
        return new Phrases("initial weights", "others do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        double reach = e.first().reach();
        if (reach < Thresholds.MIN_REACH || reach > Thresholds.MAX_REACH)
            return new Suspicion(false, "the signal's size over depth comes first");
        if (new SaturatedOutput().suspicion(e).holds()
                && odd(e).filter(w -> last(e, w)).isPresent())
            return new Suspicion(false, "of the usual size up to the output, which is saturated");
        if (new ScaleInvariance().suspicion(e).holds())
            return new Suspicion(false, "behind a normalisation, where size only slows the steps");
        return odd(e).filter(w -> w.zero() < 1)
                .map(w -> new Suspicion(true, "gain " + Figure.of(w.gain())))
                .orElseGet(() -> new Suspicion(false, "of the usual size"));
    }

    @Override
    public Found found(Evidence e, double gain) {
        Evidence.Weights odd = odd(e).orElseThrow();
        return Found.ill(
                        0.85,
                        List.of(odd.layer()),
                        "The initial weights of " + odd.layer() + " are " + (odd.gain() > 1 ? "too large" : "too small")
                                + ": a gain of " + Figure.of(odd.gain()) + ".",
                        "a layer multiplies the size of what it is given by its weight gain, "
                                + "√fan-in x rms of the weights")
                .seen("weight gain of " + odd.layer(), Figure.of(odd.gain()), "1 to 1.4")
                .seen(Words.gain("error, with the usual initial weights", gain), Words.left(e));
    }

    private static boolean last(Evidence e, Evidence.Weights w) {
        return w.layer().equals(e.layers().getLast());
    }

    private static boolean odd(Evidence.Weights w) {
        return w.gain() < SMALL || w.gain() > Thresholds.LARGE_WEIGHTS;
    }

    private static Optional<Evidence.Weights> odd(Evidence e) {
        return e.start().stream().filter(InitScale::odd).findFirst();
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        boolean output = e.start().stream().anyMatch(w -> odd(w) && last(e, w));
        return List.of(new SwapInit(new HeNormal(), output), new SwapInit(new GlorotUniform(), output));
    }

    /// Every odd layer's gain has come nearer to 1, by half of the way on a log scale: usual initial
    /// weights of few inputs have a small gain themselves.
    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return before.start().stream()
                .filter(InitScale::odd)
                .allMatch(was -> after.start().stream()
                        .filter(w -> w.layer().equals(was.layer()))
                        .allMatch(w -> Math.abs(Math.log(w.gain())) < Math.abs(Math.log(was.gain())) / 2));
    }
}
