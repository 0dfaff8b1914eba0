package org.gradus.exam;

import java.util.List;
import java.util.SplittableRandom;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;

/// Draws sound networks and plants faults into them.
public final class Trials {
    private Trials() {}

    /// What the doctor made of a drawn network.
    ///
    /// @param cause the planted cause; empty for a sound network
    /// @param left the error left of guessing's, in training
    /// @param soundLeft the same of the sound network
    /// @param causes what was found, the first diagnosis first
    public record Result(
            String cause,
            long seed,
            double left,
            double heldOut,
            double soundLeft,
            double soundHeldOut,
            List<String> causes,
            double seconds,
            String network) {}

    static Result examine(Family family, Fault fault, long seed) {
        Case sound = family.sound(new SplittableRandom(seed));
        Evidence before = train(sound);
        if (before.left() > 0.12) return examine(family, fault, seed + 100_000);
        Case sick = fault.into(sound, seed);
        long start = System.nanoTime();
        Evidence e = train(sick);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(
                fault.cause(),
                seed,
                e.left(),
                e.heldOutLeft(),
                before.left(),
                before.heldOutLeft(),
                causes(e),
                seconds,
                describe(sick));
    }

    static Result healthy(Family family, long seed) {
        Case sound = family.sound(new SplittableRandom(seed));
        Evidence e = train(sound);
        if (e.left() > 0.12) return healthy(family, seed + 100_000);
        return new Result(
                "", seed, e.left(), e.heldOutLeft(), e.left(), e.heldOutLeft(), causes(e), 0, describe(sound));
    }

    private static String describe(Case c) {
        return c.data().name() + " " + c.recipe().model().size() + " "
                + c.recipe().model().getFirst() + " " + c.recipe().optimizer();
    }

    private static Evidence train(Case c) {
        return new Clinic(c.data()).train(c.recipe(), c.recipe().seed(), (_, _, _) -> {});
    }

    private static List<String> causes(Evidence e) {
        return Judge.judge(e) instanceof Verdict.Unwell u
                ? u.diagnoses().stream().map(Diagnosis::cause).toList()
                : List.of();
    }

    public static void main(String[] args) {
        Family family = Family.valueOf(args[0]);
        int nets = Integer.parseInt(args[1]);
        List<String> only = args.length > 2 ? List.of(args[2].split(",")) : List.of();
        if (only.isEmpty() || only.contains("healthy")) {
            for (int i = 0; i < 3 * nets; i++) print(healthy(family, 1000 + i));
        }
        for (Fault fault : Fault.all()) {
            if (!only.isEmpty() && !only.contains(fault.cause())) continue;
            for (int i = 0; i < nets; i++) print(examine(family, fault, 5000 + i));
        }
    }

    private static void print(Result r) {
        boolean harmless =
                !r.cause().isEmpty() && r.left() < r.soundLeft() + 0.12 && r.heldOut() < r.soundHeldOut() + 0.2;
        String first = r.causes().isEmpty() ? "none" : r.causes().getFirst();
        String mark = harmless
                ? "harmless"
                : (r.cause().isEmpty() ? r.causes().isEmpty() : first.equals(r.cause())) ? "ok" : "WRONG";
        System.out.printf(
                "%-22s %-8s %-22s left %.2f/%.2f sound %.2f/%.2f %s %.1fs seed %d %s%n",
                r.cause().isEmpty() ? "(healthy)" : r.cause(),
                mark,
                first,
                r.left(),
                r.heldOut(),
                r.soundLeft(),
                r.soundHeldOut(),
                r.causes(),
                r.seconds(),
                r.seed(),
                r.network());
    }
}
