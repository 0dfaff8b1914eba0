package org.gradus.geometry;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Cos;
import org.gradus.name.Name;
import org.gradus.name.Names;

/// A function of a few numbers that optimizers are tried on, as an expression of its coordinates.
///
/// Every coordinate has one shape, and so has the value: a surface is read at one point or at
/// thousands at once. The formulas are those of Surjanovic and Bingham's Virtual Library of
/// Simulation Experiments where that has them.
public sealed interface Surface {
    /// The value, of the shape of the coordinates.
    ///
    /// @param x as many expressions as [#dimensions()]
    Expr value(List<Expr> x);

    /// How many coordinates a point has.
    default int dimensions() {
        return 2;
    }

    /// Where it is looked at.
    Domain domain();

    /// Where a surface is looked at.
    ///
    /// @param low the lower bound of every coordinate, within which stationary points are sought
    /// @param high the upper bound of every coordinate
    /// @param infimum the greatest lower bound of the value
    /// @param start where optimizers start unless told otherwise
    record Domain(double low, double high, double infimum, List<Double> start) {
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

    /// What it is called on the command line.
    default String name() {
        return Names.of(getClass());
    }

    /// Σ 100 (xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)² (Rosenbrock 1960): a bent valley with its minimum at (1, …,
    /// 1).
    record Rosenbrock(int dimensions) implements Surface {
        @Override
        public Expr value(List<Expr> x) {
            Expr sum = Expr.constant(0);
            for (int i = 0; i + 1 < dimensions; i++) {
                Expr bend = x.get(i + 1).minus(x.get(i).square()).square().times(100);
                sum = sum.plus(bend).plus(x.get(i).minus(Expr.constant(1)).square());
            }
            return sum;
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, 0, dimensions == 2 ? List.of(-1.2, 1.0) : Collections.nCopies(dimensions, -1.2));
        }
    }

