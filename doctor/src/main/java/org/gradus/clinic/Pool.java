package org.gradus.clinic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Work done several pieces at a time. Results stand in the order of the work, whichever is done
/// first.
///
/// @param threads how many pieces run at once
/// @param progress told of each piece that is done
record Pool(int threads, ProgressListener progress) {

    /// One piece of work; the parallel streams in it run on as many threads as this has.
    <T> T one(Supplier<T> work) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit((Callable<T>) work::get).join();
        }
    }

    /// @param what the part of the work, for the progress and for errors
    <T> List<T> all(String what, List<Callable<T>> work) {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> one : work) {
                running.add(pool.submit(() -> {
                    T result = one.call();
                    progress.at(what, done.incrementAndGet(), work.size());
                    return result;
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) results.add(one.get());
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("one of the " + what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + what, e);
        }
    }
}
