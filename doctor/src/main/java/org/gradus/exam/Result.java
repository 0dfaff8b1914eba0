package org.gradus.exam;

import java.util.List;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding;
import org.gradus.detect.Odds;
import org.gradus.exam.rule.Alarm;

/// What the doctor, and the rules of others, made of one drawn network.
///
/// @param family the world it was drawn from
/// @param planted the planted cause; empty for a sound network
/// @param kind which of several faults of that cause; for a sound network, its [Sound] kind
/// @param number draws the network again
/// @param left the error left of guessing's at the end, in training
/// @param heldOut the same on held-out samples
/// @param harmful whether the fault leaves more error than the sound network; false for a sound
///     one
/// @param named what the doctor found, the first diagnosis first
/// @param alarms what the published rules say of the same training
/// @param training seconds of the bare training
/// @param verdict seconds from the end of training to the verdict: experiments and judgement
public record Result(
        Family family,
        String planted,
        String kind,
        long number,
        double left,
        double heldOut,
        boolean harmful,
        List<Named> named,
        List<Alarm> alarms,
        double training,
        double verdict) {
    public Result {
        named = List.copyOf(named);
        alarms = List.copyOf(alarms);
    }

    /// A cause the doctor named, with what its odds are made of.
    ///
    /// @param sure how sure it says it is, from 0 to 1
    /// @param confidence how sure its detector is by itself
    /// @param gain what its decisive remedy gains in a short training; NaN when there is none
    /// @param ill whether it keeps the network from learning
    public record Named(String cause, double sure, double confidence, double gain, boolean ill) {
        static Named of(Diagnosis d) {
            boolean ill = d.finding().severity() == Finding.Severity.ILL;
            return new Named(d.cause(), d.sure(), d.finding().confidence(), d.gain(), ill);
        }

        Odds.Contender contender() {
            return new Odds.Contender(cause, confidence, gain, ill);
        }
    }

    /// What odds are fitted to: the causes found, and the truth.
    Calibration.Observation observation() {
        return new Calibration.Observation(
                planted, named.stream().map(Named::contender).toList());
    }

    public boolean sound() {
        return planted.isEmpty();
    }

    /// Whether anything was found.
    public boolean found() {
        return !named.isEmpty();
    }

    /// Whether the planted cause is among the first few diagnoses.
    public boolean among(int few) {
        return named.stream().limit(few).anyMatch(n -> n.cause().equals(planted));
    }

    /// Whether the planted cause comes first, or nothing was found in a sound network.
    public boolean right() {
        return sound() ? !found() : among(1);
    }

    /// The first diagnosis; `none` without any.
    public String first() {
        return found() ? named.getFirst().cause() : "none";
    }

    String key() {
        return key(family, planted, kind, number);
    }

    static String key(Family family, String planted, String kind, long number) {
        return String.join("/", family.name(), planted.isEmpty() ? "sound" : planted, kind, String.valueOf(number));
    }
}
