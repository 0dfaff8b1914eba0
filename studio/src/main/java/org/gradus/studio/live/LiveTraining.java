package org.gradus.studio.live;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.gradus.clinic.Alarm;
import org.gradus.record.Recording;
import org.gradus.runs.Json;
import org.gradus.studio.web.Refused;
import org.gradus.train.StepReport;
import org.gradus.train.Trainer;

/// A training that is recorded, and can be paused, stepped, slowed down and given another learning rate. Between two
/// steps the training asks here whether to go on; nothing else of it knows of pages.
///
/// Pausing changes nothing in what is computed, and a change of the rate is written into the recipe, so that a training
/// that was steered gives the same bits when it is trained anew.
public final class LiveTraining {
    /// How often pages are told of a step, and shown its frame, in nanoseconds.
    private static final long NEWS = 100_000_000, FLUSH = 400_000_000;

    /// How long an order waits for the step that it asked for, in nanoseconds.
    private static final long SETTLING = 1_000_000_000;

    /// What a training is doing.
    public enum State {
        RUNNING,
        PAUSED,
        /// It has made all its steps, or met a number that is not finite.
        ENDED,
        /// It was stopped before its end, and can be resumed.
        STOPPED,
        /// It could not go on, such as when the disk was full; it can be resumed.
        FAILED
    }

    /// Ends the training's loop from within.
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Recording recording;
    private final Consumer<String> news;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread thread;
    private final Scores scores;

    // all of these are guarded by the lock
    private State state;
    private boolean stopping;
    /// Whether it waits between two steps until it is told to go on.
    private boolean still;

    private long due;
    private double perSecond = Double.POSITIVE_INFINITY;
    private OptionalDouble rate = OptionalDouble.empty();
    private Optional<Alarm> alarm = Optional.empty();
    private String why = "";
    private long told;
    private long flushed;
    private long next;
    private double loss = Double.NaN;
    private double current;

    /// Starts it.
    ///
    /// @param paused whether it waits before its first step
    /// @param news told what is new, an object as JSON in one line; it must not wait
    LiveTraining(Recording recording, boolean paused, Consumer<String> news) {
        this.recording = recording;
        this.news = news;
        this.scores = new Scores(recording.trainer());
        this.state = paused ? State.PAUSED : State.RUNNING;
        this.current = recording.trainer().recipe().optimizer().rate();
        this.thread = Thread.ofPlatform()
                .name("training " + recording.run().id())
                .daemon()
                .unstarted(this::train);
    }

    void start() {
        thread.start();
    }

