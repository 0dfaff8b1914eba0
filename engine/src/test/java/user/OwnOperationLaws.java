package user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Op;
import org.gradus.law.FiniteDifferences;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// The list of operations is closed, the interface is open: a user's own is evaluated and differentiated.
class OwnOperationLaws {
    record Cube() implements Op.Unary {
        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public void vjp(Expr y, Expr dy, Cotangents into) {
            into.add(0, dy.times(y.input(0).square().times(3)));
        }
    }

    /// left + right, keeping which inputs it was asked about.
    record Watched(Set<Integer> wanted) implements Op.Binary {
        @Override
        public double apply(double left, double right) {
            return left + right;
        }

        @Override
        public void vjp(Expr y, Expr dy, Cotangents into) {
            for (int i = 0; i < 2; i++) if (into.wants(i)) wanted.add(i);
        }
    }

    @Test
    void anOperationOfTheUsersOwnIsDifferentiatedAsOftenAsOneLikes() {
        Expr x = Expr.input("x", Shape.of(3));
        Map<Expr, Tensor> at = Map.of(x, Tensor.vector(-2, 0.5, 3));
        Expr y = Expr.of(new Cube(), x);
        assertThat(Graph.of(y).eval(at).get(y)).isEqualTo(Tensor.vector(-8, 0.125, 27));
        FiniteDifferences.agree(y, at, List.of(x), 1);
        FiniteDifferences.agreeTwice(y, at, List.of(x), 1);
        assertThat(y).hasToString("Cube [3]");
    }

    @Test
    void onlyInputsThatLeadToWhatIsDifferentiatedAreWanted() {
        Expr x = Expr.input("x", Shape.of(3)), other = Expr.input("other", Shape.of(3));
        Expr labels = Expr.ints("labels", Shape.of(3));
        assertThat(wanted(x.exp(), other.exp(), x)).containsExactly(0);
        assertThat(wanted(x.exp(), other.exp(), other)).containsExactly(1);
        assertThat(wanted(x.exp(), x, x)).containsExactly(0, 1);
        assertThat(wanted(x, labels, x, labels)).containsExactly(0);
        assertThat(wanted(x, other, labels)).isEmpty();
    }

    private static Set<Integer> wanted(Expr left, Expr right, Expr... wrt) {
        Set<Integer> wanted = new TreeSet<>();
        Gradient.of(Expr.of(new Watched(wanted), left, right).sum(), List.of(wrt));
        return wanted;
    }
}
