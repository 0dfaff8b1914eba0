package org.gradus.bench;

import java.util.List;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Tensor;

/// One expression, planned and ready to be computed again and again.
///
/// @param session nothing before the benchmark is set up
record Calculation(Optional<Session> session, Expr output) implements AutoCloseable {
    static final Calculation NONE = new Calculation(Optional.empty(), Expr.constant(0));

    /// A calculation on inputs between -2 and 2.
    static Calculation of(List<Expr> inputs, Expr output) {
        Session session = Session.of(Plan.of(Graph.of(List.of(output), List.of())), new Store());
        for (Expr x : inputs) {
            int n = x.shape().size();
            session.set(x, Tensor.generate(x.shape(), i -> 4.0 * i / n - 2));
        }
        return new Calculation(Optional.of(session), output);
    }

    /// Computes it.
    ///
    /// @return its first element
    double run() {
        Session s = session.orElseThrow();
        s.run();
        return s.at(output, 0);
    }

    @Override
    public void close() {
        session.ifPresent(Session::close);
    }
}
