package org.gradus.forecast;

import java.util.List;

/// How many layers an initialisation carries: the given hidden layers first, then the last of them again and
/// again.
///
/// Two rules, the stricter of which binds. The gradient rule: the norm of the backward signal has changed a
/// thousandfold. The information rule: of a difference in the correlation of two inputs less than e⁻⁶ is
/// left; once the signal has settled, this is the rule "at most 6 ξ_c layers" of Schoenholz et al. 2017.
///
/// @param gradient layers after which the gradient has changed a thousandfold, or the signal has grown beyond
///     all theory; infinite when not within 2000
/// @param grows whether it has then grown
/// @param information layers after which two inputs' likeness is lost; infinite when not before the
///     gradient rule binds, and not within 100 layers or the depth asked for; neither followed
///     beyond a thousand layers that all differ, nor through batch normalisation
public record DepthBudget(double gradient, boolean grows, double information) {

    /// The change of the gradient's norm that ends the budget.
    public static final double LARGEST_CHANGE = 1000;

    /// The exponent of the information rule.
    public static final double LOST = 6;

    /// No rule binds.
    static final DepthBudget UNLIMITED = new DepthBudget(Double.POSITIVE_INFINITY, false, Double.POSITIVE_INFINITY);

    static final int MOST_LAYERS = 2000;
    static final int MOST_PAIRED = 100;

    /// Which rule binds.
    public enum Binding {
        /// The gradient shrinks a thousandfold.
        VANISHES,
        /// The gradient grows a thousandfold.
        EXPLODES,
        /// What two inputs share no longer depends on the inputs.
        INFORMATION,
        /// Neither rule, as far as was looked.
        NONE
    }

    /// The budget: the smaller of the two numbers.
    ///
    /// @return layers; infinite when neither rule binds
    public double layers() {
        return Math.min(gradient, information);
    }

    /// The rule that gives [#layers()].
    ///
    /// @return the rule
    public Binding binding() {
        if (layers() == Double.POSITIVE_INFINITY) return Binding.NONE;
        if (information < gradient) return Binding.INFORMATION;
        return grows ? Binding.EXPLODES : Binding.VANISHES;
    }

    /// The search for the depth budget: up through the hidden blocks, then through the last of them again and
    /// again, until the gradient rule binds.
    static final class Climb {
        private final Integrals integrals;
        private double logGain;
        private int layers;
        private double information = Double.POSITIVE_INFINITY;
        private double gradient = Double.POSITIVE_INFINITY;
        private boolean grows;

        Climb(Integrals integrals) {
            this.integrals = integrals;
        }

        /// The budget of a network whose hidden blocks were passed, with more of the last of them on top.
        ///
        /// @param last the last hidden block, and what was measured behind it
        /// @param out the signal above it
        DepthBudget on(List<Block> last, Signal out) throws NoForecast {
            Signal signal = out;
            try {
                while (gradient == Double.POSITIVE_INFINITY && layers < MOST_LAYERS) {
                    boolean pairs = !lost() && layers < MOST_PAIRED;
                    for (Block block : last) {
                        boolean both = pairs || BlockPass.normalizesBatch(block);
                        BlockPass pass = BlockPass.of(block, 0, signal, both, integrals);
                        over(pass, pairs);
                        signal = pass.out();
                    }
                }
                return budget();
            } catch (NoForecast e) {
                if (e.grows()) return new DepthBudget(layers, true, information);
                throw e;
            }
        }

        /// The budget as far as it is known.
        DepthBudget budget() {
            return new DepthBudget(gradient, grows, information);
        }

        /// Whether what two inputs share tells nothing any more.
        boolean lost() {
            return information < Double.POSITIVE_INFINITY;
        }

        /// Goes up one block.
        ///
        /// @param pairs whether two inputs were followed apart
        void over(BlockPass pass, boolean pairs) {
            if (layers == 0 && pass.taps().isEmpty()) return;
            if (layers == 0) logGain = -pass.taps().getFirst().enter().logGain();
            for (BlockPass.Tap tap : pass.taps()) {
                double change = logGain + tap.enter().logGain();
                boolean binds = Double.isFinite(change) && Math.abs(change) >= 2 * Math.log(LARGEST_CHANGE);
                if (binds && gradient == Double.POSITIVE_INFINITY) {
                    gradient = layers;
                    grows = change > 0;
                }
                layers++;
            }
            logGain += pass.whole().logGain();
            boolean lost = pairs && pass.out().memory() <= Math.exp(-LOST);
            if (lost && !lost()) information = layers;
        }
    }
}
