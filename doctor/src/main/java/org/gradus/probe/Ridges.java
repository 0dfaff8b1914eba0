package org.gradus.probe;

import org.gradus.runs.Histograms;

/// Histograms of a training, at steps evenly apart: as many as a picture of ridges can show, however long the training.
///
/// When the memory is full, every second is dropped, and from then on every second is taken.
public final class Ridges {
    private static final int MOST = 128;

    private final Histograms[] kept = new Histograms[MOST];
    private final long[] steps = new long[MOST];
    private int size;
    private int offered;
    private int stride = 1;

    Ridges() {
        for (int i = 0; i < MOST; i++) kept[i] = new Histograms();
    }

    /// Offers the histograms of a step, of which a copy is kept if it is its turn.
    public void offer(long step, Histograms histograms) {
        if (size == MOST) thin();
        if (offered++ % stride != 0) return;
        kept[size].set(histograms);
        steps[size++] = step;
    }

    private void thin() {
        for (int i = 1; i < MOST / 2; i++) {
            kept[i].set(kept[2 * i]);
            steps[i] = steps[2 * i];
        }
        size = MOST / 2;
        stride *= 2;
    }

    /// How many steps are kept.
    public int size() {
        return size;
    }

    /// The number of a step that is kept.
    public long step(int index) {
        return steps[checked(index)];
    }

    /// The histograms of a step that is kept, of all watched tensors in order.
    public Histograms histograms(int index) {
        return kept[checked(index)];
    }

    private int checked(int index) {
        if (index < 0 || index >= size) throw new IndexOutOfBoundsException("ridge " + index + " of " + size);
        return index;
    }
}
