package org.gradus.train;

import org.gradus.run.Store;

/// A way back to an earlier step of a training: a copy of all states, renewed now and then.
///
/// A step whose gradients are not all finite must change nothing. To know that before the first weight is written, a
/// step would have to keep all gradients until the last is there, which costs a tenth of its time. So a trainer steps
/// without looking, and if it was wrong goes back to the copy, repeats the steps since, and makes the last one again
/// under guard. Steps are repeated to the bit, so no one can tell.
final class Rewind {
    /// Steps between copies: copying takes as long as a small part of a step, and repeating is rare.
    private static final int EVERY = 64;

    private Store copy = new Store();
    private long changes = -1;
    private long step;

    /// Copies the states before a step when it is time, or when someone has put others in their place.
    void mark(Store store, long step) {
        boolean changed = changes != store.changes();
        if (!changed && step - this.step < EVERY) return;
        if (changed) copy = store.copy();
        else copy.copyFrom(store);
        changes = store.changes();
        this.step = step;
    }

    /// Puts the states back to where they were copied.
    ///
    /// @return the number of steps made until then
    long back(Store store) {
        store.copyFrom(copy);
        return step;
    }
}
