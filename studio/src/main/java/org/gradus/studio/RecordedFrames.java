package org.gradus.studio;

import java.lang.ref.SoftReference;
import java.nio.file.Files;
import org.gradus.name.InputException;
import org.gradus.probe.History;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.jspecify.annotations.Nullable;

/// The frames of a run, read when somebody asks for them: of a training that nobody looks at only the sizes of its
/// files
/// are read. They are let go when memory is short.
final class RecordedFrames {
    private final RunFolder folder;
    private final RunCard card;
    private SoftReference<@Nullable History> kept = new SoftReference<>(null);

    RecordedFrames(RunFolder folder, RunCard card) {
        this.folder = folder;
        this.card = card;
    }

    /// What was measured, as the file stood when it was first asked for.
    ///
    /// @throws InputException when the file is broken; the message names it
    synchronized History history() {
        History known = kept.get();
        if (known != null) return known;
        History history = new History(card.layers(), card.tensors());
        if (Files.isRegularFile(folder.file(RunFolder.FRAMES)))
            card.frames(folder, f -> history.add(f.step(), f.loss(), f.rate(), Float.isFinite(f.loss()), f.values()));
        kept = new SoftReference<>(history);
        return history;
    }
}
