package org.gradus.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How much less error a change leaves on samples that training does not see, relative to guessing:
/// 1 is all that the best constant answer gets wrong. Errors above guessing's count by their
/// logarithm, so that a network a thousand times worse than guessing is seen to get better.
///
/// Everything that asks whether a change helps asks this: suspects, doubts, trials and cures.
///
/// @param mean the error less; negative where there is more
/// @param low what it is surely no less than: the lower end of a one-sided interval, paired sample
///     by sample and training by training
public record Gain(double mean, double low) {
    /// A gain that is worth naming a cause for.
    public static final double WORTH = 0.1;

    /// More than this gained in one training counts as this much for what is sure: that one network
    /// was a thousand times worse than guessing and others were not must not make a gain of all of them
    /// look like chance.
    private static final double MOST = 1;

    /// Nothing gained, and nothing known.
    public static final Gain NONE = new Gain(0, 0);

    /// One-sided quantiles of Student's t, by degrees of freedom from 1: at 99 %, at 99.5 %, and at
    /// 99 % for any of thirty changes together (Bonferroni).
    private static final double[] LIKELY = {
        31.821, 6.965, 4.541, 3.747, 3.365, 3.143, 2.998, 2.896, 2.821, 2.764, 2.718, 2.681, 2.650, 2.624, 2.602, 2.583,
        2.567, 2.552, 2.539, 2.528, 2.518, 2.508, 2.500
    };
    private static final double[] SURE = {
        63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947, 2.921,
        2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807
    };
    private static final double[] CORRECTED = {
        954.929, 38.710, 14.819, 9.568, 7.499, 6.434, 5.795, 5.374, 5.076, 4.855, 4.685, 4.550, 4.440, 4.349, 4.273,
        4.208, 4.152, 4.104, 4.061, 4.023, 3.989, 3.959, 3.932
    };

    /// The normal quantile at 99.5 %.
    private static final double SURE_ROWS = 2.576;

    /// How many trainings the scatter is worth that samples alone would cause.
    private static final int PRIOR = 8;

    /// Trainings that scatter by more than this, in variances that samples alone would cause, scatter
    /// for another reason: five do so by chance once in a hundred times (F of 4 and many degrees of
    /// freedom).
    private static final double EXCESS = 3.3;

    /// Whether the change helps: by enough, and surely.
    public boolean helps() {
        return helps(WORTH);
    }

    /// Whether it gains at least so much, and surely something.
    public boolean helps(double worth) {
        return mean >= worth && low > 0;
    }

    /// Whether it seems to gain so much that more trainings are worth their time: half the interval
    /// is clear of 0.
    public boolean promises(double worth) {
        return mean >= worth && mean + low > 0;
    }

    /// What it is surely no more than, if the interval is as wide on the other side.
    public double high() {
        return 2 * mean - low;
    }

    /// Whether it seems to help, and samples are too few to be sure.
    public boolean unsure() {
        return mean >= WORTH && !(low > 0);
    }

    /// The larger of two, by what they surely gain; by their means where neither is sure.
    public static Gain better(Gain a, Gain b) {
        if (a.low > 0 != b.low > 0) return a.low > 0 ? a : b;
        return a.mean >= b.mean ? a : b;
    }

    /// The smaller of two.
    public static Gain lesser(Gain a, Gain b) {
        return a.mean <= b.mean ? a : b;
    }

    /// An error relative to guessing, on the scale on which errors are compared.
    public static double scaled(double error) {
        return error <= 1 ? error : 1 + Math.log(error);
    }

    /// The error that is so much on that scale.
    public static double unscaled(double scaled) {
        return scaled <= 1 ? scaled : Math.exp(scaled - 1);
    }

    /// What some trainings gain on others, likely: a bound that chance passes once in a hundred times.
    ///
    /// @param before the errors of each training on its samples, relative to guessing
    /// @param after the same of the changed trainings, on the same samples in the same order
    /// @param parts how many parts of the samples there are: the first so many trainings had one each,
    ///     and those behind them the same again, with other seeds
    public static Gain likely(List<double[]> before, List<double[]> after, int parts) {
        return of(before, after, LIKELY, parts);
    }

    /// The same, surely: a bound that chance passes once in two hundred times.
    public static Gain surely(List<double[]> before, List<double[]> after, int parts) {
        return of(before, after, SURE, parts);
    }