    /// (x² + y - 11)² + (x + y² - 7)² (Himmelblau 1972): four minima of value 0.
    record Himmelblau() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr x = p.get(0), y = p.get(1);
            return x.square()
                    .plus(y)
                    .plus(-11)
                    .square()
                    .plus(x.plus(y.square()).plus(-7).square());
        }

        @Override
        public Domain domain() {
            return new Domain(-5, 5, 0, List.of(-1.0, 1.0));
        }
    }

    /// (1.5 - x + x y)² + (2.25 - x + x y²)² + (2.625 - x + x y³)² (Beale 1958).
    record Beale() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr x = p.get(0), y = p.get(1), sum = Expr.constant(0), power = y;
            for (double c : List.of(1.5, 2.25, 2.625)) {
                sum = sum.plus(x.times(power).minus(x).plus(c).square());
                power = power.times(y);
            }
            return sum;
        }

        @Override
        public Domain domain() {
            return new Domain(-4.5, 4.5, 0, List.of(-1.0, 1.5));
        }
    }

    /// (4 - 2.1 x² + x⁴/3) x² + x y + 4 (y² - 1) y²: six minima, two of them global.
    record SixHumpCamel() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr x = p.get(0), y = p.get(1), xx = x.square(), yy = y.square();
            Expr alongX =
                    xx.square().times(1.0 / 3).plus(xx.times(-2.1)).plus(4).times(xx);
            return alongX.plus(x.times(y)).plus(yy.plus(-1).times(yy).times(4));
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, -1.031628453489877, List.of(-1.8, 0.2));
        }
    }

    /// 2 x² - 1.05 x⁴ + x⁶/6 + x y + y².
    record ThreeHumpCamel() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr x = p.get(0), y = p.get(1), xx = x.square();
            Expr alongX =
                    xx.square().times(1.0 / 6).plus(xx.times(-1.05)).plus(2).times(xx);
            return alongX.plus(x.times(y)).plus(y.square());
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, 0, List.of(1.8, 1.0));
        }
    }

    /// The product of two sextics in x + y and 2x - 3y (Goldstein and Price 1971); its values span
    /// six decades.
    record GoldsteinPrice() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr x = p.get(0), y = p.get(1), xx = x.square(), xy = x.times(y), yy = y.square();
            Expr first = polynomial(19, x.times(-14), xx.times(3), y.times(-14), xy.times(6), yy.times(3));
            Expr second = polynomial(18, x.times(-32), xx.times(12), y.times(48), xy.times(-36), yy.times(27));
            Expr u = x.plus(y).plus(1).square(),
                    v = x.times(2).minus(y.times(3)).square();
            return u.times(first).plus(1).times(v.times(second).plus(30));
        }

        private static Expr polynomial(double constant, Expr... terms) {
            Expr sum = Expr.constant(constant);
            for (Expr t : terms) sum = sum.plus(t);
            return sum;
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, 3, List.of(-1.5, 1.0));
        }
    }

    /// Σ (x⁴ - 16 x² + 5 x) / 2 (Styblinski and Tang 1990): every coordinate has two minima and a
    /// maximum.
    record StyblinskiTang(int dimensions) implements Surface {
        @Override
        public Expr value(List<Expr> x) {
            return sum(
                    x,
                    c -> c.square().plus(-16).times(c.square()).plus(c.times(5)).times(0.5));
        }

        @Override
        public Domain domain() {
            return new Domain(-5, 5, -39.16616570377142 * dimensions, Collections.nCopies(dimensions, 0.5));
        }
    }

    /// Σ x² + 10 (1 - cos 2πx) (Rastrigin 1974): a bowl full of dents.
    record Rastrigin(int dimensions) implements Surface {
        @Override
        public Expr value(List<Expr> x) {
            return sum(
                    x,
                    c -> c.square().plus(cos(c.times(2 * Math.PI)).times(-10)).plus(10));
        }

        @Override
        public Domain domain() {
            return new Domain(-5.12, 5.12, 0, Collections.nCopies(dimensions, 2.3));
        }
    }

    /// 20 (1 - exp(-0.2 r)) + e - exp of the mean of cos 2πx, r the root mean square (Ackley 1987):
    /// the minimum at 0 is a cusp, at which there is no gradient.
    record Ackley() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr rms = sum(p, Expr::square).times(0.5).sqrt();
            Expr waves = sum(p, c -> cos(c.times(2 * Math.PI))).times(0.5).exp();
            return rms.times(-0.2).exp().times(-20).minus(waves).plus(20 + Math.E);
        }

        @Override
        public Domain domain() {
            return new Domain(-3, 3, 0, List.of(2.2, -1.3));
        }
    }

    /// -cos x cos y exp(-(x - π)² - (y - π)²) (Easom 1990): a hole in a plain.
    record Easom() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr distance = sum(p, c -> c.plus(-Math.PI).square());
            return cos(p.get(0))
                    .times(cos(p.get(1)))
                    .times(distance.negate().exp())
                    .negate();
        }

        @Override
        public Domain domain() {
            return new Domain(0, 6, -1, List.of(2.0, 2.2));
        }
    }

    /// x² - y²: one saddle, and no way to end.
    record Saddle() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            return p.get(0).square().minus(p.get(1).square());
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, Double.NEGATIVE_INFINITY, List.of(0.5, 0.0));
        }
    }

    /// x³ - 3 x y²: at 0 all second derivatives vanish, and three ways lead down.
    record MonkeySaddle() implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr x = p.get(0);
            return x.square().minus(p.get(1).square().times(3)).times(x);
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, Double.NEGATIVE_INFINITY, List.of(1.0, 0.1));
        }
    }

    /// (1 - (x y)^(layers/2))²: a chain of linear layers that share two weights. The deeper, the
    /// flatter its middle.
    ///
    /// @param layers an even number
    record DeepChain(int layers) implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            Expr pair = p.get(0).times(p.get(1)), product = pair;
            for (int i = 1; i < layers / 2; i++) product = product.times(pair);
            return product.minus(Expr.constant(1)).square();
        }

        @Override
        public Domain domain() {
            return new Domain(-1.6, 1.6, 0, List.of(0.7, 0.5));
        }
    }

    /// (x₁ x₂ … - 1)² / 2: a chain of linear layers of width 1. Of two factors, 0 is a strict
    /// saddle; of three, all second derivatives vanish there.
    ///
    /// @param dimensions the number of factors
    record Product(int dimensions) implements Surface {
        @Override
        public Expr value(List<Expr> x) {
            Expr product = x.getFirst();
            for (int i = 1; i < dimensions; i++) product = product.times(x.get(i));
            return product.minus(Expr.constant(1)).square().times(0.5);
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, 0, Collections.nCopies(dimensions, 0.1));
        }

        @Override
        public String name() {
            return "product" + dimensions;
        }
    }

    /// (x² + condition · y²) / 2: a bowl as long as its condition number says.
    record Quadratic(double condition) implements Surface {
        @Override
        public Expr value(List<Expr> p) {
            return p.get(0).square().plus(p.get(1).square().times(condition)).times(0.5);
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, 0, List.of(-1.8, 1.0));
        }
    }

    /// (a + 10 b)² + 5 (c - d)² + (b - 2 c)⁴ + 10 (a - d)⁴ (Powell 1962): a minimum with two flat
    /// directions.
    record PowellSingular() implements Surface {
        @Override
        public int dimensions() {
            return 4;
        }

        @Override
        public Expr value(List<Expr> x) {
            Expr a = x.get(0), b = x.get(1), c = x.get(2), d = x.get(3);
            Expr squares = a.plus(b.times(10)).square().plus(c.minus(d).square().times(5));
            Expr bc = b.minus(c.times(2)).square(), ad = a.minus(d).square();
            return squares.plus(bc.square()).plus(ad.square().times(10));
        }

        @Override
        public Domain domain() {
            return new Domain(-3, 3, 0, List.of(3.0, -1.0, 0.0, 1.0));
        }
    }

    /// x⁴: a minimum without curvature, which gradient descent nears only as (8 rate t)^(-1/2).
    @Name("x^4")
    record Quartic() implements Surface {
        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public Expr value(List<Expr> p) {
            return p.getFirst().square().square();
        }

        @Override
        public Domain domain() {
            return new Domain(-2, 2, 0, List.of(1.0));
        }
    }

    /// ln(1 + exp(-w)): the loss of one sample that is classified right. It falls for ever and has
    /// no minimum.
    record Softplus() implements Surface {
        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public Expr value(List<Expr> p) {
            return p.getFirst().negate().softplus();
        }

        @Override
        public Domain domain() {
            return new Domain(-5, 20, 0, List.of(0.0));
        }
    }

    private static Expr cos(Expr x) {
        return Expr.of(new Cos(), x);
    }

    private static Expr sum(List<Expr> x, UnaryOperator<Expr> term) {
        Expr sum = Expr.constant(0);
        for (Expr c : x) sum = sum.plus(term.apply(c));
        return sum;
    }
}
