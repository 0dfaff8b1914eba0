package org.gradus.speed;

import java.nio.file.Path;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Samples without meaning: inputs of mean 0 and variance 1, targets that do not depend on them.
///
/// @param samples how many there are to train on
/// @param task what is asked for
record Noise(int samples, int features, Task task) implements Source {
    private static final long INPUTS = 0x5EED_0001L;
    private static final long TARGETS = 0x5EED_0002L;

    @Override
    public Dataset load(Path folder) {
        Samples all = new Samples(
                numbers(INPUTS, features),
                switch (task) {
                    case Task.Classification(int classes) ->
                        Tensor.generateInts(
                                Shape.of(samples), i -> (int) Long.remainderUnsigned(bits(TARGETS, i), classes));
                    case Task.MultiLabel(int outputs) ->
                        Tensor.generate(Shape.of(samples, outputs), i -> bits(TARGETS, i) >>> 63)
                                .as(Element.F32);
                    case Task.Regression(int outputs) -> numbers(TARGETS, outputs);
                });
        return Dataset.of("noise", all, all.rows(0), task);
    }

    private Tensor numbers(long seed, int columns) {
        return Tensor.generate(Shape.of(samples, columns), i -> number(seed, i)).as(Element.F32);
    }

    /// Uniform, of variance 1.
    private static double number(long seed, int index) {
        double uniform = (bits(seed, index) >>> 40) * 0x1p-24;
        return (2 * uniform - 1) * Math.sqrt(3);
    }

    /// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): cheap before it is compiled, so that it does not count in the
    /// time until the first step.
    private static long bits(long seed, int index) {
        long z = seed + (index + 1L) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
