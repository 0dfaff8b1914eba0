package org.gradus.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.name.InputException;
import org.gradus.optim.Schedule;
import org.gradus.recipe.Recipe;

/// What a short training says of learning rates: the rate grows from step to step by the same factor, and the
/// loss first stands, then falls, then breaks out (the range test of Smith 2017, section 3.3).
///
/// ```java
/// RateFinder found = RateFinder.of(recipe, recipe.data().load(folder));
/// found.suggested().ifPresent(rate -> …);
/// ```
///
/// Each batch's loss is held against the loss that the untrained network has on the same batch, with the same
/// random numbers: the second training, at rate 0, keeps an easy batch from looking like progress. The
/// suggestion is where the smoothed loss falls most steeply over the logarithm of the rate, but at most a
/// quarter of the rate at which it breaks out. That is a rule of thumb: it sees the first steps only, and a
/// long training, a schedule or early stopping may do better with less or more.
///
/// @param verdict what was found
/// @param curve the steps up to the last that was made, in order
/// @param steepest the rate at which the loss falls most steeply
/// @param breaking the rate at which it breaks out; none when it never does
/// @param suggested the rate to begin with, to two digits
/// @param operation the first operation that gave a number that is not finite
public record RateFinder(
        Verdict verdict,
        List<Point> curve,
        OptionalDouble steepest,
        OptionalDouble breaking,
        OptionalDouble suggested,
        Optional<String> operation) {
    /// The part of the steps that the smoothing looks at: the standard deviation of its bell.
    private static final double BELL = 0.02;

    /// A loss so many times that of the untrained network ends the test.
    private static final double OUT = 4;

    /// The part of the first loss by which it must fall.
    private static final double LEAST = 0.02;

    /// So many times the noise that the smoothing leaves, it must fall as well.
    private static final double SURE = 3;

    /// The part of the fall that must be lost again for the loss to have broken out.
    private static final double LOST = 0.5;

    /// How far below the breaking rate a suggestion stays.
    private static final double SAFE = 4;

    /// What a test can find.
    public enum Verdict {
        /// A rate to begin with.
        FOUND,
        /// The loss falls at no rate.
        FLAT,
        /// The loss is no finite number before any rate has had an effect.
        BROKEN
    }

    /// One step.
    ///
    /// @param rate of the step
    /// @param loss of its batch before the step, plus what the untrained network's loss on this batch is
    ///     below its mean: so batches are comparable
    /// @param smoothed the loss, averaged over steps nearby
    public record Point(double rate, double loss, double smoothed) {}

    /// Which rates are tried.
    ///
    /// @param from the rate of the first step, above 0
    /// @param to that of the last step
    /// @param steps how many, at least 20
    public record Range(double from, double to, int steps) {
        /// Eight powers of ten, 25 steps each.
        public static final Range STANDARD = new Range(1e-6, 100, 201);

        public Range {
            if (!(from > 0 && from < to && Double.isFinite(to))) {
                throw new InputException("rates: expected two above 0, the lower first, found " + from + " and " + to);
            }
            if (steps < 20 || steps > 100_000) {
                throw new InputException("steps: expected 20 to 100000, found " + steps);
            }
        }

        double rate(long step) {
            double share = Math.min(1, step / (steps - 1.0));
            return from * StrictMath.pow(to / from, share);
        }
    }

    public RateFinder {
        curve = List.copyOf(curve);
    }

    /// A factor on a rate of 1.
    private record Growing(Range range) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return range.rate(step);
        }
    }

    /// No step at all.
    private record Still() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 0;
        }
    }

    /// The test at the usual rates, on one thread.
    public static RateFinder of(Recipe recipe, Dataset data) {
        return of(recipe, data, Range.STANDARD, 1);
    }

    /// The test of a recipe. Its own rate, schedule and rule to stop early are set aside; samples that such a
    /// rule holds out stay held out.
    ///
    /// @param threads that a step may use; they do not change the result
    /// @throws IllegalArgumentException when the network does not fit the data
    public static RateFinder of(Recipe recipe, Dataset data, Range range, int threads) {
        Dataset seen = Split.of(recipe, data).trained();
        int epochs = Math.ceilDiv(
                range.steps(), recipe.withoutStop().stepsPerEpoch(seen.train().count()));
        Recipe test = recipe.withoutStop()
                .withOptimizer(recipe.optimizer().withRate(1))
                .withEpochs(epochs);
        List<Double> losses = new ArrayList<>(), first = new ArrayList<>();
        Optional<String> operation = Optional.empty();
        try (Trainer moved = Trainer.of(test.withSchedule(new Growing(range)), seen, List.of(), threads);
                Trainer still = Trainer.of(test.withSchedule(new Still()), seen, List.of(), threads)) {
            double high = 0;
            while (losses.size() < range.steps() && operation.isEmpty()) {
                StepReport report = moved.step();
                double loss = report.loss(), before = still.step().loss();
                high = Math.max(high, before);
                if (!report.finite())
                    operation = moved.firstNonFinite().map(Object::toString).or(() -> Optional.of("the gradient"));
                if (!Double.isFinite(loss) || !Double.isFinite(before)) break;
                losses.add(loss);
                first.add(before);
                if (loss > OUT * high) break;
            }
        }
        return of(range, array(losses), array(first), operation);
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(x -> x).toArray();
    }

    private static RateFinder of(Range range, double[] losses, double[] first, Optional<String> operation) {
        int n = losses.length;
        double start = Arrays.stream(first).average().orElse(Double.NaN);
        double[] level = IntStream.range(0, n)
                .mapToDouble(i -> Math.min(losses[i] - first[i] + start, OUT * start))
                .toArray();
        double[] smooth = smooth(level, Math.max(1, BELL * range.steps()));
        List<Point> curve = IntStream.range(0, n)
                .mapToObj(i -> new Point(range.rate(i), level[i], smooth[i]))
                .toList();
        int least = least(smooth);
        boolean early = n < range.steps() && n < range.steps() / 20;
        OptionalDouble none = OptionalDouble.empty();
        if (early) return new RateFinder(Verdict.BROKEN, curve, none, none, none, operation);
        double fall = start - smooth[least], noise = noise(level, smooth, least, BELL * range.steps());
        boolean ended = n < range.steps() || operation.isPresent();
        if (!(fall > Math.max(LEAST * Math.abs(start), SURE * noise))) {
            OptionalDouble out = ended ? OptionalDouble.of(range.rate(n)) : none;
            return new RateFinder(Verdict.FLAT, curve, none, out, none, operation);
        }
        int broken = IntStream.range(least, n)
                .filter(i -> smooth[i] > smooth[least] + LOST * fall)
                .findFirst()
                .orElse(ended ? n : -1);
        OptionalDouble breaking = broken < 0 ? none : OptionalDouble.of(range.rate(broken));
        double steepest = range.rate(steepest(smooth, least));
        double suggested = Math.min(steepest, breaking.orElse(Double.POSITIVE_INFINITY) / SAFE);
        return new RateFinder(
                Verdict.FOUND,
                curve,
                OptionalDouble.of(steepest),
                breaking,
                OptionalDouble.of(rounded(suggested)),
                operation);
    }

    private static int least(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) if (values[i] < values[least]) least = i;
        return least;
    }

    private static int steepest(double[] smooth, int least) {
        int steepest = Math.min(1, least);
        for (int i = 1; i < least; i++) {
            if (smooth[i + 1] - smooth[i - 1] < smooth[steepest + 1] - smooth[Math.max(0, steepest - 1)]) steepest = i;
        }
        return steepest;
    }

    /// Means under a bell of weights; near the ends of what is there.
    private static double[] smooth(double[] values, double width) {
        int reach = (int) Math.ceil(3 * width);
        double[] smooth = new double[values.length];
        for (int i = 0; i < smooth.length; i++) {
            double sum = 0, weights = 0;
            int room = Math.min(reach, Math.min(i, smooth.length - 1 - i));
            // as far to both sides, so that a slope shifts nothing
            for (int j = i - room; j <= i + room; j++) {
                double weight = StrictMath.exp(-(j - i) * (j - i) / (2 * width * width));
                sum += weight * values[j];
                weights += weight;
            }
            smooth[i] = sum / weights;
        }
        return smooth;
    }

    /// The standard deviation that noise leaves in the smoothed loss around the lowest place.
    private static double noise(double[] values, double[] smooth, int least, double width) {
        int from = Math.max(0, least - (int) (3 * width)), to = least + 1;
        double squares = 0;
        for (int i = from; i < to; i++) squares += (values[i] - smooth[i]) * (values[i] - smooth[i]);
        double effective = 2 * Math.sqrt(Math.PI) * Math.max(1, width);
        return Math.sqrt(squares / (to - from) / effective);
    }

    private static double rounded(double rate) {
        return new BigDecimal(rate)
                .round(new MathContext(2, RoundingMode.HALF_EVEN))
                .doubleValue();
    }
}
