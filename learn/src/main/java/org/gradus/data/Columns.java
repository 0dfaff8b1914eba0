package org.gradus.data;

import java.util.Arrays;
import org.gradus.tensor.Tensor;

/// What the training part shows of each column and of all together, and the rescaling that follows
/// from it. Of samples with positions, each unit at each position is a column: a pixel at the rim of an
/// image is not as one in the middle.
final class Columns {
    private final double[] low;
    private final double[] range;
    private final double[] mean;
    /// In units of the range, so that its squares never underflow.
    private final double[] deviation;

    private double lowest;
    private double wholeRange;

    private Columns(int features) {
        low = new double[features];
        range = new double[features];
        mean = new double[features];
        deviation = new double[features];
    }

    static Columns of(Tensor inputs) {
        Columns c = new Columns(inputs.shape().row().size());
        c.findRange(inputs);
        c.findMoments(inputs);
        return c;
    }

    private void findRange(Tensor inputs) {
        double[] high = new double[low.length];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < inputs.size(); i++) {
            int j = i % low.length;
            low[j] = Math.min(low[j], inputs.get(i));
            high[j] = Math.max(high[j], inputs.get(i));
        }
        Arrays.setAll(range, j -> high[j] - low[j]);
        lowest = Arrays.stream(low).min().orElse(0);
        wholeRange = Arrays.stream(high).max().orElse(0) - lowest;
    }

    private void findMoments(Tensor inputs) {
        int rows = inputs.shape().dim(0);
        for (int i = 0; i < inputs.size(); i++) mean[i % mean.length] += inputs.get(i) / rows;
        for (int i = 0; i < inputs.size(); i++) {
            int j = i % mean.length;
            double distance = (inputs.get(i) - mean[j]) / range[j];
            deviation[j] += distance * distance / rows;
        }
        Arrays.setAll(deviation, j -> Math.sqrt(deviation[j]));
    }

    /// To 0 … 1, column by column.
    Rescaling scaled() {
        return new Rescaling(low, range, all(1), Rescaling.Rule.SCALED);
    }

    /// To 0 … 1, all columns alike.
    Rescaling scaledAlike() {
        return new Rescaling(all(lowest), all(wholeRange), all(1), Rescaling.Rule.SCALED_ALIKE);
    }

    /// To mean 0 and standard deviation 1.
    Rescaling standardized() {
        return new Rescaling(mean, range, deviation, Rescaling.Rule.STANDARDIZED);
    }

    /// By a rule that follows from these columns.
    Rescaling by(Rescaling.Rule rule) {
        return switch (rule) {
            case GIVEN -> throw new IllegalArgumentException("a rescaling that is given does not follow from columns");
            case STANDARDIZED -> standardized();
            case SCALED -> scaled();
            case SCALED_ALIKE -> scaledAlike();
        };
    }

    private double[] all(double x) {
        double[] all = new double[low.length];
        Arrays.fill(all, x);
        return all;
    }
}
