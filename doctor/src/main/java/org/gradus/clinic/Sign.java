package org.gradus.clinic;

import java.util.List;
import java.util.Locale;
import org.gradus.detect.DeadUnits;
import org.gradus.detect.Evidence;
import org.gradus.detect.Exploding;
import org.gradus.detect.Figure;
import org.gradus.detect.InformationCollapse;
import org.gradus.detect.Saturated;
import org.gradus.detect.VanishingDepth;
import org.gradus.probe.Field;

/// A sign that a [Glance] can show, named after the cause that it points to, in the order in
/// which causes are considered. The limits are those of the detectors. It means nothing while the
/// loss falls.
enum Sign {
    ZERO_INIT {
        @Override
        boolean shows(Glance g, int layer) {
            return g.get(Field.WEIGHT, layer) == 0 && !(g.reach() > 0);
        }

        @Override
        String words(Glance g) {
            return "layers with weights of exactly 0, which no signal passes: " + of(g);
        }
    },
    DEAD_UNITS {
        @Override
        boolean shows(Glance g, int layer) {
            return g.get(Field.DEAD, layer) > DeadUnits.SHARE;
        }

        @Override
        String words(Glance g) {
            return Figure.percent(g.most(Field.DEAD)) + " of the units of a layer are 0 on every sample";
        }

        @Override
        long since(long step, Glance g) {
            return Math.max(0, step - g.deadSteps());
        }
    },
    SATURATED {
        @Override
        boolean shows(Glance g, int layer) {
            return g.get(Field.SLOPE, layer) < Saturated.SLOPE && g.get(Field.ZERO, layer) <= 0.5;
        }

        @Override
        String words(Glance g) {
            return "layers that sit where the activation is flat: " + of(g);
        }
    },
    EXPLODING {
        @Override
        boolean shows(Glance g, int layer) {
            return g.reach(layer) >= Exploding.REACH && g.reach() >= Exploding.REACH;
        }

        @Override
        String words(Glance g) {
            return "layer 1 got " + Figure.of(Exploding.REACH) + " times the last hidden layer's signal, or more";
        }

        @Override
        boolean leavesTraces() {
            return true;
        }
    },
    VANISHING_DEPTH {
        @Override
        boolean shows(Glance g, int layer) {
            return g.reach() > 0
                    && g.reach() <= VanishingDepth.REACH
                    && g.reach(layer) <= VanishingDepth.REACH
                    && !alike(g);
        }

        @Override
        String words(Glance g) {
            return "layer 1 gets " + Figure.of(g.reach()) + " of the last hidden layer's signal";
        }
    },
    INFORMATION_COLLAPSE {
        @Override
        boolean shows(Glance g, int layer) {
            return alike(g);
        }

        @Override
        String words(Glance g) {
            return "the last hidden layer makes all inputs alike (" + Figure.of(g.likeness()) + " in common)";
        }
    },
    LR_TOO_HIGH {
        @Override
        boolean shows(Glance g, int layer) {
            return g.get(Field.UPDATE, layer) > Evidence.VIOLENT;
        }

        @Override
        String words(Glance g) {
            return "a step changed a weight by more than half of its size";
        }

        @Override
        long since(long step, Glance g) {
            return step;
        }

        @Override
        boolean leavesTraces() {
            return true;
        }
    };

    /// Whether a layer shows it.
    abstract boolean shows(Glance g, int layer);

    /// The numbers.
    abstract String words(Glance g);

    /// The step since which it is so, when it is seen for the first time at some step: what the
    /// step found, the steps before it had made.
    long since(long step, Glance g) {
        return step - 1;
    }

    /// Whether its harm outlives it: what one violent step has done stays when the steps are
    /// small again.
    boolean leavesTraces() {
        return false;
    }

    /// Whether any layer shows it.
    boolean shows(Glance g) {
        return g.count(l -> shows(g, l)) > 0;
    }

    /// The paths of the layers that show it.
    List<String> layers(Glance g) {
        return g.layers(l -> shows(g, l));
    }

    /// How many layers show it, of how many.
    String of(Glance g) {
        return layers(g).size() + " of " + g.size();
    }

    /// The cause that it points to, as the detectors call it.
    String cause() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether the last hidden layer makes all inputs alike while each layer keeps the size of
    /// the signal.
    private static boolean alike(Glance g) {
        double kept = g.kept();
        return g.likeness() >= InformationCollapse.LIKENESS
                && kept >= InformationCollapse.KEPT
                && kept <= 1 / InformationCollapse.KEPT;
    }
}