    /// It has ended when its run is let go: whoever hears of it may take the run at once.
    private void train() {
        try {
            end(recorded(), "");
        } catch (UncheckedIOException e) {
            Throwable cause = e.getCause();
            end(State.FAILED, e.getMessage() + (cause == null ? "" : ": " + cause.getMessage()));
        } catch (RuntimeException e) {
            end(State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private State recorded() {
        try (recording) {
            try {
                before();
                recording.train(this::after);
                return State.ENDED;
            } catch (Stop _) {
                recording.save();
                return State.STOPPED;
            }
        }
    }

    private void end(State last, String reason) {
        lock.lock();
        try {
            state = last;
            why = reason;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        tell();
    }

    /// Waits before the first step while the training is paused.
    private void before() {
        lock.lock();
        try {
            gate();
        } finally {
            lock.unlock();
        }
    }

    /// Between two steps: tells of the last, and waits until the next is due.
    private void after(StepReport report) {
        scores.update();
        lock.lock();
        try {
            loss = report.loss();
            current = report.rate();
            long now = System.nanoTime();
            if (due > 0) due--;
            if (now - flushed > FLUSH) flush();
            if (now - told > NEWS) tell();
            gate();
            pace();
        } finally {
            lock.unlock();
        }
    }

    private boolean waits() {
        return state == State.PAUSED && due == 0 && !stopping && rate.isEmpty();
    }

    private void flush() {
        recording.flush();
        flushed = System.nanoTime();
    }

    /// Waits while the training is paused, and makes the changes that were asked for.
    private void gate() {
        try {
            if (waits()) {
                // whoever looks on sees the last step
                flush();
                tell();
            }
            still = waits();
            if (still) wake.signalAll();
            while (waits()) wake.await();
            still = false;
            if (rate.isPresent()) {
                current = rate.getAsDouble();
                recording.rate(current);
                rate = OptionalDouble.empty();
                wake.signalAll();
                tell();
                gate();
            }
        } catch (InterruptedException _) {
            stopping = true;
        }
        if (stopping) throw new Stop();
    }

    /// Waits until the next step is due, at so many a second.
    private void pace() {
        long now = System.nanoTime();
        if (Double.isInfinite(perSecond)) {
            next = now;
            return;
        }
        next = Math.max(next, now - TimeUnit.SECONDS.toNanos(1)) + (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
        try {
            while (next > System.nanoTime() && !stopping && state == State.RUNNING && rate.isEmpty())
                if (wake.awaitNanos(next - System.nanoTime()) <= 0) break;
        } catch (InterruptedException _) {
            stopping = true;
        }
        gate();
    }

    private void tell() {
        told = System.nanoTime();
        news.accept(standing().toJson());
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Goes on.
    public void resume() {
        change(() -> state = state == State.PAUSED ? State.RUNNING : state);
    }

    /// Lets it wait after the step that is being made, and comes back when it does, or after [#SETTLING] of a long
    /// step.
    public void pause() {
        change(() -> state = state == State.RUNNING ? State.PAUSED : state);
        settle(() -> still);
    }

    /// Makes some steps, and lets it wait behind them; comes back then, or after [#SETTLING].
    public void step(long steps) {
        change(() -> {
            if (state == State.RUNNING) state = State.PAUSED;
            due += steps;
            still = false;
        });
        settle(() -> still);
    }

    /// Whoever gives an order sees what came of it.
    private void settle(BooleanSupplier done) {
        lock.lock();
        try {
            long left = SETTLING;
            while (!done.getAsBoolean() && (state == State.PAUSED || state == State.RUNNING) && left > 0)
                left = wake.awaitNanos(left);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Makes at most so many steps a second; infinity for as many as it can.
    public void pace(double stepsPerSecond) {
        change(() -> perSecond = stepsPerSecond);
    }

    /// Changes the learning rate from the next step on, and comes back when that is written down, or after [#SETTLING].
    ///
    /// @throws Refused when no finite factor leads to it from the recipe's own
    public void rate(double value) {
        double own = recording.trainer().recipe().optimizer().rate();
        if (!Double.isFinite(value / own))
            throw Refused.bad(
                    "rate: expected one that the recipe's, " + own + ", can be multiplied to, found " + value);
        change(() -> rate = OptionalDouble.of(value));
        settle(() -> rate.isEmpty());
    }

    /// Ends it before its end; it can be resumed.
    public void stop() {
        change(() -> stopping = true);
    }

    /// What the held-out samples say of it.
    public Scores scores() {
        return scores;
    }

    /// Waits until it has ended.
    void join() throws InterruptedException {
        thread.join();
    }

    /// What its guard says is wrong now.
    void alarmed(Alarm raised) {
        // told from within a step: nobody else holds the lock for long
        change(() -> alarm = raised.over() ? Optional.empty() : Optional.of(raised));
    }

    /// How it stands.
    ///
    /// @param loss of the latest step; NaN before the first
    /// @param rate the learning rate of the latest step
    /// @param perSecond the most steps a second; infinite for no limit
    /// @param alarm what its guard says is wrong
    /// @param why it could not go on; empty when it could
    public record Standing(
            State state,
            long step,
            long of,
            double loss,
            double rate,
            double perSecond,
            Optional<Alarm> alarm,
            String why) {
        /// Whether it still holds its run.
        public boolean alive() {
            return state == State.RUNNING || state == State.PAUSED;
        }

        /// What pages are told, an object in one line.
        public String toJson() {
            return Json.write(Json.object(
                            "step",
                            step,
                            "of",
                            of,
                            "loss",
                            loss,
                            "rate",
                            rate,
                            "state",
                            state.name().toLowerCase(Locale.ROOT)))
                    .replace("\n", " ");
        }
    }

    /// How it stands now.
    public Standing standing() {
        lock.lock();
        try {
            Trainer trainer = recording.trainer();
            return new Standing(state, trainer.stepsDone(), trainer.totalSteps(), loss, current, perSecond, alarm, why);
        } finally {
            lock.unlock();
        }
    }

    /// Whether it still holds its run.
    public boolean alive() {
        return standing().alive();
    }
}
