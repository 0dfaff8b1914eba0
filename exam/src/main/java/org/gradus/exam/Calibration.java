package org.gradus.exam;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Odds;
import org.gradus.exam.Card.When;

/// Fits the weights of [Odds] to networks whose fault is known: those with the greatest
/// likelihood, less a penalty on the squares of the weights, which keeps a cause of which few
/// networks were seen near the others.
public final class Calibration {
    /// Precision of the weights before anything is seen, in nats⁻²: those of a single cause are
    /// held closer to 0 than those that all share.
    private static final double SHARED = 0.02, PRIOR = 0.3;

    private static final String PREFIX = "prior.";

    private static final int STEPS = 3000;

    /// A safe rate for a concave function whose gradient each weight gets its own scale for.
    private static final double RATE = 0.2;

    private Calibration() {}

    /// A network whose fault is known.
    ///
    /// @param truth the planted cause; anything that is not among the contenders means none of
    ///     these
    record Observation(String truth, List<Odds.Contender> contenders) {
        public Observation {
            contenders = List.copyOf(contenders);
        }

        static Observation of(Result result) {
            List<String> known =
                    DetectorList.all().stream().map(Detector::cause).toList();
            return new Observation(
                    result.planted(),
                    result.before().named().stream()
                            .filter(n -> known.contains(n.cause()))
                            .map(Result.Named::contender)
                            .toList());
        }
    }

    /// The weights that fit the networks of a card; pairs, and faults that did no harm, are left out.
    public static Properties fit(Card card) {
        Properties weights = fit(Stream.concat(card.sick(When.BEFORE).stream(), card.sound(When.BEFORE).stream())
                .map(e -> Observation.of(e.result()))
                .toList());
        weights.setProperty(Odds.REFUTED, String.valueOf(refuted(card.repairs())));
        weights.setProperty(Odds.PROVEN, String.valueOf(proven(card.repairs())));
        return weights;
    }

    /// What it weighs that every remedy for a cause failed, in nats, by how often that happened
    /// where the cause was right and where it was wrong.
    static double refuted(List<Repair> repairs) {
        return weight(repairs, Repair::refuted);
    }

    /// The same for a remedy that stood its trial.
    static double proven(List<Repair> repairs) {
        return weight(repairs, r -> !r.refuted());
    }

    /// One case of either kind is added to both (Laplace's rule), so that few cases weigh little.
    private static double weight(List<Repair> repairs, Predicate<Repair> shows) {
        double[] shown = new double[2], all = new double[2];
        for (Repair r : repairs) {
            if (r.shams() == 0) continue;
            int which = r.named().equals(r.planted()) ? 0 : 1;
            all[which]++;
            if (shows.test(r)) shown[which]++;
        }
        return Math.log((shown[0] + 1) / (all[0] + 2)) - Math.log((shown[1] + 1) / (all[1] + 2));
    }

    /// The weights, by name, rounded to a hundredth of a nat.
    static Properties fit(List<Observation> seen) {
        List<String> causes = List.copyOf(new TreeSet<>(seen.stream()
                .flatMap(o -> o.contenders().stream())
                .map(Odds.Contender::cause)
                .toList()));
        double[] weights = new double[Odds.SHARED.size() + causes.size()];
        double[] squares = new double[weights.length];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = gradient(seen, causes, weights);
            for (int k = 0; k < weights.length; k++) {
                squares[k] += gradient[k] * gradient[k];
                if (squares[k] > 0) weights[k] += RATE * gradient[k] / Math.sqrt(squares[k]);
            }
        }
        return named(weights, causes);
    }

    /// The gradient of the log likelihood less the penalty: what was seen less what was expected.
    private static double[] gradient(List<Observation> seen, List<String> causes, double[] weights) {
        double[] gradient = new double[weights.length];
        for (int k = 0; k < weights.length; k++) {
            gradient[k] = -(k < Odds.SHARED.size() ? SHARED : PRIOR) * weights[k];
        }
        Odds odds = Odds.of(named(weights, causes, 1e12));
        for (Observation o : seen) {
            double[] expected = odds.probabilities(o.contenders());
            for (int i = 0; i < expected.length; i++) {
                Odds.Contender c = o.contenders().get(i);
                double difference = (c.cause().equals(o.truth()) ? 1 : 0) - expected[i];
                double[] features = Odds.features(o.contenders(), i);
                for (int k = 0; k < features.length; k++) gradient[k] += difference * features[k];
                gradient[features.length + causes.indexOf(c.cause())] += difference;
            }
        }
        return gradient;
    }

    private static Properties named(double[] weights, List<String> causes) {
        return named(weights, causes, 100);
    }

    private static Properties named(double[] weights, List<String> causes, double grid) {
        Properties named = new Properties();
        for (int k = 0; k < weights.length; k++) {
            String name = k < Odds.SHARED.size() ? Odds.SHARED.get(k) : PREFIX + causes.get(k - Odds.SHARED.size());
            named.setProperty(name, String.valueOf(Math.round(weights[k] * grid) / grid));
        }
        return named;
    }

    /// The weights as the lines of a properties file, the shared ones first.
    public static String lines(Properties weights) {
        StringBuilder lines =
                new StringBuilder("# Weights of evidence in nats, fitted by gradus exam --calibrate; see Odds.\n");
        for (String name : Odds.SHARED) line(lines, name, weights);
        line(lines, Odds.REFUTED, weights);
        line(lines, Odds.PROVEN, weights);
        String[] priors = weights.stringPropertyNames().stream()
                .filter(n -> n.startsWith(PREFIX))
                .sorted()
                .toArray(String[]::new);
        Arrays.stream(priors).forEach(name -> line(lines, name, weights));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, Properties weights) {
        lines.append(
                String.format(Locale.ROOT, "%s = %.2f\n", name, Double.parseDouble(weights.getProperty(name, "0"))));
    }
}
