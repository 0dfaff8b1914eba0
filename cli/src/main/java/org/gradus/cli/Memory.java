package org.gradus.cli;

import java.util.Optional;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.tensor.Tensor;

/// How much memory a command is likely to take, by its samples: they are what grows.
///
/// @param needed bytes
record Memory(long needed) {
    private static final long MEGABYTE = 1_000_000, GIGABYTE = 1_000_000_000;

    /// What all else takes: code, plans, weights, histories.
    private static final long REST = 400 * MEGABYTE;

    /// The copies of the samples while they are read, rescaled and split.
    private static final int READING = 4;

    /// Those of a training in a trial, which holds some back and may rescale all.
    private static final int ARM = 3;

    /// For a single training.
    static Memory ofTraining(Dataset data) {
        return new Memory(REST + READING * bytes(data));
    }

    /// For a consultation.
    ///
    /// @param threads trainings at a time
    static Memory ofConsultation(Dataset data, int threads) {
        return new Memory(REST + (READING + (long) ARM * threads) * bytes(data));
    }

    private static long bytes(Dataset data) {
        return bytes(data.train()) + bytes(data.test());
    }

    private static long bytes(Samples samples) {
        long inputs =
                samples.named().values().stream().mapToLong(Tensor::heapBytes).sum();
        return inputs + samples.targets().heapBytes();
    }

    /// What to say before anything is lost, if there is less.
    Optional<String> warning() {
        long there = Runtime.getRuntime().maxMemory();
        if (needed <= there) return Optional.empty();
        return Optional.of("memory: about " + megabytes(needed) + " may be needed, and there are " + megabytes(there)
                + "; " + flag(needed));
    }

    /// What to say of a command that ran out of memory.
    ///
    /// @param expected what it was expected to take; 0 when that is not known
    static String exhausted(long expected) {
        long there = Runtime.getRuntime().maxMemory(), more = Math.max(expected, 2 * there);
        String known = expected > there ? ", and about " + megabytes(expected) + " are needed" : "";
        return "out of memory, of which there were " + megabytes(there) + known + "; " + flag(more);
    }

    private static String flag(long bytes) {
        long gigabytes = Math.ceilDiv(bytes, GIGABYTE);
        return "GRADUS_JAVA_OPTIONS=-Xmx" + gigabytes + "g gives it " + gigabytes + " GB";
    }

    private static String megabytes(long bytes) {
        return Math.ceilDiv(bytes, MEGABYTE) + " MB";
    }
}
