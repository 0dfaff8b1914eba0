package org.gradus.ledger;

import java.util.List;
import java.util.Map;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.graph.op.Input;
import org.gradus.loss.Loss;
import org.gradus.math.Statistics;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// What the best constant predictor achieves: the mark against which a loss and a residual are judged.
///
/// @param loss its mean loss on the training targets
/// @param residual the rms over samples of the norm of its dloss/doutput
public record Baseline(double loss, double residual) {

    public static Baseline of(Loss loss, Tensor targets, int outputs) {
        int n = targets.shape().dim(0);
        Expr constant = Expr.input("constant", Shape.of(n, outputs));
        Kind kind = targets.element() == Element.I32 ? Kind.INT : Kind.REAL;
        Expr y = Expr.of(new Input(targets.shape(), kind, Input.Role.DATA)).named("targets");
        Expr mean = loss.mean(constant, y);
        Expr rows = Gradient.of(mean, List.of(constant)).getFirst().times(n);
        Expr residual = Statistics.rms(Statistics.rowNorms(rows));
        Tensor best = loss.bestConstant(targets, outputs).broadcastTo(constant.shape());
        Map<Expr, Tensor> values = Graph.of(mean, residual).eval(Map.of(constant, best, y, targets));
        return new Baseline(value(values, mean), value(values, residual));
    }

    private static double value(Map<Expr, Tensor> values, Expr of) {
        Tensor value = values.get(of);
        if (value == null) throw new IllegalStateException("Baseline: " + of + " was not computed");
        return value.item();
    }
}
