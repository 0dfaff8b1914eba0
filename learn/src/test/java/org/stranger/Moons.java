package org.stranger;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.name.Default;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Two half circles that reach into each other, as someone else would write it; a fifth is held out.
///
/// @param turn by how many degrees they are turned, if at all
/// @param shape how they lie
public record Moons(
        int samples,
        @Default("0.1") double noise,
        @Default("") Optional<Double> turn,
        Shift shape) implements Source {
    /// How far the second lies from the first.
    public record Shift(
            @Default("1") double right, @Default("0.5") double down) {}

    @Override
    public Dataset load(Path folder) {
        double angle = Math.toRadians(turn.orElse(0.0));
        float[] inputs = new float[2 * samples];
        for (int i = 0; i < samples; i++) {
            double at = Math.PI * Philox.uniform(7, 0, 0, i);
            double x = Math.cos(at), y = Math.sin(at);
            if (i % 2 == 1) {
                x = shape.right() - x;
                y = shape.down() - y;
            }
            x += noise * Philox.normal(7, 1, 0, 2 * i);
            y += noise * Philox.normal(7, 1, 0, 2 * i + 1);
            inputs[2 * i] = (float) (x * Math.cos(angle) - y * Math.sin(angle));
            inputs[2 * i + 1] = (float) (x * Math.sin(angle) + y * Math.cos(angle));
        }
        Samples all = new Samples(
                Tensor.of(Shape.of(samples, 2), inputs), Tensor.generateInts(Shape.of(samples), i -> i % 2));
        int trained = samples * 4 / 5;
        return Dataset.of(
                "moons",
                all.rows(IntStream.range(0, trained).toArray()),
                all.rows(IntStream.range(trained, samples).toArray()),
                new Task.Classification(2));
    }
}
