package org.gradus.geometry;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Op;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Select;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;

/// A function of a few numbers that optimizers are tried on, as an expression of its coordinates.
///
/// Every coordinate has one shape, and so has the value: a surface is read at one point or at
/// thousands at once. The formulas are those of Surjanovic and Bingham's Virtual Library of
/// Simulation Experiments where that has them.
///
/// A surface of one's own is a record like those that ship, or is made [of an expression][#of]. Its stationary points
/// are found by [StationaryPoints], [Walk]s of optimizers lead over it, and [SurfaceMap] draws them.
///
/// @param name what it is called
/// @param coordinates what its coordinates are called, at least one
/// @param domain where it is looked at
/// @param formula the value, of the shape of the coordinates
public record Surface(String name, List<String> coordinates, Domain domain, Function<List<Expr>, Expr> formula) {
    /// The least value of [#twoWell], at x = -1.0298959850506604.
    private static final double TWO_WELL = -0.25379123722046887;

    /// Where a surface is looked at.
    ///
    /// @param low the lower bound of every coordinate, within which stationary points are sought
    /// @param high the upper bound of every coordinate
    /// @param infimum the greatest lower bound of the value
    /// @param start where optimizers start unless told otherwise
    public record Domain(double low, double high, double infimum, List<Double> start) {
        public Domain {
            start = List.copyOf(start);
            if (!(low < high))
                throw new IllegalArgumentException("domain: expected low < high, found " + low + ", " + high);
        }

        boolean holds(double[] x) {
            for (double v : x) if (!(v >= low && v <= high)) return false;
            return true;
        }
    }

    /// @throws IllegalArgumentException when names are empty or equal, or the start has another number of coordinates
    public Surface {
        coordinates = List.copyOf(coordinates);
        if (name.isBlank() || coordinates.isEmpty() || Set.copyOf(coordinates).size() < coordinates.size()) {
            throw new IllegalArgumentException("surface `" + name + "`: expected a name, and coordinates with names of"
                    + " their own, found " + coordinates);
        }
        if (domain.start().size() != coordinates.size()) {
            throw new IllegalArgumentException("surface `" + name + "`: expected a start of " + coordinates.size()
                    + " numbers, found " + domain.start());
        }
    }

    /// With coordinates called x, or x and y, or x1, x2 and so on.
    ///
    /// @param dimensions how many coordinates a point has
    public Surface(String name, int dimensions, Domain domain, Function<List<Expr>, Expr> formula) {
        this(name, coordinates(dimensions), domain, formula);
    }

    private static List<String> coordinates(int dimensions) {
        if (dimensions <= 2) return List.of("x", "y").subList(0, dimensions);
        return IntStream.rangeClosed(1, dimensions).mapToObj(i -> "x" + i).toList();
    }

    /// The surface of an expression of single numbers.
    ///
    /// @param value a scalar, made by elementwise operations alone, since a surface is read at many points at once
    /// @param coordinates the scalar leaves that are its coordinates, in order; their names are the surface's
    /// @throws IllegalArgumentException when it is made by another operation, or reads another leaf
    public static Surface of(String name, Expr value, List<Expr> coordinates, Domain domain) {
        Graph graph = Graph.of(value);
        for (Expr x : graph.nodes()) {
            boolean pointwise = switch (x.op()) {
                case Op.Unary _, Op.Binary _, Select _, Constant _ -> true;
                default -> coordinates.contains(x);
            };
            if (pointwise && x.shape().rank() == 0) continue;
            throw new IllegalArgumentException("surface `" + name + "`: " + x + ", made at " + x.site()
                    + ", is neither a coordinate nor an elementwise operation on single numbers");
        }
        return new Surface(name, coordinates.stream().map(Expr::name).toList(), domain, at -> {
            Map<Expr, Expr> put = new HashMap<>();
            for (int i = 0; i < coordinates.size(); i++) put.put(coordinates.get(i), at.get(i));
            return graph.map(x -> put.getOrDefault(x, x)).outputs().getFirst();
        });
    }

    /// How many coordinates a point has.
    public int dimensions() {
        return coordinates.size();
    }

