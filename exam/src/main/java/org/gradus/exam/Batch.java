package org.gradus.exam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// Pieces of work, several at once, whose results come in the order of the work however many
/// threads there are.
final class Batch {
    private Batch() {}

    /// One piece.
    ///
    /// @param key tells it from all others, in this run and in those before
    record Job<T>(String key, Callable<T> work) {}

    /// Does what is not done yet.
    ///
    /// @param key the key of the job that a result came from
    /// @param lines where results are kept; a job whose result is found there is not done again
    /// @param listener told of each new result, in the order of the work
    static <T extends Record> List<T> run(
            List<Job<T>> jobs, Function<T, String> key, int threads, Lines<T> lines, Consumer<T> listener) {
        Map<String, T> known = new HashMap<>();
        for (T result : lines.found()) known.put(key.apply(result), result);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Job<T> job : jobs) {
                T before = known.get(job.key());
                running.add(before == null ? pool.submit(job.work()) : CompletableFuture.completedFuture(before));
            }
            List<T> results = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i++) {
                T result = result(jobs.get(i).key(), running.get(i));
                if (!known.containsKey(jobs.get(i).key())) {
                    result = lines.add(result);
                    listener.accept(result);
                }
                results.add(result);
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T result(String key, Future<T> running) {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(key + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at " + key, e);
        }
    }
}
