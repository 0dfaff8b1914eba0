package org.gradus.probe;

import java.util.Arrays;
import java.util.List;
import org.gradus.runs.Thinning;

/// What was measured at every step of a training, one frame a step. Of a training so long that its frames would take
/// more than some tens of megabytes, those steps are kept that [Thinning] keeps.
public final class History {
    /// The most numbers that are kept, 64 MB of them; but frames of two thousand steps in any case.
    private static final int MOST = 1 << 24, FEWEST = 2048;

    /// The part of the frames kept that are the latest, all of them: with older ones beside them, a thinned history of
    /// any length takes about half of its room.
    private static final int LATEST = 32;

    private static final int FIELDS = Field.values().length, MEASURES = Measure.values().length;

    private final List<String> layers;
    private final List<String> tensors;
    /// How many numbers a frame holds.
    private final int width;

    private final int most;
    private final Thinning thinning;

    private int size;
    /// The first step made; its frame may be thinned out later.
    private long first;

    private long[] steps = new long[64];
    private double[] losses = new double[64];
    private double[] rates = new double[64];
    private boolean[] finite = new boolean[64];
    private float[] values;

    /// @param layers the paths of the layers, input side first
    /// @param tensors the names of the tensors that are watched
    public History(List<String> layers, List<String> tensors) {
        this.layers = List.copyOf(layers);
        this.tensors = List.copyOf(tensors);
        width = layers.size() * FIELDS + tensors.size() * MEASURES;
        values = new float[steps.length * width];
        most = Math.max(FEWEST, MOST / Math.max(1, width));
        thinning = Thinning.in(most / LATEST, 1);
    }

    /// The first frames of another, which are shared.
    private History(History all, int size) {
        layers = all.layers;
        tensors = all.tensors;
        width = all.width;
        most = all.most;
        thinning = all.thinning;
        first = all.first;
        steps = all.steps;
        losses = all.losses;
        rates = all.rates;
        finite = all.finite;
        values = all.values;
        this.size = size;
    }

    /// Where a field of a layer stands among the numbers of a frame.
    @SuppressWarnings("EnumOrdinal") // a frame holds the fields in the order in which they are declared
    public static int place(Field field, int layer) {
        return layer * FIELDS + field.ordinal();
    }

    /// Where a measure of a tensor stands among the numbers of a frame.
    public int place(Measure measure, int tensor) {
        return layers.size() * FIELDS + tensor * MEASURES + measure.place();
    }

    /// Adds a frame.
    ///
    /// @param step the number of the step, from 1
    /// @param loss the mean loss of its batch
    /// @param rate the learning rate used
    /// @param finite whether loss and gradients were finite numbers
    /// @param numbers the fields of all layers and the measures of all tensors, at their places; they are copied
    public void add(long step, double loss, double rate, boolean finite, float[] numbers) {
        if (size == 0) first = step;
        if (size == most) thin(steps[size - 1]);
        if (size == steps.length) grow();
        steps[size] = step;
        losses[size] = loss;
        rates[size] = rate;
        this.finite[size] = finite;
        System.arraycopy(numbers, 0, values, size * width, width);
        size++;
    }

    private void grow() {
        int room = Math.min(2 * size, most);
        steps = Arrays.copyOf(steps, room);
        losses = Arrays.copyOf(losses, room);
        rates = Arrays.copyOf(rates, room);
        finite = Arrays.copyOf(finite, room);
        values = Arrays.copyOf(values, Math.multiplyExact(room, width));
    }

    private void thin(long now) {
        // what another has of these frames stays as it is
        steps = steps.clone();
        losses = losses.clone();
        rates = rates.clone();
        finite = finite.clone();
        values = values.clone();
        int kept = 0;
        for (int i = 0; i < size; i++) if (thinning.keeps(steps[i], now)) move(i, kept++);
        size = kept;
    }

    private void move(int from, int to) {
        steps[to] = steps[from];
        losses[to] = losses[from];
        rates[to] = rates[from];
        finite[to] = finite[from];
        System.arraycopy(values, from * width, values, to * width, width);
    }

    /// What was known after a step: the same frames without those of later steps. It shares them; what is added to this
    /// history afterwards does not change it, and nothing may be added to it.
    ///
    /// @param step the last that is kept; the first frame is kept in any case
    public History until(long step) {
        int place = Arrays.binarySearch(steps, 0, size, step);
        return new History(this, Math.min(size, Math.max(1, place < 0 ? -place - 1 : place + 1)));
    }

    /// What is known now, which stays as it is when something is added to this history.
    public History snapshot() {
        return new History(this, size);
    }

    /// The paths of the layers, input side first.
    public List<String> layers() {
        return layers;
    }

    /// The names of the tensors that are watched.
    public List<String> tensors() {
        return tensors;
    }

    /// How many frames are kept.
    public int size() {
        return size;
    }

    /// How many steps were made, those whose frames were thinned out among them.
    public long made() {
        return size == 0 ? 0 : steps[size - 1] - first + 1;
    }

    /// How many numbers a frame holds.
    public int width() {
        return width;
    }

    /// The number of a frame's step, from 1.
    public long step(int frame) {
        return steps[checked(frame)];
    }

    /// The mean loss of a frame's batch.
    public double loss(int frame) {
        return losses[checked(frame)];
    }

    /// The learning rate used.
    public double rate(int frame) {
        return rates[checked(frame)];
    }

    /// Whether loss and gradients were finite numbers.
    public boolean finite(int frame) {
        return finite[checked(frame)];
    }

    /// A field of a layer at a frame.
    public double get(Field field, int frame, int layer) {
        return values[checked(frame) * width + place(field, layer)];
    }

    /// A measure of a tensor at a frame.
    public double get(Measure measure, int frame, int tensor) {
        return values[checked(frame) * width + place(measure, tensor)];
    }

    /// Copies the numbers of a frame.
    public void read(int frame, float[] into) {
        System.arraycopy(values, checked(frame) * width, into, 0, width);
    }

    private int checked(int frame) {
        if (frame < 0 || frame >= size) throw new IndexOutOfBoundsException("frame " + frame + " of " + size);
        return frame;
    }

    /// A field of a layer, averaged over the last frames.
    public double last(Field field, int layer, int window) {
        int from = Math.max(0, size - window);
        double sum = 0;
        for (int i = from; i < size; i++) sum += get(field, i, layer);
        return sum / (size - from);
    }

    /// The mean loss over the frames kept of steps `from` to before `to`, counted from 0 at the first step made.
    public double meanLoss(long from, long to) {
        int first = frame(from), end = frame(to);
        double sum = 0;
        for (int i = first; i < end; i++) sum += losses[i];
        return sum / (end - first);
    }

    /// The first frame that is not before a step, counted from 0 at the first step made.
    private int frame(long made) {
        int place = Arrays.binarySearch(steps, 0, size, first + made);
        return place < 0 ? -place - 1 : place;
    }
}