    /// The value at a point.
    ///
    /// @param x as many expressions as there are coordinates
    public Expr value(List<Expr> x) {
        return formula.apply(x);
    }

    /// Descent on this surface, whose coordinates are the parameters.
    ///
    /// @param start as many numbers as there are coordinates
    public Descent descent(List<Double> start) {
        List<Expr> at =
                coordinates.stream().map(c -> Expr.parameter(c, Shape.SCALAR)).toList();
        Descent descent = Descent.of(value(at));
        for (int i = 0; i < at.size(); i++) descent = descent.from(at.get(i), start.get(i));
        return descent;
    }

    /// All surfaces, each in its usual dimension.
    public static List<Surface> all() {
        return List.of(
                rosenbrock(2),
                twoWell(),
                himmelblau(),
                beale(),
                sixHumpCamel(),
                threeHumpCamel(),
                goldsteinPrice(),
                styblinskiTang(2),
                rastrigin(2),
                ackley(),
                easom(),
                saddle(),
                monkeySaddle(),
                deepChain(8),
                product(2),
                quadratic(25),
                product(3),
                powellSingular(),
                quartic(),
                softplus());
    }

    /// The surface of a name.
    ///
    /// @throws InputException when there is none; the message names the nearest
    public static Surface named(String name) {
        Map<String, Surface> known = new LinkedHashMap<>();
        all().forEach(s -> known.put(s.name(), s));
        Surface found = known.get(name);
        if (found != null) return found;
        List<String> near = Nearest.of(name, known.keySet());
        throw new InputException("unknown function `" + Shown.brief(name) + "`; "
                + (near.isEmpty() ? "`gradus optim` lists the functions" : "nearest: " + String.join(", ", near)));
    }

    /// Σ 100 (xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)² (Rosenbrock 1960): a bent valley with its minimum at (1, …,
    /// 1).
    public static Surface rosenbrock(int dimensions) {
        List<Double> start = dimensions == 2 ? List.of(-1.2, 1.0) : Collections.nCopies(dimensions, -1.2);
        return new Surface("rosenbrock", dimensions, new Domain(-2, 2, 0, start), x -> {
            Expr sum = Expr.constant(0);
            for (int i = 0; i + 1 < dimensions; i++) {
                Expr bend = x.get(i + 1).minus(x.get(i).square()).square().times(100);
                sum = sum.plus(bend).plus(x.get(i).minus(Expr.constant(1)).square());
            }
            return sum;
        });
    }

    /// (x² - 1)² + x/4 + y²: two valleys, of which the right one is the higher, and a saddle between them.
    public static Surface twoWell() {
        return new Surface("two_well", 2, new Domain(-2, 2, TWO_WELL, List.of(1.6, 1.2)), p -> {
            Expr x = p.get(0), well = x.square().plus(-1).square();
            return well.plus(x.times(0.25)).plus(p.get(1).square());
        });
    }

    /// (x² + y - 11)² + (x + y² - 7)² (Himmelblau 1972): four minima of value 0.
    public static Surface himmelblau() {
        return new Surface("himmelblau", 2, new Domain(-5, 5, 0, List.of(-1.0, 1.0)), p -> {
            Expr x = p.get(0), y = p.get(1);
            Expr first = x.square().plus(y).plus(-11),
                    second = x.plus(y.square()).plus(-7);
            return first.square().plus(second.square());
        });
    }

    /// (1.5 - x + x y)² + (2.25 - x + x y²)² + (2.625 - x + x y³)² (Beale 1958).
    public static Surface beale() {
        return new Surface("beale", 2, new Domain(-4.5, 4.5, 0, List.of(-1.0, 1.5)), p -> {
            Expr x = p.get(0), y = p.get(1), sum = Expr.constant(0), power = y;
            for (double c : List.of(1.5, 2.25, 2.625)) {
                sum = sum.plus(x.times(power).minus(x).plus(c).square());
                power = power.times(y);
            }
            return sum;
        });
    }

