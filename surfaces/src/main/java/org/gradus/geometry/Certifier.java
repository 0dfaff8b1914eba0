package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.tensor.Tensor;

/// Finds out what kind of point a function has at some place: first whether there is a slope, then
/// whether an error is left, then how the loss curves, and where that decides nothing, by looking.
///
/// @param residual the error signal's size relative to the best constant predictor's, where there
///     are data
/// @param infimum a value below which the function is known never to fall, where there is one
/// @param symmetries orthonormal directions along which the function is known to be constant
/// @param batch how many samples a piece of the data holds
/// @param sampled on how many pieces of the data curvature is measured; at most all
/// @param reference the Hessian's norm where training began; a thousandth of it counts as flat
/// @param agitation rate / (2 · batch size) of the training that led there; 0 where there was none
public record Certifier(
        OptionalDouble residual,
        OptionalDouble infimum,
        List<Tensor> symmetries,
        int batch,
        int sampled,
        OptionalDouble reference,
        double agitation) {
    /// The relative residual below which data count as fitted.
    public static final double FITTED = 0.05;

    /// The relative residual above which much error is left.
    private static final double UNFITTED = 0.25;

    /// The curvature, on the scale of loss and parameters, below which everything is flat.
    private static final double FLAT = 1e-3;

    /// The distance of a stationary point, relative to the parameters, beyond which it is not near.
    private static final double AWAY = 0.01;

    /// The share of the loss by which it changes nowhere around a point on a plateau.
    private static final double STILL = 1e-9;

    private static final int RANDOM_LINES = 10;

    public Certifier {
        symmetries = List.copyOf(symmetries);
    }

    /// For a function of which nothing else is known.
    public static Certifier plain() {
        return new Certifier(
                OptionalDouble.empty(), OptionalDouble.empty(), List.of(), 1, 1, OptionalDouble.empty(), 0);
    }

    /// The same, with a residual.
    public Certifier withResidual(double residual) {
        return new Certifier(OptionalDouble.of(residual), infimum, symmetries, batch, sampled, reference, agitation);
    }

    /// The same, with a bound of the value.
    public Certifier withInfimum(double infimum) {
        return new Certifier(residual, OptionalDouble.of(infimum), symmetries, batch, sampled, reference, agitation);
    }

    /// Looks at a point.
    public Certificate certify(Objective objective, double[] at) {
        List<double[]> known = symmetries.stream().map(Tensor::toDoubles).toList();
        double loss = objective.value(at);
        double[] gradient = objective.gradient(at);
        Slope slope = Slope.of(objective, at, loss, gradient, batch, agitation);
        int pieces = Math.min(sampled, objective.pieces());
        Curvature curvature = Curvature.of(objective, at, known, pieces);
        Verdict verdict = verdict(loss, slope, curvature, Vectors.norm(at));
        double size = Math.max(1, Vectors.norm(at));
        Optional<WayDown> probe = Optional.empty(), escape = Optional.empty();
        if (verdict == Verdict.DEGENERATE || verdict == Verdict.PLATEAU) {
            probe = Optional.of(
                    WayDown.along(objective, at, lines(curvature, gradient, known), 1e-4 * size, 0.1 * size));
        }
        if (probe.filter(p -> p.change() <= STILL * (1 + Math.abs(loss))).isPresent()) verdict = Verdict.PLATEAU;
        if (verdict == Verdict.STRICT_SADDLE || verdict == Verdict.LOCAL_MAXIMUM) {
            double[] down = curvature.least().vector().toDoubles();
            escape = Optional.of(WayDown.along(objective, at, List.of(down), 1e-3 * size, 2 * size));
        }
        double outward =
                Math.abs(Vectors.dot(gradient, curvature.least().vector().toDoubles()));
        return new Certificate(verdict, loss, residual, slope, curvature, probe, escape, outward);
    }

    private Verdict verdict(double loss, Slope slope, Curvature curvature, double size) {
        if (residual.isPresent() && residual.getAsDouble() < FITTED) return Verdict.FITTED;
        if (!slope.stationary()) return Verdict.NOT_STATIONARY;
        // where batches keep the weights in motion, the last of the error never goes
        if (residual.isPresent() && residual.getAsDouble() < UNFITTED && !slope.exact()) return Verdict.FITTED;
        // where the gradient is exactly 0, flatness is a matter of the point and not of its surroundings
        if (slope.norm() > 0 && (unfinished(loss) || leads(slope, size)) && flat(loss, curvature, size)) {
            return Verdict.PLATEAU;
        }
        double zero = curvature.tolerance();
        if (curvature.largest().high() < -zero) return Verdict.LOCAL_MAXIMUM;
        if (curvature.least().high() < -zero) return Verdict.STRICT_SADDLE;
        return curvature.least().low() > zero ? Verdict.LOCAL_MINIMUM : Verdict.DEGENERATE;
    }

    private boolean unfinished(double loss) {
        if (residual.isPresent()) return residual.getAsDouble() > UNFITTED;
        return infimum.isPresent() && loss - infimum.getAsDouble() > FLAT * (1 + Math.abs(infimum.getAsDouble()));
    }

    /// Whether, of a function of which nothing is known, the best step along the gradient is so long that the gradient
    /// is not near 0 because a stationary point is near.
    private boolean leads(Slope slope, double size) {
        boolean unknown = residual.isEmpty() && infimum.isEmpty();
        return unknown && 2 * slope.fall() / slope.norm() > AWAY * Math.max(1, size);
    }

    private boolean flat(double loss, Curvature curvature, double size) {
        if (reference.isPresent()) return curvature.norm() < FLAT * reference.getAsDouble();
        return curvature.norm() * Math.max(1, size * size) < FLAT * (1 + Math.abs(loss));
    }

    /// The lowest directions and random ones, all without slope, so that what is found is no
    /// first-order effect.
    private static List<double[]> lines(Curvature curvature, double[] gradient, List<double[]> known) {
        List<double[]> without = new ArrayList<>(known);
        if (Vectors.norm(gradient) > 0) {
            double[] g = Vectors.unit(gradient);
            Vectors.reject(g, known);
            if (Vectors.norm(g) > 0.5) without.add(Vectors.unit(g));
        }
        List<double[]> lines = new ArrayList<>();
        for (Ritz pair : curvature.lowest()) lines.add(pair.vector().toDoubles());
        IntStream.range(0, RANDOM_LINES).forEach(i -> lines.add(Vectors.normal(gradient.length, 100 + i)));
        List<double[]> level = new ArrayList<>();
        for (double[] line : lines) {
            double[] rest = line.clone();
            Vectors.reject(rest, without);
            if (Vectors.norm(rest) > 1e-3 * Vectors.norm(line)) level.add(Vectors.unit(rest));
        }
        return level.isEmpty() ? List.of(Vectors.unit(lines.getFirst())) : level;
    }
}
