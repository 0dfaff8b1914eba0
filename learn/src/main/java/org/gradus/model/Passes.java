package org.gradus.model;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Passes for one number of rows, lent to threads: nobody waits for another, and who finds none makes one.
final class Passes {
    /// As many as threads are likely to work at once; what is given back beyond them is forgotten.
    private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

    private final AtomicReferenceArray<@Nullable Pass> idle = new AtomicReferenceArray<>(KEPT);
    private final Supplier<Pass> made;

    Passes(Supplier<Pass> made) {
        this.made = made;
    }

    Pass take() {
        for (int i = 0; i < KEPT; i++) {
            if (idle.get(i) == null) continue;
            Pass pass = idle.getAndSet(i, null);
            if (pass != null) return pass;
        }
        return made.get();
    }

    void giveBack(Pass pass) {
        for (int i = 0; i < KEPT; i++) {
            if (idle.get(i) == null && idle.compareAndSet(i, null, pass)) return;
        }
    }
}