    /// (4 - 2.1 x² + x⁴/3) x² + x y + 4 (y² - 1) y²: six minima, two of them global.
    public static Surface sixHumpCamel() {
        return new Surface("six_hump_camel", 2, new Domain(-2, 2, -1.031628453489877, List.of(-1.8, 0.2)), p -> {
            Expr x = p.get(0), y = p.get(1), xx = x.square(), yy = y.square();
            Expr bend = xx.square().times(1.0 / 3).plus(xx.times(-2.1)).plus(4);
            return bend.times(xx).plus(x.times(y)).plus(yy.plus(-1).times(yy).times(4));
        });
    }

    /// 2 x² - 1.05 x⁴ + x⁶/6 + x y + y².
    public static Surface threeHumpCamel() {
        return new Surface("three_hump_camel", 2, new Domain(-2, 2, 0, List.of(1.8, 1.0)), p -> {
            Expr x = p.get(0), y = p.get(1), xx = x.square();
            Expr bend = xx.square().times(1.0 / 6).plus(xx.times(-1.05)).plus(2);
            return bend.times(xx).plus(x.times(y)).plus(y.square());
        });
    }

    /// The product of two sextics in x + y and 2x - 3y (Goldstein and Price 1971); its values span
    /// six decades.
    public static Surface goldsteinPrice() {
        return new Surface("goldstein_price", 2, new Domain(-2, 2, 3, List.of(-1.5, 1.0)), p -> {
            Expr x = p.get(0), y = p.get(1), xx = x.square(), xy = x.times(y), yy = y.square();
            Expr first = polynomial(19, x.times(-14), xx.times(3), y.times(-14), xy.times(6), yy.times(3));
            Expr second = polynomial(18, x.times(-32), xx.times(12), y.times(48), xy.times(-36), yy.times(27));
            Expr u = x.plus(y).plus(1).square(),
                    v = x.times(2).minus(y.times(3)).square();
            return u.times(first).plus(1).times(v.times(second).plus(30));
        });
    }

    private static Expr polynomial(double constant, Expr... terms) {
        Expr sum = Expr.constant(constant);
        for (Expr t : terms) sum = sum.plus(t);
        return sum;
    }

    /// Σ (x⁴ - 16 x² + 5 x) / 2 (Styblinski and Tang 1990): every coordinate has two minima and a
    /// maximum.
    public static Surface styblinskiTang(int dimensions) {
        List<Double> start = Collections.nCopies(dimensions, 0.5);
        Domain domain = new Domain(-5, 5, -39.16616570377142 * dimensions, start);
        UnaryOperator<Expr> term =
                c -> c.square().plus(-16).times(c.square()).plus(c.times(5)).times(0.5);
        return new Surface("styblinski_tang", dimensions, domain, x -> sum(x, term));
    }

    /// Σ x² + 10 (1 - cos 2πx) (Rastrigin 1974): a bowl full of dents.
    public static Surface rastrigin(int dimensions) {
        Domain domain = new Domain(-5.12, 5.12, 0, Collections.nCopies(dimensions, 2.3));
        UnaryOperator<Expr> term =
                c -> c.square().plus(c.times(2 * Math.PI).cos().times(-10)).plus(10);
        return new Surface("rastrigin", dimensions, domain, x -> sum(x, term));
    }

    /// 20 (1 - exp(-0.2 r)) + e - exp of the mean of cos 2πx, r the root mean square (Ackley 1987):
    /// the minimum at 0 is a cusp, at which there is no gradient.
    public static Surface ackley() {
        return new Surface("ackley", 2, new Domain(-3, 3, 0, List.of(2.2, -1.3)), p -> {
            Expr rms = sum(p, Expr::square).times(0.5).sqrt();
            Expr waves = sum(p, c -> c.times(2 * Math.PI).cos()).times(0.5).exp();
            return rms.times(-0.2).exp().times(-20).minus(waves).plus(20 + Math.E);
        });
    }

    /// -cos x cos y exp(-(x - π)² - (y - π)²) (Easom 1990): a hole in a plain.
    public static Surface easom() {
        return new Surface("easom", 2, new Domain(0, 6, -1, List.of(2.0, 2.2)), p -> {
            Expr hole = sum(p, c -> c.plus(-Math.PI).square()).negate().exp();
            return p.get(0).cos().times(p.get(1).cos()).times(hole).negate();
        });
    }

