package org.gradus.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Diagnosis.Undone;
import org.gradus.detect.Evidence;
import org.gradus.detect.Experiments.Made;
import org.gradus.detect.Finding;
import org.gradus.detect.Gain;
import org.gradus.detect.Verdict;
import org.gradus.draw.Numbers;

/// What a verdict stands on, in words: which evidence it rests on, and what it was before the trials.
final class Grounds {
    private static final String UNIT = " (100 % is guessing's)";

    private Grounds() {}

    /// The strongest evidence for a verdict: a trial, else a short training in which the cause is
    /// undone, else what was measured. Empty for a training that is too short.
    static String of(Consultation c) {
        return switch (c.verdict()) {
            case Verdict.Unwell u -> proof(c).orElseGet(() -> unwell(u));
            case Verdict.Unproven u ->
                u.symptom()
                        .map(s -> "what the training shows: " + measured(s.finding()))
                        .orElseGet(() -> unproven(c, u));
            case Verdict.Healthy h -> healthy(c.evidence(), h);
            case Verdict.TooSoon _ -> "";
        };
    }

    /// What the accepted remedy gained in its trial.
    private static Optional<String> proof(Consultation c) {
        if (c.cure().isEmpty()) return Optional.empty();
        String cure = c.cure().get().remedy();
        List<Trial> passed = Album.arms(c).stream().filter(Trial::accepted).toList();
        return passed.stream()
                .filter(t -> cure.startsWith(t.remedy()))
                .max(Comparator.comparingInt(t -> t.remedy().length()))
                .or(() -> passed.stream().findFirst())
                .map(t -> "the trial of " + t.remedy() + ": " + amount(t.gain().mean())
                        + " less error on unseen samples than the control" + least(t.gain()) + ", with "
                        + t.errors().size() + " seeds" + UNIT + "; it beats the sham, too");
    }

    private static String unwell(Verdict.Unwell u) {
        if (u.joint() > 1) {
            return "short trainings in which all but one of the causes were undone: "
                    + u.causes().stream().map(Grounds::left).collect(Collectors.joining("; ")) + UNIT;
        }
        Optional<Undone> undone = u.first().undone();
        if (undone.filter(d -> d.gain().low() > 0).isPresent()) {
            return "a short training: undoing it (" + undone.get().remedy() + ") leaves "
                    + less(undone.get().gain()) + UNIT;
        }
        return "what was measured: " + measured(u.first().finding())
                + undone.map(d -> "; undoing it (" + d.remedy() + ") does not surely help")
                        .orElse("; no short training can undo it");
    }

    /// What is left of the error when only this cause stays.
    private static String left(Diagnosis d) {
        return d.undone()
                .map(undone -> "where " + d.cause() + " stayed, "
                        + amount(undone.gain().mean()) + " more error was left on unseen samples"
                        + least(undone.gain()))
                .orElse(d.cause() + " is needed, too");
    }

    private static String unproven(Consultation c, Verdict.Unproven u) {
        long cures = c.trials().stream().filter(t -> t.arm() == Trial.Arm.CURE).count();
        if (c.trials().stream().anyMatch(Trial::accepted))
            return "nothing yet: what passed its trial did not surely do better in full";
        if (cures == 1) return "nothing yet: the one cure on trial failed";
        if (cures > 1) return "nothing yet: none of the " + cures + " cures on trial passed";
        return u.seen().isEmpty() ? "nothing yet" : "nothing yet: no cause is likelier than not";
    }

    private static String healthy(Evidence e, Verdict.Healthy h) {
        String error = "the error left: " + Numbers.percent(e.left()) + " of guessing's on the samples trained on";
        String unseen =
                Double.isFinite(e.heldOutLeft()) ? ", " + Numbers.percent(e.heldOutLeft()) + " on those held out" : "";
        return switch (h.answer()) {
            case FITTED, LEARNED -> error + unseen;
            case DATA_LIMIT, UNLUCKY, TOO_FEW_SAMPLES, UNEXPLAINED -> tried(e);
        };
    }

