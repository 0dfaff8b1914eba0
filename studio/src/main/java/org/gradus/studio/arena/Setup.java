package org.gradus.studio.arena;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradus.expression.Circuit;
import org.gradus.expression.Node;
import org.gradus.geometry.GradientNoise;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.Surface;
import org.gradus.graph.Expr;
import org.gradus.name.InputException;
import org.gradus.name.Names;
import org.gradus.name.Shown;
import org.gradus.optim.Optimizer;
import org.gradus.studio.web.Request;

/// What the address of the page says.
///
/// @param f a surface's name, or an expression of one or two names
/// @param surface what it stands for
/// @param ground what tells the surface from others: its name, its settings, its box
/// @param start where all optimizers start
/// @param own the optimizers with rates of their own
/// @param optimizers the same, at one rate where the address says so
/// @param steps how many steps each makes at most
/// @param step at which step they are shown, from 0 to `steps`
/// @param noise what is added to gradients
record Setup(
        String f,
        Surface surface,
        String ground,
        List<Double> start,
        List<Optimizer> own,
        List<Optimizer> optimizers,
        int steps,
        int step,
        GradientNoise noise) {
    static final int MOST_STEPS = 2000, USUAL_STEPS = 200, MOST_DEPTH = 40;
    static final double MOST_CONDITION = 1000, CONDITION = 25, DEPTH = 8;
    static final String SURFACE = "himmelblau", OPTIMIZERS = "sgd:0.01,momentum:0.01,adam:0.1", BOX = "-3,3";

    /// The most characters of an expression.
    private static final int LONGEST = 300;

    Setup {
        start = List.copyOf(start);
        own = List.copyOf(own);
        optimizers = List.copyOf(optimizers);
    }

    /// Reads the address.
    ///
    /// @throws InputException when a value makes no sense; the message says where, what stands there and what was
    ///     expected
    static Setup of(Request request) {
        String f = or(request.value("f"), SURFACE);
        String box = or(request.value("box"), BOX);
        double condition = between("condition", or(request.value("condition"), "25"), 1, MOST_CONDITION);
        double depth = between("depth", or(request.value("depth"), "8"), 2, MOST_DEPTH);
        if (depth % 2 != 0) throw new InputException("depth: expected an even number of layers, found " + (long) depth);
        Surface surface = surface(f, condition, (int) depth, box);
        String at = request.value("at");
        List<Double> start =
                at.isEmpty() ? surface.domain().start() : OptimizerList.numbers("at", at, surface.dimensions());
        List<Optimizer> own = optimizers(or(request.value("opt"), OPTIMIZERS));
        int steps = (int) request.number("n", USUAL_STEPS, 1, MOST_STEPS);
        int step = (int) request.number("t", steps, 0, MOST_STEPS);
        double sigma = between("sigma", or(request.value("sigma"), "0"), 0, 1e6);
        int seed = (int) request.number("seed", 1, 0, Integer.MAX_VALUE);
        String ground = String.join("|", f, String.valueOf(condition), String.valueOf(depth), box);
        return new Setup(
                f,
                surface,
                ground,
                start,
                own,
                same(request, own),
                steps,
                Math.min(step, steps),
                sigma == 0 ? GradientNoise.NONE : new GradientNoise(sigma, seed));
    }

    static String or(String value, String otherwise) {
        return value.isBlank() ? otherwise : value;
    }

    private static double between(String place, String text, double least, double most) {
        double value = OptimizerList.number(place, text);
        if (value >= least && value <= most) return value;
        throw new InputException(place + ": expected a number from " + OptimizerList.plain(least) + " to "
                + OptimizerList.plain(most) + ", found " + Shown.brief(text));
    }

    private static List<Optimizer> optimizers(String text) {
        if (text.equals("none")) return List.of();
        List<Optimizer> list = OptimizerList.read("opt", text);
        Set<String> names = new HashSet<>();
        for (Optimizer o : list) {
            String name = Names.of(o.getClass());
            if (!names.add(name))
                throw new InputException("opt: expected each optimizer once, found " + name + " twice");
        }
        return list;
    }

    private static List<Optimizer> same(Request request, List<Optimizer> own) {
        String rates = or(request.value("rates"), "own");
        if (rates.equals("own")) return own;
        if (!rates.equals("same")) throw new InputException("rates: expected own or same, found " + Shown.brief(rates));
        double rate = between("rate", or(request.value("rate"), "0.01"), Double.MIN_VALUE, 1e6);
        return own.stream().map(o -> o.withRate(rate)).toList();
    }

    /// Whether a function is an expression rather than a name.
    static boolean expression(String f) {
        return Surface.all().stream().noneMatch(s -> s.name().equals(f)) && !f.matches("[\\p{L}\\p{M}\\d_]*");
    }

    private static Surface surface(String f, double condition, int depth, String box) {
        if (f.length() > LONGEST)
            throw new InputException("f: expected at most " + LONGEST + " characters, found " + f.length());
        try {
            if (expression(f)) return own(f, box);
            Surface named = Surface.named(f);
            if (named.dimensions() > 2)
                throw new InputException(
                        "expected a function of one or two numbers, " + f + " has " + named.dimensions());
            return switch (f) {
                case "quadratic" -> Surface.quadratic(condition);
                case "deep_chain" -> Surface.deepChain(depth);
                default -> named;
            };
        } catch (IllegalArgumentException e) {
            String why = Optional.ofNullable(e.getMessage()).orElse("no function");
            throw new InputException(why.startsWith("box: ") ? why : "f: " + why);
        }
    }

    /// The surface of an expression, its names in the order of the alphabet.
    private static Surface own(String f, String box) {
        Circuit circuit = Circuit.read(f);
        List<Expr> names = circuit.inputs().stream()
                .map(Node::expr)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        if (names.isEmpty() || names.size() > 2)
            throw new InputException("expected an expression of one or two names, as in x^2 + y^2, found "
                    + names.size() + " in " + Shown.brief(f));
        List<Double> ends = OptimizerList.numbers("box", box, 2);
        double low = ends.getFirst(), high = ends.getLast();
        if (!(low < high))
            throw new InputException("box: expected two numbers, the lower first, found " + Shown.brief(box));
        double quarter = high - (high - low) / 5;
        List<Double> start = names.stream().map(_ -> quarter).toList();
        return Surface.of(
                f, circuit.output().expr(), names, new Surface.Domain(low, high, Double.NEGATIVE_INFINITY, start));
    }

    /// What tells the walks of one address from those of another.
    String key() {
        return String.join(
                "|",
                ground,
                String.valueOf(start),
                OptimizerList.write(optimizers),
                String.valueOf(steps),
                String.valueOf(noise));
    }

    /// What tells the basins of one optimizer from others; the start has no part in them.
    String key(Optimizer optimizer) {
        return String.join(
                "|", ground, OptimizerList.write(List.of(optimizer)), String.valueOf(steps), String.valueOf(noise));
    }
}
