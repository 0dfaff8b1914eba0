package org.gradus.studio.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gradus.train.Trainer;

/// What the held-out samples say of a training after its epochs: after the first, and after as many others as cost
/// little time.
public final class Scores {
    /// The part of the time since the training began that may go into them.
    private static final double PART = 0.01;

    private final List<Score> scores = new CopyOnWriteArrayList<>();
    private final long begun = System.nanoTime();
    private final Trainer trainer;
    private long spent;

    /// @param metric on the held-out samples, such as the accuracy
    public record Score(long step, double metric) {}

    Scores(Trainer trainer) {
        this.trainer = trainer;
    }

    /// Looks at the network after a step, on the training's own thread.
    void update() {
        if (!trainer.data().hasTest() || trainer.stepsDone() % trainer.stepsPerEpoch() != 0) return;
        long now = System.nanoTime();
        if (spent > PART * (now - begun)) return;
        scores.add(new Score(trainer.stepsDone(), trainer.evaluator().test().metric()));
        spent += System.nanoTime() - now;
    }

    /// The name of the metric.
    public String metric() {
        return trainer.data().task().metric();
    }

    /// Those so far, in the order of their steps.
    public List<Score> all() {
        return List.copyOf(scores);
    }
}
