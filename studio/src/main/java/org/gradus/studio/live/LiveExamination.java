package org.gradus.studio.live;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.ProgressListener;
import org.gradus.data.Dataset;
import org.gradus.record.ExaminedRun;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.Json;
import org.gradus.runs.RunClaim;
import org.gradus.runs.RunFolder;

/// An examination by the doctor of a run that was trained: it trains the recipe once more and watches, says what it
/// finds, waits for somebody to ask for the trials, and tries the cures against control and sham. What is found is
/// written into the run's folder as soon as it is there.
public final class LiveExamination {
    /// How often pages are told how far it has got, in nanoseconds.
    private static final long NEWS = 100_000_000;

    /// What an examination is doing.
    public enum State {
        EXAMINING,
        /// The verdict is known, and cures can be tried.
        FOUND,
        TRYING,
        ENDED,
        FAILED
    }

    /// Writes what was found, and takes note of it.
    @FunctionalInterface
    public interface Writer {
        /// @param found what will stand in the folder of the run
        /// @param write writes it there
        void write(RunFolder run, Consultation found, Runnable write);
    }

    private final RunFolder run;
    private final Writer writer;
    private final Consumer<String> news;
    private final CountDownLatch go = new CountDownLatch(1), settled = new CountDownLatch(1);
    private final Thread thread;
    private volatile State state = State.EXAMINING;
    private volatile boolean given;
    private volatile Progress progress = new Progress("training", 0, 1);
    private volatile List<ProgressListener.Standing> arms = List.of();
    private volatile String why = "";
    private volatile long told;

    /// How far a part of the work has got.
    public record Progress(String what, long done, long of) {}

    /// Ends the work from within.
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// @param trials whether the cures are tried without waiting for anybody
    /// @param writer asked to write what is found
    /// @param news told what is new, an object as JSON in one line; it must not wait
    LiveExamination(RunFolder run, boolean trials, Writer writer, Consumer<String> news) {
        this.run = run;
        this.writer = writer;
        this.news = news;
        if (trials) go.countDown();
        this.thread = Thread.ofPlatform().name("examining " + run.id()).daemon().unstarted(this::examine);
    }

    void start() {
        thread.start();
    }

    /// It has ended when its run is let go: whoever hears of it may take the run at once.
    private void examine() {
        try {
            consult();
            end(State.ENDED, "");
        } catch (Stop _) {
            end(State.ENDED, "");
        } catch (RuntimeException e) {
            end(State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void consult() {
        long begun = System.nanoTime();
        try (RunClaim claim = RunClaim.of(run)) {
            NamedRecipe named = NamedRecipe.recorded(claim.run());
            Dataset data = named.data();
            int threads = Runtime.getRuntime().availableProcessors();
            Consultation all = new Clinic(data, threads, listener()).consult(named.recipe(), before -> {
                write(named, data, before, begun);
                found(before);
            });
            write(named, data, all, begun);
        }
    }

    private void write(NamedRecipe named, Dataset data, Consultation found, long begun) {
        ExaminedRun examined = ExaminedRun.of(run, named, data, "gradus doctor " + run.id(), found);
        writer.write(run, found, () -> examined.write(seconds(begun)));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void found(Consultation before) {
        if (!before.treatable()) return;
        state = State.FOUND;
        tell();
        if (go.getCount() > 0) settled.countDown();
        try {
            go.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Stop();
        }
        if (given) throw new Stop();
        state = State.TRYING;
        progress = new Progress("trials", 0, 1);
        tell();
    }

    private ProgressListener listener() {
        return new ProgressListener() {
            @Override
            public void at(String what, long done, long of) {
                progress = new Progress(what, done, of);
                if (Thread.currentThread().isInterrupted()) throw new Stop();
                if (System.nanoTime() - told > NEWS) tell();
            }

            @Override
            public void standing(List<Standing> now) {
                arms = List.copyOf(now);
                tell();
            }
        };
    }

    private void end(State last, String reason) {
        why = reason;
        state = last;
        tell();
        settled.countDown();
    }

    private void tell() {
        told = System.nanoTime();
        Progress now = progress;
        news.accept(
                Json.write(Json.object("doctor", state.name(), "what", now.what(), "done", now.done(), "of", now.of()))
                        .replace("\n", " "));
    }

    /// Tries the cures.
    public void go() {
        go.countDown();
    }

    /// Leaves it at the verdict, or gives up what is being done.
    void stop() {
        given = true;
        go.countDown();
        thread.interrupt();
    }

    /// Waits until it has ended, or its verdict is there and nobody has asked for trials.
    public void join() throws InterruptedException {
        settled.await();
    }

    public State state() {
        return state;
    }

    /// How far it has got.
    public Progress progress() {
        return progress;
    }

    /// How the arms of the trials stand; none before their first stage.
    public List<ProgressListener.Standing> arms() {
        return arms;
    }

    /// Why it could not go on; empty when it could.
    public Optional<String> why() {
        return why.isEmpty() ? Optional.empty() : Optional.of(why);
    }

    /// Whether it still holds its run.
    public boolean alive() {
        return state != State.ENDED && state != State.FAILED;
    }
}
