package org.gradus.studio.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.gradus.clinic.Guard;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.RunFolder;
import org.gradus.studio.web.EventStream;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.jspecify.annotations.Nullable;

/// What goes on in this process: trainings and examinations, by the ids of their runs. They end with it, and what they
/// wrote stays: a training can be resumed.
public final class Live implements AutoCloseable {
    /// The most trainings and examinations at a time: each takes a thread, and memory for its samples.
    private static final int MOST = 8;

    private final Path runs;
    private final EventStream events;
    private final LiveExamination.Writer writer;
    private final Map<String, LiveTraining> trainings = new ConcurrentHashMap<>();
    private final Map<String, LiveExamination> examinations = new ConcurrentHashMap<>();

    /// @param runs the folder in which runs are made
    /// @param writer asked to write what examinations find
    public Live(Path runs, EventStream events, LiveExamination.Writer writer) {
        this.runs = runs;
        this.events = events;
        this.writer = writer;
    }

    /// Starts a training in a new folder.
    ///
    /// @param command by which it is made again
    /// @param paused whether it waits before its first step
    /// @param stepsPerSecond the most that it makes; infinity for as many as it can
    /// @return the id of its run
    /// @throws org.gradus.name.InputException when the recipe cannot be trained
    public synchronized String train(NamedRecipe named, String command, boolean paused, double stepsPerSecond) {
        room();
        return start(guard -> Recording.begin(named, runs, command, 1, List.of(guard)), paused, stepsPerSecond);
    }

    /// Goes on with a run from its last checkpoint.
    ///
    /// @throws org.gradus.name.InputException when it is broken or being written
    public synchronized void resume(RunFolder run) {
        room();
        start(guard -> Recording.resume(run, 1, List.of(guard)), false, Double.POSITIVE_INFINITY);
    }

    /// @param recording begins it, with a guard that looks on
    private String start(Function<Guard, Recording> recording, boolean paused, double pace) {
        AtomicReference<@Nullable LiveTraining> watched = new AtomicReference<>();
        Guard guard = Guard.telling(alarm -> {
            LiveTraining training = watched.get();
            if (training != null) training.alarmed(alarm);
        });
        Recording begun = recording.apply(guard);
        String id = begun.run().id();
        LiveTraining training =
                new LiveTraining(begun, paused, json -> events.tell("run/" + Request.encoded(id), json));
        training.pace(pace);
        watched.set(training);
        trainings.put(id, training);
        training.start();
        return id;
    }

    /// Starts to examine a run.
    ///
    /// @param trials whether cures are tried without waiting to be asked
    public synchronized void examine(RunFolder run, boolean trials) {
        if (training(run.id()).filter(LiveTraining::alive).isPresent())
            throw Refused.conflict("run " + run.id() + " is being trained; it can be examined when that has ended");
        Optional<LiveExamination> before = examination(run.id()).filter(LiveExamination::alive);
        if (before.isPresent()) {
            before.get().go();
            return;
        }
        room();
        String id = run.id();
        LiveExamination examination =
                new LiveExamination(run, trials, writer, json -> events.tell("run/" + Request.encoded(id), json));
        examinations.put(id, examination);
        examination.start();
    }

    private void room() {
        long busy = trainings.values().stream().filter(LiveTraining::alive).count()
                + examinations.values().stream().filter(LiveExamination::alive).count();
        if (busy >= MOST) throw Refused.conflict("at most " + MOST + " trainings and examinations go on at a time");
    }

    public Optional<LiveTraining> training(String id) {
        return Optional.ofNullable(trainings.get(id));
    }

    public Optional<LiveExamination> examination(String id) {
        return Optional.ofNullable(examinations.get(id));
    }

    /// Stops all, with what they wrote whole.
    @Override
    public void close() {
        trainings.values().forEach(LiveTraining::stop);
        examinations.values().forEach(LiveExamination::stop);
        try {
            for (LiveTraining training : trainings.values()) training.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
