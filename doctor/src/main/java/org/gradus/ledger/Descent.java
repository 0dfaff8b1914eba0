package org.gradus.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.layer.Network;
import org.gradus.ledger.ScaledBackward.Scaled;
import org.gradus.math.Statistics;
import org.gradus.name.Names;

/// The way of the backward signal from one linear layer down to the one before it, with what must
/// be measured on it.
///
/// @param from the layer on the output side
/// @param to the layer on the input side
/// @param ratios the factors that are billed to normalisations and skips, each below over above
record Descent(Network.Linear from, Network.Linear to, List<Ratio> ratios, Ledger.Places places) {

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

    /// The way between two neighbouring linear layers of a network.
    static Descent of(Network.Forward forward, Map<Expr, Scaled> signals, Network.Linear from, Network.Linear to) {
        Walk walk = new Walk(forward, signals, from);
        while (!walk.at.equals(to.output()) && walk.down()) walk.join();
        String activation = to.nonlinearity().isEmpty()
                ? "identity"
                : Names.of(to.nonlinearity().getFirst().activation().getClass());
        return new Descent(
                from, to, List.copyOf(walk.ratios), new Ledger.Places(activation, walk.normalization, walk.skip));
    }

    private static final class Walk {
        private final Map<Expr, Scaled> signals;
        private final Map<Expr, Expr> nonlinearities = new HashMap<>();
        private final Map<Expr, Network.Stage> stages = new HashMap<>();
        /// What a skip passes on, and the skip.
        private final Map<Expr, Network.Stage> passed = new HashMap<>();

        private final List<Ratio> ratios = new ArrayList<>();
        private String normalization = "";
        private String skip = "";
        private Expr at;
        /// The signal that came down the way, without what else comes to where it stands.
        private Scaled own;

        Walk(Network.Forward forward, Map<Expr, Scaled> signals, Network.Linear from) {
            this.signals = signals;
            Consumer<Network.Nonlinear> add = n -> nonlinearities.put(n.output(), n.input());
            forward.linears().forEach(l -> l.nonlinearity().forEach(add));
            for (Network.Stage s : forward.stages()) {
                stages.put(s.output(), s);
                if (s.kind() == Network.Stage.Kind.SKIP) passed.put(s.output().input(0), s);
            }
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
            Network.Stage by = passed.get(at);
            if (by == null) return;
            skip = by.path();
            ratios.add(new Ratio(Ledger.Bill.Factor.SKIP, Point.of(own), Point.of(total(at))));
        }

        /// Goes down through what made the value; false if that is not known.
        boolean down() {
            Network.Stage stage = stages.get(at);
            Expr below = stage == null ? nonlinearities.get(at) : stage.input();
            if (below == null || !signals.containsKey(below)) return false;
            own = through(at, below);
            if (stage != null) bill(stage);
            at = below;
            return true;
        }

        private void bill(Network.Stage stage) {
            switch (stage.kind()) {
                case NORMALIZATION, BATCH_NORMALIZATION -> {
                    normalization = stage.path();
                    bill(Ledger.Bill.Factor.NORMALIZATION);
                }
                case SKIP -> {
                    skip = stage.path();
                    bill(Ledger.Bill.Factor.SKIP);
                }
                case DROPOUT, STOP -> {
                    // the first is left to structure, and below the second there is no signal
                }
            }
        }

        private void bill(Ledger.Bill.Factor factor) {
            ratios.add(new Ratio(factor, Point.of(total(at)), Point.of(own)));
        }
    }
}
