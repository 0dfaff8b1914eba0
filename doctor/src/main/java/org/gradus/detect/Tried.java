package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Open;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.remedy.Remedy;

/// A cause that is named only when undoing it is seen to help: something measured makes it suspected,
/// much error is left, and in a short training its decisive remedy leaves clearly less.
public interface Tried extends Undoable {
    /// What is looked at first.
    ///
    /// @param holds whether it is as in sick networks
    /// @param sign the measurement in a few words, such as `batches of 4`
    record Suspicion(boolean holds, String sign) {}

    /// The cause in the words of the list of what was ruled out, such as `batch noise`.
    String subject();

    Suspicion suspicion(Evidence e);

    /// What is said when the decisive remedy gains nothing.
    String vain();

    /// What speaks against the cause though its decisive remedy gains; nothing by default.
    default Optional<String> doubt(Evidence e, double gain) {
        return Optional.empty();
    }

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
        if (gain.unsure()) return new Open(reason(vain() + " for sure: too few samples to say"));
        if (!gain.helps()) return new Open(reason(vain()));
        Optional<String> doubt = doubt(e, gain.mean());
        return doubt.isPresent() ? ruledOut(doubt.get(), true) : found(e, gain.mean());
    }

    private Finding ruledOut(String why, boolean suspected) {
        return new RuledOut(reason(why), suspected);
    }

    private String reason(String why) {
        return subject() + " (" + why + ")";
    }

    @Override
    default boolean relieved(Evidence control, Evidence treated) {
        return treated.improvesOn(control);
    }
}
