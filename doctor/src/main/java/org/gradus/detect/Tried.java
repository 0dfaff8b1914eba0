package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Open;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;

/// A cause that is named only when undoing it is seen to help: something measured makes it suspected,
/// much error is left, and in a short training its decisive remedy leaves clearly less.
public interface Tried extends Detector {
    /// How it is spoken of where it is ruled out.
    ///
    /// @param subject the cause, such as `batch noise`
    /// @param vain what is said when the decisive remedy gains nothing, such as `larger batches do not help`
    record Phrases(String subject, String vain) {
        private String because(String why) {
            return subject + " (" + why + ")";
        }
    }

    /// What is looked at first.
    ///
    /// @param holds whether it is as in sick networks
    /// @param sign the measurement in a few words, such as `batches of 4`
    record Suspicion(boolean holds, String sign) {}

    Phrases phrases();

    Suspicion suspicion(Evidence e);

    /// What speaks against the cause though its decisive remedy gains; nothing by default.
    default Optional<String> doubt(Evidence e, double gain) {
        return Optional.empty();
    }

    /// What is said when undoing it gains.
    ///
    /// @param gain the error less, relative to guessing
    Found found(Evidence e, double gain);

    @Override
    default List<Remedy> trials(Evidence e) {
        return e.poor() && suspicion(e).holds() ? decisive(e) : List.of();
    }

    @Override
    default Finding examine(Evidence e) {
        Suspicion s = suspicion(e);
        if (!s.holds()) return ruledOut(s.sign(), false);
        if (!e.poor()) return ruledOut(s.sign() + ", yet it learns", true);
        Gain gain = e.experiments().gain(decisive(e));
        String vain = phrases().vain();
        if (gain.unsure()) return open(e, vain + " for sure: too few samples to say");
        if (!gain.helps()) return open(e, vain);
        Optional<String> doubt = doubt(e, gain.mean());
        return doubt.isPresent() ? ruledOut(doubt.get(), true) : found(e, gain.mean());
    }

    private Finding ruledOut(String why, boolean suspected) {
        return new RuledOut(phrases().because(why), suspected);
    }

    private Finding open(Evidence e, String why) {
        return new Open(phrases().because(why), gain -> found(e, gain));
    }

    /// What the last trainings say where nothing pointed at the cause: it may be at work all the same.
    @Override
    default Optional<Finding> lastly(Evidence e) {
        Gain gain = e.experiments().gain(lastTrials(e));
        return gain.helps() ? Optional.of(found(e, gain.mean())) : Optional.empty();
    }
}
