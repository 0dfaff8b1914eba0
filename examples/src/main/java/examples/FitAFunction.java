package examples;

import org.gradus.geometry.Descent;
import org.gradus.graph.Expr;
import org.gradus.optim.Adam;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Gradient descent fits a · exp(-b x) + c to measured points, and says what kind of point it ends at.
public final class FitAFunction {
    private FitAFunction() {}

    /// Runs it.
    public static void main(String[] args) {
        Tensor times = Tensor.generate(Shape.of(20), i -> 0.25 * i);
        Tensor measured = times.map(t -> 3 * Math.exp(-1.2 * t) + 0.5);
        Expr x = Expr.constant(times), y = Expr.constant(measured);

        Expr a = Expr.parameter("a", Shape.SCALAR);
        Expr b = Expr.parameter("b", Shape.SCALAR);
        Expr c = Expr.parameter("c", Shape.SCALAR);
        Expr fitted = a.times(b.negate().times(x).exp()).plus(c);

        Descent.End end = Descent.of(fitted.minus(y).square().mean())
                .from(a, 1)
                .from(b, 1)
                .from(c, 0)
                .withOptimizer(Adam.of(0.05))
                .run(it -> {
                    if (it.step() % 200 == 0) System.out.printf("step %4d  cost %.3g%n", it.step(), it.cost());
                });

        System.out.printf("a = %.4f, b = %.4f, c = %.4f%n", end.number(a), end.number(b), end.number(c));
        System.out.println(end.sentence());
    }
}
