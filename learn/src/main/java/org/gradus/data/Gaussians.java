package org.gradus.data;

import java.nio.file.Path;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Gaussian classes that overlap by a known amount: what no classifier can do better than.
///
/// Each class is a standard normal cloud about a centre of its own. Centres point in random
/// directions, all at one distance from the origin, which is searched for the wanted Bayes error:
/// the part of the samples that the true class is not the likeliest for (Duda, Hart and Stork,
/// *Pattern Classification*, 2001, section 2.8). It is measured on [#PROBES] samples of their own, so it is
/// right to about 0.01.
///
/// @param samples how many in all, at least one a class
/// @param classes how many clouds, at least 2
/// @param features how many inputs, at least 1
/// @param error the Bayes error: above 0 and below what always naming the largest class gets wrong
/// @param skew how many times as large the largest class is as the smallest; those between lie
///     evenly on a logarithmic scale
/// @param seed fixes the numbers drawn
/// @param split the part of the samples that is for training
/// @param splitSeed fixes which; apart from the run's seed
/// @param standardize whether inputs get mean 0 and standard deviation 1, see [Preparation]
/// @param scale whether inputs are mapped to [0, 1], each column or all alike
public record Gaussians(
        @Default("1000") int samples,
        @Default("2") int classes,
        @Default("5") int features,
        @Default("0.1") double error,
        @Default("1") double skew,
        @Default("1") long seed,
        @Default("0.8") double split,
        @Default("1") long splitSeed,
        @Default("false") boolean standardize,
        @Default("false") Scale scale)
        implements Source.BuiltIn {
    /// Samples on which the Bayes error of a distance is measured.
    private static final int PROBES = 4000;

    /// Halvings of the interval in which the distance is sought, and its end: clouds that far
    /// apart do not touch.
    private static final int HALVINGS = 24;

    private static final double APART = 20;

    public Gaussians {
        Setting.atLeast(2, "classes", classes);
        Setting.atLeast(classes, "samples", samples);
        Setting.atLeast(1, "features", features);
        if (!(skew >= 1 && Double.isFinite(skew))) throw Setting.wrong("skew", "a number of at least 1", skew);
        double guessing = 1 - largest(classes, skew);
        if (!(error > 0 && error < guessing)) {
            throw Setting.wrong("error", "above 0 and below the %.3g of guessing".formatted(guessing), error);
        }
        Setting.part("split", split);
    }

    public static List<Source> examples() {
        return List.of(new Gaussians(200, 3, 4, 0.1, 2, 1, 0.8, 1, false, Scale.FALSE));
    }

    @Override
    public Dataset load(Path folder) {
        Draws draws = new Draws(seed);
        double[] directions = directions(draws);
        double distance = distance(draws, directions);
        Tensor labels = Tensor.generateInts(Shape.of(samples), row -> label(draws.place(row)));
        Tensor inputs = Tensor.generate(Shape.of(samples, features), i -> {
            int centre = labels.getInt(i / features);
            return distance * directions[centre * features + i % features] + draws.noise(i);
        });
        return new Preparation(split, splitSeed, standardize, scale)
                .of(new Table("gaussians", inputs, labels, new Task.Classification(classes)));
    }

    /// The share of the largest class, which is the first.
    private static double largest(int classes, double skew) {
        double sum = 0;
        for (int k = 0; k < classes; k++) sum += size(k, classes, skew);
        return 1 / sum;
    }

    /// The size of a class beside the first.
    private static double size(int k, int classes, double skew) {
        return Math.pow(skew, -k / (classes - 1.0));
    }

    private double share(int k) {
        return largest(classes, skew) * size(k, classes, skew);
    }

    /// The class of a number that is uniform in [0, 1).
    private int label(double u) {
        double below = 0;
        for (int k = 0; k < classes - 1; k++) {
            below += share(k);
            if (u < below) return k;
        }
        return classes - 1;
    }

    /// `[classes, features]`, each row of length 1; two classes lie opposite each other.
    private double[] directions(Draws draws) {
        double[] directions = new double[classes * features];
        for (int k = 0; k < classes; k++) {
            double squares = 0;
            for (int j = 0; j < features; j++) {
                double draw = classes == 2 ? (1 - 2 * k) * draws.weight(j) : draws.weight(k * features + j);
                directions[k * features + j] = draw;
                squares += draw * draw;
            }
            for (int j = 0; j < features; j++) directions[k * features + j] /= Math.sqrt(squares);
        }
        return directions;
    }

    private double distance(Draws draws, double[] directions) {
        double near = 0, far = APART;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (near + far) / 2;
            if (bayes(draws, directions, middle) > error) near = middle;
            else far = middle;
        }
        return far;
    }

    /// The part of the probes for which another class is likelier than their own.
    private double bayes(Draws draws, double[] directions, double distance) {
        int wrong = 0;
        double[] priors = new double[classes];
        for (int k = 0; k < classes; k++) priors[k] = Math.log(share(k));
        for (int n = 0; n < PROBES; n++) {
            int own = label((n + 0.5) / PROBES), best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                double score = priors[k];
                for (int j = 0; j < features; j++) {
                    double x = distance * directions[own * features + j] + draws.probe(n * features + j);
                    // log density but for what all classes share
                    score += x * distance * directions[k * features + j];
                }
                if (score > most) {
                    most = score;
                    best = k;
                }
            }
            if (best != own) wrong++;
        }
        return (double) wrong / PROBES;
    }
}
