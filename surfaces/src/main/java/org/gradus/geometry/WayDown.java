package org.gradus.geometry;

import java.util.List;
import org.gradus.tensor.Tensor;

/// A way down that was found by looking: the loss along straight lines, not a model of it.
///
/// @param direction of length 1, `[parameters]`
/// @param distance how far along it the lowest loss was
/// @param decrease how much lower the loss is there; 0 when no way down was found
/// @param tried how many lines were looked along, both ways each
/// @param change by how much the loss changed at most along these lines, up or down
public record WayDown(Tensor direction, double distance, double decrease, int tried, double change) {
    /// Decreases below so many roundings of the loss are noise.
    private static final double ROUNDINGS = 4;

    /// Looks along lines through a point, both ways, at distances that grow by doubling.
    ///
    /// @param lines directions of length 1, at least one
    /// @param from the first distance
    /// @param to the last distance
    static WayDown along(Objective objective, double[] at, List<double[]> lines, double from, double to) {
        double start = objective.value(at);
        double[] direction = lines.getFirst();
        double distance = 0, most = 0, change = 0;
        for (double[] line : lines) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] v = Vectors.times(sign, line);
                for (double t = from; t <= to; t *= 2) {
                    double decrease = start - objective.value(Vectors.plus(at, t, v));
                    change = Math.max(change, Math.abs(decrease));
                    if (decrease > most) {
                        direction = v;
                        distance = t;
                        most = decrease;
                    } else if (!(decrease >= 0) && t > 64 * from) break;
                }
            }
        }
        double rounding = ROUNDINGS * objective.rounding() * Math.abs(start);
        boolean found = most > rounding;
        return new WayDown(Tensor.vector(direction), found ? distance : 0, found ? most : 0, lines.size(), change);
    }

    /// Whether the loss is lower somewhere.
    public boolean found() {
        return decrease > 0;
    }
}
