package org.gradus.studio;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Consultation;
import org.gradus.name.Shown;
import org.gradus.record.ExaminedRun;
import org.gradus.runs.RunFolder;
import org.gradus.studio.web.EventStream;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// The runs below a folder, read again when their files change, whoever writes them. A training knows nothing of this,
/// so a page that hangs cannot stall it.
final class RunIndex implements AutoCloseable {
    /// How often the folder is looked at, in milliseconds.
    private static final long PAUSE = 200;

    private final Path root;
    private final EventStream events;
    private final Thread watcher;
    private final ExecutorService judging = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("judging").daemon().factory());
    private final Map<String, FutureTask<Consultation>> consultations = new ConcurrentHashMap<>();
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    /// How many were judged, so that a page can tell one news of it from the next.
    private final AtomicLong judged = new AtomicLong();
    private volatile Map<String, Recorded> runs = Map.of();
    private volatile Map<String, Broken> broken = Map.of();

    /// A run that cannot be read, as its files stood.
    private record Broken(String stamp, String why) {}

    /// What this process has found out about a run and writes down.
    ///
    /// @param stamp of its files with that in them; empty while it is being written
    private record Written(Consultation found, String stamp) {
        boolean in(Recorded run) {
            return stamp.isEmpty() || stamp.equals(run.stamp());
        }
    }

    RunIndex(Path root, EventStream events) {
        this.root = root;
        this.events = events;
        look();
        watcher = Thread.ofPlatform().name("watching " + root).daemon().start(this::watch);
    }

    Path root() {
        return root;
    }

    /// All runs that can be read, the latest first.
    List<Recorded> all() {
        return List.copyOf(runs.values()).reversed();
    }

    /// Why others cannot be read, by their ids.
    List<String> broken() {
        return broken.values().stream().map(Broken::why).toList();
    }

    /// Why there is no verdict on a run that was examined; empty when there is one, or that is being read yet.
    Optional<String> unjudged(String id) {
        return done(id).filter(task -> task.state() == Future.State.FAILED)
                .map(task -> String.valueOf(task.exceptionNow().getMessage()));
    }

    private Optional<FutureTask<Consultation>> done(String id) {
        return Optional.ofNullable(consultations.get(id)).filter(FutureTask::isDone);
    }

    /// @throws Refused when there is none
    Recorded run(String id) {
        // one that was begun a moment ago is not waited for
        if (!runs.containsKey(id)) look();
        return Optional.ofNullable(runs.get(id))
                .orElseThrow(() -> Refused.missing(Optional.ofNullable(broken.get(id))
                        .map(Broken::why)
                        .orElse("there is no run " + Shown.brief(id) + " in " + root)));
    }

    /// What the doctor found out about a run; empty when it was not examined, cannot be judged, or that is being read
    /// yet.
    Optional<Consultation> consultation(String id) {
        return done(id).filter(task -> task.state() == Future.State.SUCCESS).map(FutureTask::resultNow);
    }

    /// Reads it before others, since somebody looks at it; nobody waits.
    void hurry(String id) {
        Optional.ofNullable(consultations.get(id)).ifPresent(Thread::startVirtualThread);
    }

    /// The same, read at once where nobody has yet.
    private Optional<Consultation> awaited(String id) {
        Optional.ofNullable(consultations.get(id)).ifPresent(FutureTask::run);
        try {
            FutureTask<Consultation> task = consultations.get(id);
            if (task != null) task.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException _) {
            // said by unjudged
        }
        return consultation(id);
    }

    /// A run with all that the doctor found out about it, read at once where nobody has yet.
    ///
    /// @throws Refused when there is none, it was not examined, or it cannot be judged
    ExaminedRun examined(String id) {
        Recorded run = run(id);
        return awaited(id)
                .map(found -> new ExaminedRun(
                        run.folder(), run.card(), run.named(), run.named().data(), found))
                .orElseThrow(() -> Refused.missing("run " + id + unexamined(run)));
    }

    private String unexamined(Recorded run) {
        if (!run.examined()) return " was not examined: `gradus doctor " + run.id() + "` examines its recipe";
        return unjudged(run.id()).map(why -> " cannot be judged: " + why).orElse(" is being read");
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                refresh();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks at the folder now.
    void refresh() {
        try {
            look();
        } catch (UncheckedIOException _) {
            // a folder that cannot be listed now may be there again at the next look
        }
    }

    /// Reads what has changed since the last look, and tells of it.
    private synchronized void look() {
        Map<String, Recorded> found = new LinkedHashMap<>();
        Map<String, Broken> unread = new LinkedHashMap<>();
        List<Recorded> changed = new ArrayList<>();
        for (RunFolder folder : RunFolder.list(root)) {
            String stamp = Recorded.stamp(folder);
            Optional<Recorded> known = Optional.ofNullable(runs.get(folder.id()));
            Optional<Recorded> before = known.filter(run -> run.stamp().equals(stamp));
            Optional<Broken> refused = Optional.ofNullable(broken.get(folder.id()))
                    .filter(run -> run.stamp().equals(stamp));
            before.ifPresent(run -> found.put(folder.id(), run));
            refused.ifPresent(run -> unread.put(folder.id(), run));
            if (before.isPresent() || refused.isPresent()) continue;
            try {
                Recorded now = Recorded.read(folder, known);
                found.put(folder.id(), now);
                changed.add(now);
            } catch (RuntimeException e) {
                // a run that is being written, or is broken, costs its own line only
                unread.put(folder.id(), new Broken(stamp, String.valueOf(e.getMessage())));
            }
        }
        boolean others = !found.keySet().equals(runs.keySet()) || !unread.equals(broken);
        runs = Collections.unmodifiableMap(found);
        broken = Map.copyOf(unread);
        changed.forEach(this::tell);
        if (others || !changed.isEmpty()) events.tell("runs", "{}");
    }

    private void tell(Recorded run) {
        String files = run.examined() ? "examined" : run.ended() ? "ended" : "growing";
        events.tell("files/" + Request.encoded(run.id()), "{\"files\": \"" + files + "\"}");
        // what was found of other files under this name is no longer true
        consultations.remove(run.id());
        if (!run.examined()) return;
        Optional<Consultation> here = Optional.ofNullable(written.get(run.id()))
                .filter(w -> w.in(run))
                .map(Written::found);
        FutureTask<Consultation> task = new FutureTask<>(() -> here.orElseGet(() -> consult(run))) {
            @Override
            protected void done() {
                events.tell("files/" + Request.encoded(run.id()), "{\"judged\":" + judged.incrementAndGet() + "}");
                events.tell("runs", "{}");
            }
        };
        consultations.put(run.id(), task);
        if (here.isPresent()) task.run();
        else judging.execute(task);
    }

    /// Lets something be written that was found out about a run here, so that it need not be read back: detectors may
    /// train networks anew for that.
    void write(RunFolder run, Consultation found, Runnable write) {
        written.put(run.id(), new Written(found, ""));
        try {
            write.run();
            written.put(run.id(), new Written(found, Recorded.stamp(run)));
        } catch (RuntimeException e) {
            written.remove(run.id());
            throw e;
        }
    }

    /// Such as when its data are gone it cannot be judged; pictures and numbers remain.
    private static Consultation consult(Recorded run) {
        return Archive.load(run.folder(), run.named().data());
    }

    @Override
    public void close() {
        watcher.interrupt();
        judging.shutdownNow();
    }
}
