package org.gradus.bench;

import java.util.Optional;
import org.gradus.run.Roofline;
import org.gradus.speed.Mlp;
import org.gradus.speed.Prediction;
import org.gradus.speed.Watch;
import org.gradus.speed.Workload;
import org.gradus.train.Trainer;

/// Gradus as one of the libraries that are compared.
final class GradusChild implements Subject {
    private final Mlp mlp;
    private final Workload workload;
    private final int threads;
    private final Trainer plain;
    private Optional<Trainer> watched = Optional.empty();
    private Optional<Prediction.Use> used = Optional.empty();

    private GradusChild(Mlp mlp, int threads) {
        this.mlp = mlp;
        workload = Workload.of(mlp);
        this.threads = threads;
        plain = workload.trainer(Watch.PLAIN, threads);
    }

    /// Serves a comparison.
    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, GradusChild::new);
    }

    @Override
    public void step() {
        plain.step();
    }

    @Override
    public void watched() {
        if (watched.isEmpty()) watched = Optional.of(workload.trainer(Watch.STATISTICS, threads));
        watched.get().step();
    }

    @Override
    public void predict() {
        if (used.isEmpty()) used = Optional.of(new Prediction.Use(mlp, mlp.batch()));
        used.get().predict();
    }

    @Override
    public boolean ready() {
        return Roofline.warm();
    }
}
