package org.gradus.probe;

import java.util.ArrayList;
import java.util.List;

/// What was measured at every step of a training, growing by one frame a step.
public final class History {
    private static final List<Field> FIELDS = List.of(Field.values());

    private final List<String> layers;
    private final List<Frame> frames = new ArrayList<>();

    public History(List<String> layers) {
        this.layers = List.copyOf(layers);
    }

    /// What one step measured.
    ///
    /// @param step the number of the step, from 1
    /// @param loss the mean loss of its batch
    /// @param rate the learning rate used
    /// @param finite whether loss and gradients were finite numbers
    /// @param fields by layer, then by [Field]: `[layers × fields]`
    public record Frame(int step, double loss, double rate, boolean finite, List<Double> fields) {
        public Frame {
            fields = List.copyOf(fields);
        }
    }

    public void add(Frame frame) {
        frames.add(frame);
    }

    /// The paths of the layers, input side first.
    public List<String> layers() {
        return layers;
    }

    public List<Frame> frames() {
        return List.copyOf(frames);
    }

    public int size() {
        return frames.size();
    }

    public Frame frame(int index) {
        return frames.get(index);
    }

    /// A field of a layer at a frame.
    public double get(Field field, int frame, int layer) {
        return frames.get(frame).fields().get(layer * FIELDS.size() + FIELDS.indexOf(field));
    }

    /// A field of a layer, averaged over the last frames.
    public double last(Field field, int layer, int window) {
        int from = Math.max(0, size() - window);
        double sum = 0;
        for (int i = from; i < size(); i++) sum += get(field, i, layer);
        return sum / (size() - from);
    }

    /// The mean loss over frames `from` to before `to`.
    public double loss(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += frames.get(i).loss();
        return sum / (to - from);
    }
}