    /// Whether more trainings on the same samples could make a gain likely: they scatter, and the
    /// samples are enough.
    public static boolean undecided(List<double[]> before, List<double[]> after, int parts) {
        Gain gain = likely(before, after, parts);
        double rows = rowError(averaged(before, parts), averaged(after, parts));
        return gain.unsure() && gain.mean > SURE_ROWS * rows;
    }

    /// The same for one of many changes, five trainings each: a bound that chance passes once in a
    /// hundred times for any of thirty changes together.
    public static Gain corrected(List<double[]> before, List<double[]> after) {
        return of(before, after, CORRECTED, before.size());
    }

    /// The mean of some numbers, and what it is surely no less than.
    ///
    /// @param numbers of the samples of each of some trainings
    public static Gain above(List<double[]> numbers) {
        double[] all = numbers.stream().flatMapToDouble(Arrays::stream).toArray();
        double mean = mean(all);
        return new Gain(mean, mean - SURE_ROWS * Math.sqrt(variance(all) / Math.max(1, all.length)));
    }

    /// The interval is Student's, with the scatter of the trainings' gains and, beside it, the scatter
    /// that the samples alone would cause, as if that came from [#PRIOR] more trainings (a moderated t:
    /// Smyth 2004); where trainings scatter by much more than that, theirs alone counts.
    private static Gain of(List<double[]> before, List<double[]> after, double[] quantiles, int parts) {
        int trainings = before.size();
        if (trainings == 0 || Arrays.stream(before.getFirst()).allMatch(Double::isNaN)) return NONE;
        double[] gains = new double[trainings];
        double mean = 0, bounded = 0;
        for (int k = 0; k < trainings; k++) {
            double gain = scaled(mean(before.get(k))) - scaled(mean(after.get(k)));
            gains[k] = Math.min(gain, MOST);
            mean += gain / trainings;
            bounded += gains[k] / trainings;
        }
        double rows = trainings * Math.pow(rowError(averaged(before, parts), averaged(after, parts)), 2),
                own = trainings > 1 ? variance(gains) : 0;
        boolean excess = own > EXCESS * rows;
        int freedom = trainings - 1 + (excess ? 0 : PRIOR);
        double scatter = excess ? own : ((trainings - 1) * own + PRIOR * rows) / freedom;
        double t = quantiles[Math.min(freedom, quantiles.length) - 1];
        return new Gain(mean, bounded - t * Math.sqrt(scatter / trainings));
    }

    /// The errors on each part, averaged over the trainings that it was held back from.
    private static List<double[]> averaged(List<double[]> errors, int parts) {
        if (errors.size() <= parts) return errors;
        List<double[]> means = new ArrayList<>();
        for (int k = 0; k < parts; k++) {
            double[] mean = new double[errors.get(k).length];
            int repeats = 0;
            for (int i = k; i < errors.size(); i += parts, repeats++)
                for (int row = 0; row < mean.length; row++) mean[row] += errors.get(i)[row];
            for (int row = 0; row < mean.length; row++) mean[row] /= repeats;
            means.add(mean);
        }
        return means;
    }

    /// The mean of errors that are numbers; a row without one is left out.
    public static double mean(double[] errors) {
        return Arrays.stream(errors).filter(e -> !Double.isNaN(e)).average().orElse(0);
    }

    /// The standard error of the mean gain that comes from there being only so many samples: by
    /// the change of the scaled means with each row (the delta method).
    private static double rowError(List<double[]> before, List<double[]> after) {
        double squares = 0;
        int rows = 0;
        for (int k = 0; k < before.size(); k++) {
            double[] a = before.get(k), b = after.get(k);
            double meanA = mean(a), meanB = mean(b);
            double slopeA = 1 / Math.max(1, meanA), slopeB = 1 / Math.max(1, meanB);
            // trainings on other samples may have been asked for fewer: only rows that both have are compared
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                if (Double.isNaN(a[i]) || Double.isNaN(b[i])) continue;
                double difference = slopeA * (a[i] - meanA) - slopeB * (b[i] - meanB);
                squares += difference * difference;
                rows++;
            }
        }
        return rows < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (rows - 1.0) / rows);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0), squares = 0;
        for (double v : values) squares += (v - mean) * (v - mean);
        return squares / (values.length - 1);
    }
}
