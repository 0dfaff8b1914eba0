package org.gradus.studio;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gradus.name.InputException;
import org.gradus.preset.Preset;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.RunFolder;
import org.gradus.studio.live.Live;
import org.gradus.studio.web.EventStream;

/// Recorded examples, so that a folder without runs is not an empty page: six presets are trained when the studio is
/// first started there, one after another, and the doctor examines them and cures the first.
final class Examples {
    /// The presets, the one that is cured first.
    static final List<String> NAMES =
            List.of("deep-sigmoid", "relu-he", "exploding", "dead-relu", "lr-too-low", "relu-batch-norm");

    private final Path folder;
    private final Live live;
    private final EventStream events;
    private final AtomicInteger done = new AtomicInteger();
    private volatile String doing = "";

    Examples(Path folder, Live live, EventStream events) {
        this.folder = folder;
        this.live = live;
        this.events = events;
    }

    /// Makes them in the background, if there is no run yet.
    void begin() {
        if (!RunFolder.list(folder).isEmpty()) return;
        doing = NAMES.getFirst();
        Thread.ofPlatform().name("examples").daemon().start(this::make);
    }

    private void make() {
        try {
            for (String name : NAMES) {
                doing = name;
                events.tell("runs", "{}");
                RunFolder run = train(name);
                live.examine(run, name.equals(NAMES.getFirst()));
                live.examination(run.id()).orElseThrow().join();
                done.incrementAndGet();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // such as a folder that cannot be written: the page says why, and all else goes on
            doing = "no more examples: " + e.getMessage();
            events.tell("runs", "{}");
            return;
        }
        doing = "";
        events.tell("runs", "{}");
    }

    private RunFolder train(String name) {
        NamedRecipe named = new NamedRecipe(
                Preset.named(name)
                        .orElseThrow(() -> new InputException("no preset " + name))
                        .text(),
                folder);
        try (Recording recording = Recording.begin(named, folder, "gradus train " + name, 1)) {
            recording.train(_ -> {});
            return recording.run();
        }
    }

    /// What is being made, in a sentence; empty when nothing is.
    String progress() {
        if (doing.isEmpty()) return "";
        return "Making six examples, so that there is something to look at: " + doing + ", " + done + " of "
                + NAMES.size() + " done.";
    }
}
