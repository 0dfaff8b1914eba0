package org.gradus.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A surface at many points at once: values, gradients and Hessians of all of them by one planned
/// run, in `double`.
///
/// The points do not depend on each other, so the gradient of the sum of all values holds the
/// gradient of each.
public final class Sampler implements AutoCloseable {
    private final int dimensions;
    private final int count;
    private final List<Expr> coordinates;
    private final Expr values;
    private final List<Expr> gradient;
    private final List<List<Expr>> hessian = new ArrayList<>();
    private final Session session;

    /// @param count how many points
    /// @param curved whether Hessians are wanted
    public Sampler(Surface surface, int count, boolean curved) {
        dimensions = surface.dimensions();
        this.count = count;
        Shape shape = Shape.of(count);
        coordinates = IntStream.range(0, dimensions)
                .mapToObj(i -> Expr.input("x" + i, shape))
                .toList();
        values = surface.value(coordinates);
        gradient = Gradient.of(values.sum(), coordinates);
        List<Expr> outputs = new ArrayList<>(List.of(values));
        outputs.addAll(gradient);
        if (curved) {
            for (Expr slope : gradient) hessian.add(Gradient.of(slope.sum(), coordinates));
            hessian.forEach(outputs::addAll);
        }
        session = Session.of(Plan.of(Graph.of(outputs, List.of()), Element.F64), new Store(Element.F64));
    }

    /// Looks at some points, as many as the sampler was made for.
    public void look(List<double[]> points) {
        List<Expr> read = session.plan().graph().inputs();
        for (int i = 0; i < dimensions; i++) {
            int c = i;
            if (!read.contains(coordinates.get(i))) continue;
            session.set(coordinates.get(i), Tensor.generate(Shape.of(count), p -> points.get(p)[c]));
        }
        session.run();
    }

    /// The value at each point.
    public double[] values() {
        return session.get(values).toDoubles();
    }

    /// The gradient at each point, coordinate by coordinate: `[dimensions][count]`.
    double[][] gradients() {
        return gradient.stream().map(g -> session.get(g).toDoubles()).toArray(double[][]::new);
    }

    /// The entries of the Hessian at each point: `[dimensions][dimensions][count]`.
    double[][][] hessians() {
        return hessian.stream()
                .map(row -> row.stream().map(h -> session.get(h).toDoubles()).toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    @Override
    public void close() {
        session.close();
    }
}
