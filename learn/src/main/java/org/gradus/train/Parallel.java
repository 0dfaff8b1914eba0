package org.gradus.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Trainings several at a time.
public final class Parallel {
    private Parallel() {}

    /// Runs all of some work on so many threads. Results stand in the order of the work, whichever is done
    /// first; when one fails, what has not begun is left.
    ///
    /// @param threads how many pieces run at once, at least 1
    public static <T> List<T> all(int threads, List<Supplier<T>> work) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (Supplier<T> one : work) running.add(pool.submit(one::get));
            try {
                List<T> results = new ArrayList<>();
                for (Future<T> one : running) results.add(one.get());
                return results;
            } catch (ExecutionException e) {
                running.forEach(one -> one.cancel(false));
                throw failed(Objects.requireNonNullElse(e.getCause(), e));
            } catch (InterruptedException e) {
                running.forEach(one -> one.cancel(false));
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private static RuntimeException failed(Throwable cause) {
        return switch (cause) {
            case Error e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalStateException("one of several trainings failed", cause);
        };
    }
}
