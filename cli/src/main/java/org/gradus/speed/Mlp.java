package org.gradus.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gradus.name.Shown;

/// A dense network with the training that is timed on it, as facts that any library can build it from.
///
/// Written `64-256x50-10/128/tanh/cross_entropy/momentum`: widths from inputs to outputs, batch, activation of the
/// hidden layers, loss, optimizer.
///
/// @param widths inputs, hidden layers, outputs
/// @param batch samples a step
/// @param curve the activation of the hidden layers
/// @param goal the loss; cross-entropy takes the softmax of the last layer
/// @param rule the optimizer
public record Mlp(List<Integer> widths, int batch, Curve curve, Goal goal, Rule rule) {
    /// Widths, with `X` for repeats.
    private static final Pattern WIDTHS = Pattern.compile("\\d+(X\\d+)?(-\\d+(X\\d+)?)*");

    /// A small network, where all but arithmetic decides: 2-16-16-1, batch 32.
    public static final Mlp W1 = parse("2-16x2-1/32/tanh/mse/sgd");

    /// Large matrices and an optimizer with much state: 784-512-512-10, batch 128.
    public static final Mlp W2 = parse("784-512x2-10/128/relu/cross_entropy/adam");

    /// A deep network, whose weights do not stay in the nearest caches: 50 hidden layers of 256, batch 128.
    public static final Mlp W3 = parse("64-256x50-10/128/tanh/cross_entropy/momentum");

    /// How many layers of a width there may be.
    private static final int MOST_LAYERS = 10_000;

    /// The bytes of a number.
    private static final int BYTES = 4;

    /// An activation.
    public enum Curve {
        TANH,
        RELU
    }

    /// A loss.
    public enum Goal {
        MSE,
        CROSS_ENTROPY
    }

    /// An optimizer. Rates are so small that no network learns its data by heart while it is timed: gradients would
    /// shrink to subnormal numbers, which some processors treat slowly.
    public enum Rule {
        SGD(1e-2, 3, 0),
        MOMENTUM(1e-4, 5, 1),
        ADAM(1e-6, 7, 2);

        private final double rate;
        private final int passes;
        private final int slots;

        Rule(double rate, int passes, int slots) {
            this.rate = rate;
            this.passes = passes;
            this.slots = slots;
        }

        public double rate() {
            return rate;
        }

        /// The numbers that an update must read and write for each weight: weight, gradient and slots, the gradient not
        /// written.
        int passes() {
            return passes;
        }
    }

    public Mlp {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.stream().anyMatch(w -> w < 1) || batch < 1) {
            throw new IllegalArgumentException("expected two or more widths and a batch, all of at least 1, found "
                    + widths + " and batch " + batch);
        }
    }

    /// The deep network of the grid: as many inputs as units, ten classes, otherwise as W3.
    public static Mlp grid(int width, int batch, int depth) {
        return parse("%d-%dx%d-10/%d/tanh/cross_entropy/momentum".formatted(width, width, depth, batch));
    }

    /// Reads what [#toString] writes, or `W1`, `W2`, `W3`.
    public static Mlp parse(String text) {
        return switch (text) {
            case "W1" -> W1;
            case "W2" -> W2;
            case "W3" -> W3;
            default -> parse(text, text.toUpperCase(Locale.ROOT).split("/"));
        };
    }

    private static Mlp parse(String text, String[] parts) {
        if (parts.length != 5 || !WIDTHS.matcher(parts[0]).matches()) throw wrong(text);
        List<Integer> widths = new ArrayList<>();
        try {
            for (String stretch : parts[0].split("-")) {
                String[] times = stretch.split("X");
                int count = times.length == 1 ? 1 : Integer.parseInt(times[1]);
                if (count > MOST_LAYERS) throw wrong(text);
                for (int i = 0; i < count; i++) widths.add(Integer.parseInt(times[0]));
            }
            Curve curve = Curve.valueOf(parts[2]);
            return new Mlp(widths, Integer.parseInt(parts[1]), curve, Goal.valueOf(parts[3]), Rule.valueOf(parts[4]));
        } catch (IllegalArgumentException _) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "expected W1, W2, W3 or a network such as 64-256x50-10/128/tanh/cross_entropy/momentum, found "
                        + Shown.brief(text));
    }

    /// Its usual name, or what it is.
    public String name() {
        return equals(W1) ? "W1" : equals(W2) ? "W2" : equals(W3) ? "W3" : toString();
    }

    public int inputs() {
        return widths.getFirst();
    }

    public int outputs() {
        return widths.getLast();
    }

    /// The number of weights and biases.
    public long parameters() {
        long sum = 0;
        for (int i = 1; i < widths.size(); i++) sum += (widths.get(i - 1) + 1L) * widths.get(i);
        return sum;
    }

    /// The floating-point operations of a step's matrix products: forward, by the weights, and by the inputs of all
    /// layers but the first; a multiply-add counts two.
    public long operations() {
        long sum = 0;
        for (int i = 1; i < widths.size(); i++) {
            sum += (i == 1 ? 4L : 6L) * batch * widths.get(i - 1) * widths.get(i);
        }
        return sum;
    }

    /// The hidden activations of a batch.
    public long hidden() {
        return (long) batch
                * widths.subList(1, widths.size() - 1).stream()
                        .mapToLong(w -> w)
                        .sum();
    }

    /// About what it takes to train it, in bytes: weights, gradients and slots, and twice the activations.
    public long bytes() {
        return BYTES * (parameters() * (2L + rule.slots) + 2L * hidden() + (long) batch * inputs());
    }

    @Override
    public String toString() {
        List<String> stretches = new ArrayList<>();
        for (int i = 0; i < widths.size(); ) {
            int from = i;
            boolean hidden = from > 0;
            do i++;
            while (hidden && i < widths.size() - 1 && widths.get(i).equals(widths.get(from)));
            stretches.add(widths.get(from) + (i - from > 1 ? "x" + (i - from) : ""));
        }
        return stretches.stream().collect(Collectors.joining("-"))
                + "/%d/%s/%s/%s".formatted(batch, curve, goal, rule).toLowerCase(Locale.ROOT);
    }
}