    /// What came of the changes that were tried.
    private static String tried(Evidence e) {
        List<Made> changes = e.experiments().notes().trainings().stream()
                .filter(Made::change)
                .toList();
        if (changes.isEmpty()) return "nothing yet: no change was tried";
        Made best = changes.stream()
                .max(Comparator.comparingDouble(m -> m.outcome().gain().mean()))
                .orElseThrow();
        Gain gain = best.outcome().gain();
        String many = Costs.count(changes.size(), "change") + " in short trainings: ";
        if (!(gain.mean() > 0)) return many + "none leaves less error on unseen samples";
        return many + (changes.size() == 1 ? best.what() : "the best, " + best.what() + ",") + " leaves " + less(gain)
                + UNIT;
    }

    /// A gain in words: `64 % less error on unseen samples, at least 51 %`.
    static String less(Gain gain) {
        return amount(gain.mean()) + " less error on unseen samples" + least(gain);
    }

    private static String least(Gain gain) {
        if (!(gain.low() > 0)) return ", but not surely";
        return gain.low() > 1 ? "" : ", at least " + amount(gain.low());
    }

    /// A part of guessing's error. Errors above guessing's count by their logarithm, so that what is
    /// more than all of it is no number to be told.
    private static String amount(double gain) {
        return gain > 1 ? "over 100 %" : Numbers.percent(gain);
    }

    private static String measured(Finding.Found found) {
        return found.evidence().stream()
                .findFirst()
                .map(m -> m.what() + ": " + m.value() + " (expected: " + m.expected() + ")")
                .orElse(found.headline().replaceFirst("\\.$", ""));
    }

    /// The verdict before the trials and what became of it, where the trials have changed it; else
    /// empty.
    static String before(Consultation c) {
        String then = name(c.before());
        if (then.equals(name(c.verdict()))) return "";
        boolean one = c.before().findings().size() < 2;
        String known = switch (c.before()) {
            case Verdict.Unwell u -> then + ", " + Headline.sure(u.first().sure()) + " sure";
            case Verdict.Unproven u ->
                then
                        + u.seen().stream()
                                .findFirst()
                                .map(d -> ", " + d.cause() + " the likeliest at " + Headline.sure(d.sure()))
                                .orElse("");
            case Verdict.Healthy _, Verdict.TooSoon _ -> then;
        };
        String fate = c.refuted().isEmpty()
                ? "; a remedy for it passed its trial"
                : "; " + (one ? "its" : "their") + " remedies failed";
        return "before the trials: " + known
                + (c.trials().isEmpty() && c.refuted().isEmpty() ? "" : fate);
    }

    /// What is thought after the trials, and what was thought before.
    static String after(Consultation c) {
        String before = before(c), now = name(c.verdict());
        if (!(c.verdict() instanceof Verdict.Unwell u)) return now + (before.isEmpty() ? "" : " (" + before + ")");
        String sure = Headline.sure(u.first().sure());
        if (!before.isEmpty()) return now + ", " + sure + " sure (" + before + ")";
        String then =
                c.before() instanceof Verdict.Unwell b ? Headline.sure(b.first().sure()) : sure;
        return now + ", " + sure + " sure" + (then.equals(sure) ? "" : " (before the trials " + then + ")");
    }

    /// A verdict by its causes, or by the symptom that it names.
    static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell u -> u.causes().stream().map(Diagnosis::cause).collect(Collectors.joining(" + "));
            case Verdict.Unproven u
            when u.symptom().isPresent() -> u.symptom().get().cause();
            default -> Headline.of(verdict).title().toLowerCase(Locale.ROOT);
        };
    }

    /// How sure a finding is that is not named, and whether its remedies failed.
    static String standing(Consultation c, Diagnosis d) {
        boolean failed = c.refuted().stream().anyMatch(r -> r.names(d));
        return Headline.sure(d.sure()) + " sure" + (failed ? "; its remedies failed" : "");
    }
}
