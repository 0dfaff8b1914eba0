package org.gradus.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradus.graph.Expr;
import org.gradus.ledger.Descent.Point;
import org.gradus.run.Session;

/// Reads norms and their scales from one run of a session.
final class Scales {
    private final Session session;
    private final Map<Expr, Double> logs = new HashMap<>();

    Scales(Session session) {
        this.session = session;
    }

    /// log₁₀ of a scale.
    double decades(List<Expr> scale) {
        double sum = 0;
        for (Expr log : scale) sum += logs.computeIfAbsent(log, session::scalar);
        return sum / Math.log(10);
    }

    double[] squares(Expr rowNorms) {
        double[] norms = session.get(rowNorms).toDoubles();
        for (int i = 0; i < norms.length; i++) norms[i] *= norms[i];
        return norms;
    }

    /// The mean square of a signal's rows, with a factor a row.
    double meanSquare(Point signal, double[] factors) {
        double[] squares = squares(signal.rows());
        double sum = 0;
        for (int i = 0; i < squares.length; i++) {
            if (squares[i] != 0) sum += squares[i] * (factors.length == 0 ? 1 : factors[i]);
        }
        return sum / squares.length;
    }
}
