package org.gradus.exam;

import java.util.List;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Finding;
import org.gradus.detect.Odds;
import org.gradus.exam.rule.Alarm;

/// What the doctor, and the rules of others, made of one drawn network.
///
/// @param world what kind of data it is trained on
/// @param family the half of that world it was drawn from
/// @param planted the planted cause, or two with `+` between; empty for a sound network
/// @param kind which of several faults of that cause; for a sound network, its [Sound] kind or its
///     [Group]
/// @param number draws the network again
/// @param left the error left of guessing's at the end, in training
/// @param heldOut the same on held-out samples
/// @param harmful whether the fault leaves more error than the sound network; false for a sound
///     one
/// @param before what the doctor said before any trial
/// @param tried whether it made trials, if it found anything to try
/// @param after what it said after them; the same as before where none were made
/// @param alarms what the published rules, and a guard, say of the same training
/// @param training seconds of the bare training
/// @param verdict seconds from the end of training to the verdict before trials
/// @param seconds what all of it took, the search for a sound network left out
public record Result(
        World world,
        Family family,
        String planted,
        String kind,
        long number,
        double left,
        double heldOut,
        boolean harmful,
        Said before,
        boolean tried,
        Said after,
        List<Alarm> alarms,
        double training,
        double verdict,
        double seconds) {
    /// What stands for two planted causes in a key: which they are is drawn.
    static final String PAIR = "pair";

    public Result {
        alarms = List.copyOf(alarms);
    }

    /// A cause the doctor named, with what its odds are made of.
    ///
    /// @param sure how sure it says it is, from 0 to 1
    /// @param confidence how sure its detector is by itself
    /// @param gain what its decisive remedy gains in a short training; NaN when there is none
    /// @param ill whether it keeps the network from learning
    /// @param outdone whether a smaller change than its remedy does as well
    public record Named(String cause, double sure, double confidence, double gain, boolean ill, boolean outdone) {
        static Named of(Diagnosis d) {
            boolean ill = d.finding().severity() == Finding.Severity.ILL;
            return new Named(
                    d.cause(),
                    d.sure(),
                    d.finding().confidence(),
                    d.gain(),
                    ill,
                    d.odds().outdone());
        }

        Odds.Contender contender() {
            return new Odds.Contender(cause, confidence, gain, ill, outdone);
        }
    }

    /// The planted causes, one or two; none in a sound network.
    List<String> causes() {
        return planted.isEmpty() ? List.of() : List.of(planted.split("\\+"));
    }

    /// Whether two faults were planted.
    boolean paired() {
        return causes().size() > 1;
    }

    public boolean sound() {
        return planted.isEmpty();
    }

    /// What was said before trials.
    Examined examined() {
        return new Examined(this, before);
    }

    /// Whether a planted cause was named first before trials, or nothing was found in a sound
    /// network.
    public boolean right() {
        return sound() ? !before.found() : examined().first();
    }

    /// What was named first before trials; `none` without anything.
    public String first() {
        return examined().name();
    }

    String key() {
        return key(world, family, paired() ? PAIR : planted, kind, number);
    }

    static String key(World world, Family family, String planted, String kind, long number) {
        return String.join(
                "/", world.name(), family.name(), planted.isEmpty() ? "sound" : planted, kind, String.valueOf(number));
    }
}
