package org.gradus.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Worked examples that the literature prints.
class TextbookLaws {
    private static Expr leaf(String name) {
        return Expr.input(name, Shape.SCALAR);
    }

    /// The value of an expression, then its gradient by each leaf.
    private static double[] valueAndGradient(Expr y, Map<Expr, Double> at) {
        List<Expr> leaves = List.copyOf(at.keySet());
        List<Expr> gradient = Gradient.of(y, leaves);
        Map<Expr, Tensor> in = new LinkedHashMap<>();
        at.forEach((x, v) -> in.put(x, Tensor.scalar(v)));
        Expr[] outputs = new Expr[leaves.size() + 1];
        outputs[0] = y;
        for (int i = 0; i < leaves.size(); i++) outputs[i + 1] = gradient.get(i);
        Map<Expr, Tensor> values = Graph.of(outputs).eval(in);
        double[] numbers = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++)
            numbers[i] = values.get(outputs[i]).item();
        return numbers;
    }

    private static Map<Expr, Double> at(List<Expr> leaves, double... values) {
        Map<Expr, Double> at = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) at.put(leaves.get(i), values[i]);
        return at;
    }

    /// The opening example of Stanford's CS231n notes on backpropagation.
    @Test
    void theSumTimesANumber() {
        Expr x = leaf("x"), y = leaf("y"), z = leaf("z");
        assertThat(valueAndGradient(x.plus(y).times(z), at(List.of(x, y, z), -2, 5, -4)))
                .containsExactly(-12, -4, -4, 3);
    }

    /// The sigmoid neuron of the same notes, which print two digits.
    @Test
    void theSigmoidNeuron() {
        Expr w0 = leaf("w0"), x0 = leaf("x0"), w1 = leaf("w1"), x1 = leaf("x1"), w2 = leaf("w2");
        Expr neuron = w0.times(x0).plus(w1.times(x1)).plus(w2).sigmoid();
        double[] numbers = valueAndGradient(neuron, at(List.of(w0, x0, w1, x1, w2), 2, -1, -3, -2, -3));
        assertThat(numbers).containsExactly(new double[] {0.73, -0.20, 0.39, -0.39, -0.59, 0.20}, within(0.005));
    }

    /// The example in the README of Karpathy's micrograd, which prints four digits.
    @Test
    void theExpressionOfMicrograd() {
        Expr a = leaf("a"), b = leaf("b");
        Expr c = a.plus(b);
        Expr d = a.times(b).plus(b.times(b).times(b));
        c = c.plus(c.plus(1));
        c = c.plus(c.plus(1).minus(a));
        d = d.plus(d.times(2).plus(b.plus(a).relu()));
        d = d.plus(d.times(3).plus(b.minus(a).relu()));
        Expr f = c.minus(d).square();
        Expr g = f.times(0.5).plus(Expr.constant(10).dividedBy(f));
        assertThat(valueAndGradient(g, at(List.of(a, b), -4, 2)))
                .containsExactly(new double[] {24.7041, 138.8338, 645.5773}, within(0.00005));
    }
}