    /// x² - y²: one saddle, and no way to end.
    public static Surface saddle() {
        Domain domain = new Domain(-2, 2, Double.NEGATIVE_INFINITY, List.of(0.5, 0.0));
        return new Surface(
                "saddle", 2, domain, p -> p.get(0).square().minus(p.get(1).square()));
    }

    /// x³ - 3 x y²: at 0 all second derivatives vanish, and three ways lead down.
    public static Surface monkeySaddle() {
        Domain domain = new Domain(-2, 2, Double.NEGATIVE_INFINITY, List.of(1.0, 0.1));
        return new Surface("monkey_saddle", 2, domain, p -> {
            Expr x = p.get(0), y = p.get(1);
            return x.square().minus(y.square().times(3)).times(x);
        });
    }

    /// (1 - (x y)^(layers/2))²: a chain of linear layers that share two weights. The deeper, the
    /// flatter its middle.
    ///
    /// @param layers an even number
    public static Surface deepChain(int layers) {
        return new Surface("deep_chain", 2, new Domain(-1.6, 1.6, 0, List.of(0.7, 0.5)), p -> {
            Expr pair = p.get(0).times(p.get(1)), product = pair;
            for (int i = 1; i < layers / 2; i++) product = product.times(pair);
            return product.minus(Expr.constant(1)).square();
        });
    }

    /// (x₁ x₂ … - 1)² / 2: a chain of linear layers of width 1. Of two factors, 0 is a strict
    /// saddle; of three, all second derivatives vanish there.
    ///
    /// @param factors how many there are
    public static Surface product(int factors) {
        Domain domain = new Domain(-2, 2, 0, Collections.nCopies(factors, 0.1));
        return new Surface("product" + factors, factors, domain, x -> {
            Expr product = x.getFirst();
            for (int i = 1; i < factors; i++) product = product.times(x.get(i));
            return product.minus(Expr.constant(1)).square().times(0.5);
        });
    }

    /// (x² + condition · y²) / 2: a bowl as long as its condition number says.
    public static Surface quadratic(double condition) {
        return new Surface("quadratic", 2, new Domain(-2, 2, 0, List.of(-1.8, 1.0)), p -> {
            Expr across = p.get(1).square().times(condition);
            return p.get(0).square().plus(across).times(0.5);
        });
    }

    /// (a + 10 b)² + 5 (c - d)² + (b - 2 c)⁴ + 10 (a - d)⁴ (Powell 1962): a minimum with two flat
    /// directions.
    public static Surface powellSingular() {
        return new Surface("powell_singular", 4, new Domain(-3, 3, 0, List.of(3.0, -1.0, 0.0, 1.0)), x -> {
            Expr a = x.get(0), b = x.get(1), c = x.get(2), d = x.get(3);
            Expr squares = a.plus(b.times(10)).square().plus(c.minus(d).square().times(5));
            Expr bc = b.minus(c.times(2)).square(), ad = a.minus(d).square();
            return squares.plus(bc.square()).plus(ad.square().times(10));
        });
    }

    /// x⁴: a minimum without curvature, which gradient descent nears only as (8 rate t)^(-1/2).
    public static Surface quartic() {
        Domain domain = new Domain(-2, 2, 0, List.of(1.0));
        return new Surface("x^4", 1, domain, p -> p.getFirst().square().square());
    }

    /// ln(1 + exp(-w)): the loss of one sample that is classified right. It falls for ever and has
    /// no minimum.
    public static Surface softplus() {
        Domain domain = new Domain(-5, 20, 0, List.of(0.0));
        return new Surface("softplus", 1, domain, p -> p.getFirst().negate().softplus());
    }

    private static Expr sum(List<Expr> x, UnaryOperator<Expr> term) {
        Expr sum = Expr.constant(0);
        for (Expr c : x) sum = sum.plus(term.apply(c));
        return sum;
    }
}
