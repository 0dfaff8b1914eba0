package org.gradus.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The odds of causes that compete to explain one training: a conditional logit model. Each cause
/// that was found has a score, a sum of weights of evidence in nats; "none of these" scores 0; the
/// probability of a cause is the softmax of the scores.
///
/// The weights are fitted to drawn networks with planted faults (`gradus exam --calibrate`), and
/// lie in `odds.properties`.
public final class Odds {
    /// What speaks for a cause, apart from its name.
    ///
    /// @param confidence how sure its detector is by itself, between 0 and 1
    /// @param gain how much less error its decisive remedy leaves; NaN when there is nothing to
    ///     try
    /// @param ill whether it keeps the network from learning
    /// @param outdone whether a smaller change than its remedy, which undoes another cause, does as
    ///     well
    public record Contender(String cause, double confidence, double gain, boolean ill, boolean outdone) {}

    /// The names of the weights that all causes share, in the order of [#features].
    public static final List<String> SHARED = List.of("gain", "lead", "confidence", "untried", "warns", "outdone");

    /// The name of what it weighs that every remedy for a cause failed: the logarithm of how much
    /// more often that happens when the cause is right than when it is wrong.
    public static final String REFUTED = "refuted";

    /// The name of what it weighs that a remedy for a cause stood its trial: the logarithm of how
    /// much more often that happens when the cause is right.
    public static final String PROVEN = "proven";

    private static final String PRIOR = "prior.";

    /// Probabilities closer to 0 or 1 than this are not told apart.
    private static final double CLOSEST = 0.01;

    private static final Odds FITTED = load("odds.properties");

    private final Map<String, Double> weights = new HashMap<>();

    private Odds(Properties weights) {
        for (String name : weights.stringPropertyNames()) {
            this.weights.put(name, Double.parseDouble(weights.getProperty(name)));
        }
    }

    /// The odds with the weights that ship.
    public static Odds fitted() {
        return FITTED;
    }

    /// Odds with other weights, by name: those of [#SHARED], and `prior.` and a cause.
    public static Odds of(Properties weights) {
        return new Odds(weights);
    }

    /// The same, knowing causes that no weight was fitted for.
    ///
    /// @param priors their log odds in nats before anything is measured; what is fitted stays
    public Odds with(Map<String, Double> priors) {
        Odds more = new Odds(new Properties());
        more.weights.putAll(weights);
        priors.forEach((cause, nats) -> more.weights.putIfAbsent(PRIOR + cause, nats));
        return more;
    }

    private static Odds load(String name) {
        try (InputStream in = Odds.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing beside " + Odds.class.getName());
            Properties weights = new Properties();
            weights.load(in);
            return new Odds(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The probability of each cause; what is missing to 1 is that of none of these.
    public double[] probabilities(List<Contender> contenders) {
        double[] scores = new double[contenders.size()];
        Arrays.setAll(scores, i -> score(contenders, i));
        double most = Math.max(0, Arrays.stream(scores).max().orElse(0));
        double sum = Math.exp(-most);
        for (double score : scores) sum += Math.exp(score - most);
        double all = sum;
        return Arrays.stream(scores).map(s -> Math.exp(s - most) / all).toArray();
    }

    /// What is left of some diagnoses when every remedy for one of them has failed, or for several
    /// that were treated together: its odds fall, those of the others and of none of these rise, and
    /// the order follows.
    ///
    /// @param failed one of the diagnoses, or several, each as probable as all of them together;
    ///     nothing changes where there is none
    public List<Diagnosis> refuted(List<Diagnosis> diagnoses, List<Diagnosis> failed) {
        if (failed.isEmpty()) return diagnoses;
        double before = Math.min(failed.getFirst().sure(), 1 - 1e-9), odds = before * Math.exp(weight(REFUTED));
        double after = odds / (1 - before + odds);
        return diagnoses.stream()
                .map(d -> d.withSure(failed.contains(d) ? after : d.sure() * (1 - after) / (1 - before)))
                .sorted(Comparator.comparingDouble(d -> -d.sure()))
                .toList();
    }

    /// The probability of a cause of which a remedy stood its trial.
    public double proven(double before) {
        double p = Math.clamp(before, CLOSEST, 1 - CLOSEST / 10), odds = p / (1 - p) * Math.exp(weight(PROVEN));
        return Math.max(before, odds / (1 + odds));
    }

    /// The score of a cause, in nats.
    public double score(List<Contender> contenders, int which) {
        double[] features = features(contenders, which);
        double score = weight(PRIOR + contenders.get(which).cause());
        for (int k = 0; k < features.length; k++) score += weight(SHARED.get(k)) * features[k];
        return score;
    }

    private double weight(String name) {
        return weights.getOrDefault(name, 0.0);
    }

    /// The numbers that the shared weights multiply: the gain, the gain beyond that of the best
    /// other cause, the log odds of the detector's own confidence, and whether nothing could be
    /// tried, the cause only warns, or a smaller change does as well.
    public static double[] features(List<Contender> contenders, int which) {
        Contender c = contenders.get(which);
        double others = 0;
        for (int i = 0; i < contenders.size(); i++)
            if (i != which) others = Math.max(others, known(contenders.get(i).gain()));
        double p = Math.clamp(c.confidence(), CLOSEST, 1 - CLOSEST);
        boolean untried = Double.isNaN(c.gain());
        return new double[] {
            known(c.gain()),
            untried ? 0 : c.gain() - others,
            Math.log(p / (1 - p)),
            untried ? 1 : 0,
            c.ill() ? 0 : 1,
            c.outdone() ? 1 : 0
        };
    }

    private static double known(double gain) {
        return Double.isNaN(gain) ? 0 : gain;
    }
}
