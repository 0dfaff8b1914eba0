package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gradus.ledger.Ledger;
import org.gradus.ledger.Ledger.Zero;

/// Parameters for which no gradient is computed, by what keeps it from them.
final class Cut {
    /// What the ledger calls freezing.
    static final String FREEZE = "freeze";

    private Cut() {}

    /// Those that some operations cut off.
    static List<Ledger.Block> by(Evidence e, Predicate<String> operation) {
        return e.first().blocks().stream()
                .filter(b -> {
                    Optional<Zero> zero = b.zero();
                    return zero.isPresent()
                            && zero.get().kind() == Zero.Kind.NO_PATH
                            && operation.test(zero.get().operation());
                })
                .toList();
    }

    /// The layers that some parameters belong to, input side first.
    static List<String> layers(List<Ledger.Block> blocks) {
        return blocks.stream()
                .map(b -> b.path().substring(0, b.path().lastIndexOf('/')))
                .distinct()
                .toList();
    }
}
