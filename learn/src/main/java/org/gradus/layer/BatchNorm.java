package org.gradus.layer;

import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.math.Statistics;
import org.gradus.name.Default;
import org.gradus.name.Setting;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Each unit shifted and scaled to mean 0 and variance 1 over the batch and all positions, then by a
/// learned scale and offset (Ioffe and Szegedy 2015). In use, running averages take the place of the
/// batch's mean and variance.
///
/// @param momentum the share of the running averages that a step keeps
/// @param epsilon added to the variance before its root
public record BatchNorm(
        @Default("0.9") double momentum, @Default("1e-5") double epsilon) implements Layer.BuiltIn {
    public BatchNorm {
        Setting.proportion("momentum", momentum);
        Setting.notNegative("epsilon", epsilon);
    }

    public static BatchNorm standard() {
        return new BatchNorm(0.9, 1e-5);
    }

    @Override
    public boolean normalizes() {
        return true;
    }

    @Override
    public Expr apply(Scope scope, Expr x) {
        Shape units = Shape.of(x.shape().last());
        Expr runningMean = scope.state("mean", Tensor.full(units, 0));
        Expr runningVariance = scope.state("variance", Tensor.full(units, 1));
        Expr mean = runningMean, variance = runningVariance;
        if (scope.training()) {
            Expr rows = x.reshape(Shape.of(x.shape().with(-1, 1).size(), units.size()));
            mean = rows.mean(0).reshape(units);
            variance = Statistics.variance(rows, 0).reshape(units);
            scope.update(runningMean, average(runningMean, mean));
            scope.update(runningVariance, average(runningVariance, variance));
        }
        Expr unit = x.minus(mean).dividedBy(variance.plus(epsilon).sqrt());
        return scope.record(new Role.Normalization(true), x, Affine.apply(scope, unit));
    }

    private Expr average(Expr running, Expr now) {
        return running.times(momentum).plus(now.times(1 - momentum));
    }

    public static List<Layer> examples() {
        return List.of(BatchNorm.standard());
    }
}
