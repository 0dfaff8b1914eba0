package org.gradus.detect;

import java.util.ArrayList;
import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.name.Settings;
import org.gradus.optim.Penalty;
import org.gradus.probe.Field;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.NoPenalty;
import org.gradus.remedy.Remedy;

/// Weight decay, or a penalty on weights, so strong that it takes back what the gradient gives.
@Patients(sick = "weight-decay")
public record WeightDecay() implements Detector.BuiltIn, TooStrong {
    /// Decay above this, ten times the usual, is suspected.
    private static final double STRONG = 0.1;

    /// A weight of the usual size, that of 100 inputs: for it, a price of its magnitude is a decay
    /// of ten times as much.
    private static final double USUAL = 0.1;

    @Override
    public Phrases phrases() {
        return new Phrases("weight decay", "less does not help");
    }

    @Override
    public double strength(Evidence e) {
        return Math.max(decay(e), price(e));
    }

    /// The optimizer's own decay, whatever its rule.
    static double decay(Evidence e) {
        return Settings.number(e.recipe().optimizer(), "weight_decay").orElse(0);
    }

    /// The decay that a penalty is for a weight of the usual size.
    private static double price(Evidence e) {
        return e.recipe().penalty().map(p -> p.l1() / USUAL + 2 * p.l2()).orElse(0.0);
    }

    @Override
    public double limit() {
        return STRONG;
    }

    @Override
    public Found found(Evidence e, double gain) {
        double norm =
                e.history().last(Field.WEIGHT, 0, Thresholds.LAST) / e.history().get(Field.WEIGHT, 0, 0);
        boolean decays = decay(e) >= price(e);
        String what = decays
                ? "weight decay of " + Figure.of(decay(e))
                : e.recipe().penalty().map(WeightDecay::words).orElse("penalty");
        return Found.ill(
                        0.92,
                        e.layers(),
                        "A " + what + " takes back what the gradient gives.",
                        "decay pulls each weight towards 0 in proportion to its size; where\n"
                                + "pull and gradient balance, nothing moves though the gradient is not 0")
                .seen(decays ? "weight decay" : "penalty, as weight decay", Figure.of(strength(e)), "about 0.01")
                .seen("weights of layer 1, now : at first", Figure.of(norm), "about 1 or more", "last 20 steps")
                .seen(
                        Words.gain("error, " + (decays ? "with the usual decay" : "without the penalty"), gain),
                        Words.left(e));
    }

    private static String words(Penalty p) {
        List<String> prices = new ArrayList<>();
        if (p.l1() > 0) prices.add(Figure.of(p.l1()) + " on |w|");
        if (p.l2() > 0) prices.add(Figure.of(p.l2()) + " on w²");
        return "penalty of " + String.join(" and ", prices);
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(decay(e) >= price(e) ? new LessDecay() : new NoPenalty());
    }
}
