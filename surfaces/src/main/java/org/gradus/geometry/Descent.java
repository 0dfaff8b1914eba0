package org.gradus.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Input;
import org.gradus.optim.Adam;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Moves;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Schedule;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// Gradient descent on any scalar expression: its parameters are moved by an optimizer until the gradient is 0.
///
/// ```java
/// Expr a = Expr.parameter("a", Shape.SCALAR), b = Expr.parameter("b", Shape.SCALAR);
/// Expr error = a.times(x.times(b).negate().exp()).minus(y);
/// Descent.End end = Descent.of(error.square().mean()).from(a, 1).from(b, 1).run();
/// System.out.println(end.number(a) + ", " + end.sentence());
/// ```
///
/// All computation is in `double`: in `float`, the rounding of the gradient hides where it is 0, and curvature, which
/// tells a minimum from a saddle, is lost first. The same settings give the same bits.
///
/// @param cost a real scalar, whose only leaves without a value are parameters
/// @param start where each parameter starts
/// @param optimizer the rule by which the gradient moves them
/// @param schedule the factor on the optimizer's rate at each step
/// @param steps how many steps are made at most, at least 1
/// @param tolerance the relative gradient ‖g‖ max(1, ‖θ‖) / (1 + |cost|), with θ all parameters, that counts as 0
/// @param stop ends the descent at an iterate for which it holds
/// @param noise what is added to the gradient before the optimizer sees it
public record Descent(
        Expr cost,
        SequencedMap<Expr, Tensor> start,
        Optimizer optimizer,
        Schedule schedule,
        int steps,
        double tolerance,
        Predicate<Iterate> stop,
        GradientNoise noise) {
    private static final double TOLERANCE = 1e-9;

    /// @throws ShapeException when the cost is not one number
    /// @throws IllegalArgumentException when it holds integers, or the steps or the tolerance are out of range
    public Descent {
        start = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(start));
        if (cost.shape().size() != 1) {
            throw new ShapeException("Descent: the cost must be one number, its shape is " + cost.shape());
        }
        if (cost.kind() != Kind.REAL) {
            throw new IllegalArgumentException("Descent: the cost must be a real number, " + cost + " is an integer");
        }
        if (steps < 1) throw new IllegalArgumentException("Descent: expected at least 1 step, found " + steps);
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("Descent: expected a tolerance of 0 or more, found " + tolerance);
        }
    }

    /// Descent by Adam at rate 0.1, up to 10,000 steps, until the relative gradient is 1e-9.
    ///
    /// @param cost a real scalar of parameters
    public static Descent of(Expr cost) {
        return new Descent(
                cost,
                new LinkedHashMap<>(),
                Adam.of(0.1),
                new ConstantRate(0),
                10_000,
                TOLERANCE,
                _ -> false,
                GradientNoise.NONE);
    }

    /// With a parameter that starts at a number, in all its elements.
    public Descent from(Expr parameter, double value) {
        return from(parameter, Tensor.full(parameter.shape(), value));
    }

    /// With a parameter that starts at a value of its shape.
    ///
    /// @param parameter a leaf that [Expr#parameter] made; one that the cost does not depend on stays where it is
    /// @throws IllegalArgumentException when it is something else, or the shapes differ
    public Descent from(Expr parameter, Tensor value) {
        if (!isParameter(parameter)) {
            throw new IllegalArgumentException(
                    "Descent: " + parameter + " is no parameter, as Expr.parameter makes it");
        }
        if (!parameter.shape().equals(value.shape())) {
            throw new ShapeException("Descent: " + parameter + " was given a start of shape " + value.shape());
        }
        SequencedMap<Expr, Tensor> all = new LinkedHashMap<>(start);
        all.put(parameter, value);
        return new Descent(cost, all, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// With another optimizer.
    public Descent withOptimizer(Optimizer optimizer) {
        return new Descent(cost, start, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// With a schedule of the rate over the steps.
    public Descent withSchedule(Schedule schedule) {
        return new Descent(cost, start, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// With another limit of the number of steps.
    public Descent withSteps(int steps) {
        return new Descent(cost, start, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// With another relative gradient that counts as 0; for none, the descent goes on where the gradient is 0, too.
    public Descent withTolerance(double tolerance) {
        return new Descent(cost, start, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// With a further reason to end.
    public Descent until(Predicate<Iterate> stop) {
        return new Descent(cost, start, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// With noise on the gradient. The iterates still name the gradient itself, and the descent goes on where that is
    /// 0.
    public Descent withNoise(GradientNoise noise) {
        return new Descent(cost, start, optimizer, schedule, steps, tolerance, stop, noise);
    }

    /// The parameters that have a start, in the order in which they were given one.
    public List<Expr> parameters() {
        return List.copyOf(start.keySet());
    }

    private static boolean isParameter(Expr x) {
        return x.op() instanceof Input leaf && leaf.role() == Input.Role.PARAMETER;
    }

    /// One point of the way down: everything is of the same weights.
    ///
    /// @param step how many steps led here, from 0
    /// @param weights the value of each parameter, in the order of [#parameters()]
    /// @param cost the cost there
    /// @param gradient the gradient there, one value for each parameter
    /// @param update what the optimizer adds to the weights next; at the last iterate it is not added any more
    public record Iterate(int step, List<Tensor> weights, double cost, List<Tensor> gradient, List<Tensor> update) {
        public Iterate {
            weights = List.copyOf(weights);
            gradient = List.copyOf(gradient);
            update = List.copyOf(update);
        }

        /// The length of the gradient.
        public double slope() {
            return Vectors.norm(flat(gradient));
        }

        /// The gradient relative to weights and cost, as [Descent#tolerance()] has it.
        public double relative() {
            return slope() * Math.max(1, Vectors.norm(flat(weights))) / (1 + Math.abs(cost));
        }

        /// Whether cost and gradient are finite numbers.
        public boolean finite() {
            return Double.isFinite(cost) && Double.isFinite(slope());
        }
    }

    /// Sees every iterate, in order.
    @FunctionalInterface
    public interface Observer {
        /// Looks at an iterate.
        void see(Iterate iterate);
    }

    /// Sees every iterate, in order, with the slots of the optimizer after it has made the iterate's update.
    @FunctionalInterface
    public interface SlotObserver {
        /// Looks at an iterate.
        ///
        /// @param slots what the optimizer remembers, by name, such as `optimizer/velocity/x`
        void see(Iterate iterate, Map<String, Tensor> slots);
    }

    /// Why a descent ended.
    public enum Reason {
        /// The gradient is 0, up to the tolerance.
        GRADIENT("the gradient is 0"),
        /// All steps were made.
        STEPS("the steps are used up"),
        /// Cost or gradient are no finite numbers any more.
        DIVERGED("the cost or its gradient is not finite"),
        /// The user's own reason held.
        STOPPED("it was told to stop");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /// The reason as people write it.
        public String words() {
            return words;
        }
    }

    /// Where and why a descent ended.
    ///
    /// @param descent the settings
    /// @param reason why
    /// @param last the last iterate, whose `step` is the number of steps made
    public record End(Descent descent, Reason reason, Iterate last) {
        /// The value of a parameter.
        public Tensor at(Expr parameter) {
            int index = descent.parameters().indexOf(parameter);
            if (index >= 0) return last.weights().get(index);
            throw new IllegalArgumentException("Descent: " + parameter + " is no parameter of the cost");
        }

        /// The value of a parameter that is one number.
        public double number(Expr parameter) {
            return at(parameter).item();
        }

        /// The cost.
        public double cost() {
            return last.cost();
        }

        /// What kind of point it is, from gradient, curvature and a look around; none where numbers are not finite.
        /// It is found anew by each call, which costs about as much as some dozens of steps.
        public Optional<Certificate> certificate() {
            return certificate(Certifier.plain());
        }

        /// The same by a certifier that knows more of the cost, such as its infimum.
        public Optional<Certificate> certificate(Certifier certifier) {
            if (!last.finite()) return Optional.empty();
            try (Objective objective = Objective.of(descent.cost(), descent.parameters())) {
                return Optional.of(certifier.certify(objective, flat(last.weights())));
            }
        }

        /// Why and where it ended, and what kind of point that is.
        public String sentence() {
            String why = "Ended after " + last.step() + (last.step() == 1 ? " step" : " steps") + ": " + reason.words();
            return why + "." + certificate().map(c -> " " + c.sentence("cost")).orElse("");
        }
    }

    /// Descends.
    public End run() {
        return run(_ -> {});
    }

    /// Descends, and shows every iterate to an observer.
    ///
    /// It ends at the first iterate whose gradient is 0 up to the tolerance: at the start at once, later when that
    /// of the iterate before was, too, since an optimizer with momentum may pass a stationary point at speed.
    ///
    /// @throws IllegalArgumentException when there are no parameters, when one has no start or no name of its
    ///     own, or when another leaf has no value
    public End run(Observer observer) {
        return run((it, _, _) -> observer.see(it));
    }

    /// The same, and shows the observer what the optimizer remembers.
    public End runWithSlots(SlotObserver observer) {
        return run((it, names, store) -> {
            Map<String, Tensor> slots = new LinkedHashMap<>();
            for (String name : names) slots.put(name, store.get(name));
            observer.see(it, slots);
        });
    }

    /// Sees an iterate, the names of the slots and the store that holds them.
    @FunctionalInterface
    private interface Witness {
        void see(Iterate iterate, Set<String> slots, Store store);
    }

    private End run(Witness witness) {
        List<Expr> parameters = checked();
        Expr rate = Expr.input("rate", Shape.SCALAR),
                number = Expr.ints("step", Shape.SCALAR),
                key = GradientNoise.key();
        List<Expr> gradient = Gradient.of(cost, parameters);
        Moves moves = Moves.of(optimizer.rule(), parameters, noise.on(gradient, key), rate, number);
        Store store = new Store(Element.F64);
        start.forEach((p, value) -> store.put(p.name(), value));
        moves.slots().forEach(store::put);
        List<Expr> seen = new ArrayList<>(List.of(cost));
        seen.addAll(gradient);
        try (Session session = Session.of(Plan.of(Graph.of(seen, moves.updates()), Element.F64), store)) {
            boolean flat = true;
            for (int step = 0; ; step++) {
                List<Tensor> here = values(parameters, store);
                session.set(rate, Tensor.scalar(optimizer.rate() * schedule.factor(step, steps)));
                session.set(number, Tensor.ints(step + 1).reshape(Shape.SCALAR));
                if (!noise.none()) session.set(key, noise.key(step));
                session.run();
                Iterate it = iterate(step, here, session, gradient, values(parameters, store));
                witness.see(it, moves.slots().keySet(), store);
                Optional<Reason> reason = reason(it, flat);
                if (reason.isPresent()) return new End(this, reason.get(), it);
                flat = it.relative() <= tolerance;
            }
        }
    }

    private Iterate iterate(int step, List<Tensor> here, Session session, List<Expr> gradient, List<Tensor> next) {
        List<Tensor> update = new ArrayList<>();
        for (int i = 0; i < here.size(); i++) {
            Tensor from = here.get(i), to = next.get(i);
            update.add(Tensor.generate(from.shape(), j -> to.get(j) - from.get(j)));
        }
        return new Iterate(
                step,
                here,
                session.scalar(cost),
                gradient.stream().map(session::get).toList(),
                update);
    }

    private Optional<Reason> reason(Iterate it, boolean flat) {
        if (!it.finite()) return Optional.of(Reason.DIVERGED);
        if (noise.none() && flat && it.relative() <= tolerance) return Optional.of(Reason.GRADIENT);
        if (stop.test(it)) return Optional.of(Reason.STOPPED);
        return it.step() >= steps ? Optional.of(Reason.STEPS) : Optional.empty();
    }

    private List<Expr> checked() {
        for (Expr x : Graph.of(cost).inputs()) {
            if (start.containsKey(x)) continue;
            throw new IllegalArgumentException(
                    isParameter(x)
                            ? "Descent: " + x + " has no start; give it one by from(…)"
                            : "Descent: the cost reads " + x + ", which has no value; make it a constant");
        }
        List<Expr> parameters = parameters();
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("Descent: there are no parameters, as Expr.parameter makes them");
        }
        Set<String> names = new HashSet<>(Set.of(""));
        for (Expr p : parameters) {
            if (!names.add(p.name())) throw new IllegalArgumentException("Descent: " + p + " needs a name of its own");
        }
        return parameters;
    }

    private static List<Tensor> values(List<Expr> parameters, Store store) {
        return parameters.stream().map(p -> store.get(p.name())).toList();
    }

    private static double[] flat(List<Tensor> parts) {
        return parts.stream().flatMapToDouble(t -> Arrays.stream(t.toDoubles())).toArray();
    }
}
