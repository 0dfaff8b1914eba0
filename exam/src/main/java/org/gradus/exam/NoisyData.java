package org.gradus.exam;

import static org.gradus.exam.Family.between;
import static org.gradus.exam.Family.pick;

import java.util.List;
import java.util.SplittableRandom;
import org.gradus.data.Circles;
import org.gradus.data.Corrupted;
import org.gradus.data.Digits;
import org.gradus.data.Friedman;
import org.gradus.data.Gaussians;
import org.gradus.data.Messy;
import org.gradus.data.Regression;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Spirals;
import org.gradus.data.Standardized;
import org.gradus.data.Task;
import org.gradus.data.Thresholded;
import org.gradus.data.Xor;

/// Drawn data: a law with the rows to train on, and enough others behind them to judge by.
///
/// @param source its training part is all that a network is trained on
/// @param training rows to train on
record NoisyData(Source source, int training, Task task) {
    /// All rows of the digits.
    private static final int DIGITS = 1797;

    static NoisyData of(Family family, Group group, SplittableRandom r) {
        Draw draw = new Draw(family, r, rows(group, r));
        return switch (group) {
            case OVERLAP -> draw.overlap(1, between(r, 0.01, 0.45));
            case LABEL_NOISE -> draw.mislabelled(0.05 + 0.25 * r.nextDouble());
            case REGRESSION, SCALED -> draw.quantities(group == Group.SCALED);
            case SMALL -> r.nextInt(3) == 0 ? draw.quantities(false) : draw.overlap(1, between(r, 0.01, 0.3));
            case COLUMNS -> draw.messy(2 + r.nextInt(14), 0, 0, 3 * r.nextDouble());
            case SKEWED -> draw.overlap(between(r, 3, 20), between(r, 0.01, 0.2));
            case WHOLE -> draw.messy(0, r.nextInt(3), 0.9 * r.nextDouble(), 0);
            case HEADS ->
                switch (r.nextInt(4)) {
                    case 0 -> draw.quantities(false);
                    case 1 -> draw.yesOrNo();
                    default -> draw.overlap(1, between(r, 0.01, 0.3));
                };
            case CLEAN -> draw.clean();
        };
    }

    private static int rows(Group group, SplittableRandom r) {
        return (int) (group == Group.SMALL ? between(r, 48, 400) : between(r, 240, 1200));
    }

    /// One draw.
    private record Draw(Family family, SplittableRandom r, int rows) {
        private boolean train() {
            return family == Family.TRAIN;
        }

        /// Rows in all, and the part of them to train on.
        private int all() {
            return rows + rows / 4 + 20 + Drawn.FRESH;
        }

        private double split() {
            return (double) rows / all();
        }

        private long seed() {
            return r.nextInt(100_000);
        }

        /// Standardized, as nearly everybody does, or as they are drawn, which is about as large.
        private NoisyData of(Source source, Task task) {
            boolean standardized = r.nextDouble() < 0.7;
            return new NoisyData(standardized ? new Standardized(source, true, false) : source, rows, task);
        }

        NoisyData overlap(double skew, double error) {
            int classes = 2 + r.nextInt(train() ? 3 : 5), features = (int) between(r, 2, train() ? 12 : 30);
            // a part of what guessing gets wrong, so that something is left to learn
            double most = 0.9 * guessing(classes, skew);
            Source source = new Gaussians(
                    all(), classes, features, Math.min(error, most), skew, seed(), split(), seed(), false, Scale.FALSE);
            return of(source, new Task.Classification(classes));
        }

        private static double guessing(int classes, double skew) {
            double sum = 0;
            for (int k = 0; k < classes; k++) sum += Math.pow(skew, -k / (classes - 1.0));
            return 1 - 1 / sum;
        }

        NoisyData mislabelled(double flipped) {
            NoisyData clean = clean();
            return new NoisyData(
                    new Messy(clean.source(), flipped, 0, 0, 0, 0, seed()), clean.training(), clean.task());
        }

        NoisyData messy(int irrelevant, int whole, double sparse, double decades) {
            NoisyData own = r.nextInt(3) == 0 ? quantities(false) : overlap(1, between(r, 0.01, 0.3));
            Source source = new Messy(own.source(), 0, irrelevant, whole, sparse, decades, seed());
            // columns of unequal size are standardized by who knows
            boolean unequal = decades > 0.5;
            return new NoisyData(unequal ? new Standardized(source, true, false) : source, rows, own.task());
        }

        /// R² between 0.1 and 0.95; on a scale that the first steps can reach.
        NoisyData quantities(boolean scaled) {
            double explained = 0.1 + 0.85 * r.nextDouble(), ratio = Math.sqrt((1 - explained) / explained);
            int features = 5 + r.nextInt(train() ? 6 : 12);
            if (r.nextBoolean()) {
                double noise = ratio * Math.sqrt(Friedman.VARIANCE);
                Source source = new Friedman(all(), features, noise, seed(), split(), seed(), false, Scale.FALSE);
                return new NoisyData(new Standardized(source, true, true), rows, new Task.Regression(1));
            }
            int outputs = 1 + r.nextInt(train() ? 2 : 3);
            Source source =
                    new Regression(all(), features, outputs, ratio, seed(), split(), seed(), false, Scale.FALSE);
            if (scaled) {
                source = new Corrupted(source, Corrupted.Answers.TRUE, 1, between(r, 0.01, 1000), 1, 1);
                source = new Standardized(source, true, true);
            }
            return of(source, new Task.Regression(outputs));
        }

        NoisyData yesOrNo() {
            int outputs = 2 + r.nextInt(train() ? 3 : 5);
            double noise = between(r, 0.1, 1.5);
            Source source = new Regression(
                    all(), 5 + r.nextInt(10), outputs, noise, seed(), split(), seed(), false, Scale.FALSE);
            return of(new Thresholded(source), new Task.MultiLabel(outputs));
        }

        NoisyData clean() {
            if (r.nextInt(4) == 0) {
                int few = Math.min(rows, 900);
                Source digits = new Digits((few + 0.5) / DIGITS, seed(), train(), train() ? Scale.FALSE : Scale.TRUE);
                return new NoisyData(digits, few, new Task.Classification(10));
            }
            return pick(
                    r,
                    train()
                            ? List.of(
                                    clean(
                                            2,
                                            new Spirals(all(), 2, 1, 0.05, seed(), split(), seed(), true, Scale.FALSE)),
                                    clean(
                                            4,
                                            new Gaussians(
                                                    all(), 4, 6, 0.01, 1, seed(), split(), seed(), false, Scale.FALSE)))
                            : List.of(
                                    clean(2, new Circles(all(), 0.08, 0.5, seed(), split(), seed(), true, Scale.FALSE)),
                                    clean(2, new Xor(all(), 0.3, seed(), split(), seed(), false, Scale.FALSE))));
        }

        private NoisyData clean(int classes, Source source) {
            return new NoisyData(source, rows, new Task.Classification(classes));
        }
    }
}
