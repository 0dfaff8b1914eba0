package org.gradus.studio;

import java.lang.ref.SoftReference;
import org.gradus.probe.History;
import org.gradus.runs.Frames;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.jspecify.annotations.Nullable;

/// The frames of a run, read when somebody asks for them, and of a file that has grown only what is new: of a training
/// that nobody looks at only the sizes of its files are read. They are let go when memory is short.
final class RecordedFrames {
    private final RunFolder folder;
    private final RunCard card;
    private SoftReference<@Nullable Known> kept = new SoftReference<>(null);

    /// What was read.
    ///
    /// @param stamp of the files then
    /// @param all to which frames are added
    /// @param shown the same, which stays as it is
    private record Known(String stamp, History all, History shown, Frames.End end) {}

    RecordedFrames(RunFolder folder, RunCard card) {
        this.folder = folder;
        this.card = card;
    }

    /// What was measured.
    ///
    /// @param stamp by which it is known whether the files have changed
    /// @throws org.gradus.name.InputException when the file is broken; the message names it
    synchronized History history(String stamp) {
        Known known = kept.get();
        if (known != null && known.stamp().equals(stamp)) return known.shown();
        // what was half read when something failed is read anew
        kept.clear();
        Known now = known == null ? anew(stamp) : further(known, stamp);
        kept = new SoftReference<>(now);
        return now.shown();
    }

    private Known anew(String stamp) {
        History none = new History(card.layers(), card.tensors());
        return further(new Known("", none, none, Frames.End.NONE), stamp);
    }

    private Known further(Known known, String stamp) {
        History all = known.all();
        return card.frames(
                        folder,
                        known.end(),
                        f -> all.add(f.step(), f.loss(), f.rate(), Float.isFinite(f.loss()), f.values()))
                .map(end -> new Known(stamp, all, all.snapshot(), end))
                .orElseGet(() -> anew(stamp));
    }
}
