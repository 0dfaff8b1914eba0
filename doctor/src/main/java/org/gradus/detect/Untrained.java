package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.ledger.Ledger;
import org.gradus.remedy.Remedy;

/// A cause that keeps the gradient from some parameters, so that every step leaves them as they
/// are. A property of the graph, not of the numbers in it.
interface Untrained extends Tried {
    /// The parameters that it keeps the gradient from, input side first.
    List<Ledger.Block> kept(Evidence e);

    /// The sign that there are some, and that there are none.
    ///
    /// @param parameters how many of them
    String sign(int parameters);

    /// What is said of them.
    ///
    /// @param count how many of how many parameters
    /// @param all whether no other parameter is left to train
    Found found(Evidence e, double gain, List<Ledger.Block> kept, String count, boolean all);

    /// What gives the parameters their gradient back.
    Remedy remedy();

    @Override
    default Suspicion suspicion(Evidence e) {
        int parameters = kept(e).size();
        return new Suspicion(parameters > 0, sign(parameters));
    }

    @Override
    default Found found(Evidence e, double gain) {
        List<Ledger.Block> kept = kept(e);
        int of = e.first().blocks().size();
        return found(
                e, gain, kept, kept.size() + " of " + of, e.cutOff(_ -> true).size() == of);
    }

    @Override
    default List<Remedy> remedies(Evidence e) {
        return List.of(remedy());
    }

    @Override
    default boolean relieved(Evidence before, Evidence after) {
        return kept(after).isEmpty();
    }

    /// The layers that some parameters belong to, input side first.
    static List<String> layers(List<Ledger.Block> blocks) {
        return blocks.stream()
                .map(b -> b.path().substring(0, b.path().lastIndexOf('/')))
                .distinct()
                .toList();
    }
}
