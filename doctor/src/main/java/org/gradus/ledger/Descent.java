package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.layer.Role;
import org.gradus.layer.Trace;
import org.gradus.ledger.ScaledBackward.Scaled;
import org.gradus.math.Statistics;
import org.gradus.name.Names;

/// The way of the backward signal from one linear layer down to the one before it, with what must
/// be measured on it.
///
/// @param from the layer on the output side
/// @param to the layer on the input side
/// @param ratios the factors that are billed to normalisations and skips, each below over above
record Descent(Call from, Call to, List<Ratio> ratios, Ledger.Places places) {

    /// A signal somewhere.
    ///
    /// @param rows its norms of rows, `[n, 1]`, still to be scaled
    /// @param logs the logarithms of its scale
    record Point(Expr rows, List<Expr> logs) {
        static Point of(Scaled signal) {
            return new Point(Statistics.rowNorms(signal.value()), signal.logs());
        }
    }

    /// What a part of the way does to the signal's norm.
    record Ratio(Ledger.Bill.Factor factor, Point above, Point below) {}

    /// The way along an edge of a network.
    static Descent of(Trace trace, Map<Expr, Scaled> signals, Call from, Call to) {
        Walk walk = new Walk(trace, signals, from);
        while (!walk.at.equals(to.output()) && walk.down()) walk.join();
        String activation = Names.of(trace.activation(to).getClass());
        return new Descent(
                from, to, List.copyOf(walk.ratios), new Ledger.Places(activation, walk.normalization, walk.skip));
    }

    private static final class Walk {
        private final Map<Expr, Scaled> signals;
        private final Trace trace;
        /// What a skip passes on, and the skip.
        private final Map<Expr, Call> passed = new HashMap<>();

        private final List<Ratio> ratios = new ArrayList<>();
        private String normalization = "";
        private String skip = "";
        private Expr at;
        /// The signal that came down the way, without what else comes to where it stands.
        private Scaled own;

        Walk(Trace trace, Map<Expr, Scaled> signals, Call from) {
            this.signals = signals;
            this.trace = trace;
            for (Call call : trace.calls())
                if (call.role() instanceof Role.Skip(Expr by, double _)) passed.put(by, call);
            at = from.input();
            own = through(from.output(), at);
            join();
        }

        private Scaled through(Expr output, Expr input) {
            Scaled above = total(output);
            return new Scaled(
                    Gradient.vjp(output, above.value(), List.of(input)).getFirst(), above.logs());
        }

        private Scaled total(Expr x) {
            Scaled total = signals.get(x);
            if (total == null) throw new IllegalStateException("Descent: no signal at " + x);
            return total;
        }

        /// Bills the signal that comes back from a skip.
        void join() {
            Call by = passed.get(at);
            if (by == null) return;
            skip = by.path();
            ratios.add(new Ratio(Ledger.Bill.Factor.SKIP, Point.of(own), Point.of(total(at))));
        }

        /// Goes down through what made the value; false if that is not known.
        boolean down() {
            Optional<Call> call = trace.maker(at).filter(c -> signals.containsKey(c.input()));
            if (call.isEmpty()) return false;
            Expr below = call.get().input();
            own = through(at, below);
            bill(call.get());
            at = below;
            return true;
        }

        private void bill(Call call) {
            switch (call.role()) {
                case Role.Normalization _ -> {
                    normalization = call.path();
                    bill(Ledger.Bill.Factor.NORMALIZATION);
                }
                case Role.Skip _ -> {
                    skip = call.path();
                    bill(Ledger.Bill.Factor.SKIP);
                }
                case Role.Linear _, Role.Nonlinear _, Role.Dropout _, Role.Stop _, Role.Reshape _, Role.Other _ -> {
                    // slopes are billed apart, all else is left to structure
                }
            }
        }

        private void bill(Ledger.Bill.Factor factor) {
            ratios.add(new Ratio(factor, Point.of(total(at)), Point.of(own)));
        }
    }
}
