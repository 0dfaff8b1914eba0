package org.gradus.speed;

import java.util.ArrayList;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.layer.Network;
import org.gradus.math.Statistics;
import org.gradus.train.StepGraph;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;

/// Sees norm, mean, deviation, least and largest of every parameter gradient, activation and backward signal, and reads
/// them all after every step.
final class Summaries implements Tap {
    private final List<String> names = new ArrayList<>();
    private double[] latest = {};

    @Override
    public void observe(StepGraph step, Observation into) {
        names.clear();
        step.gradients().forEach((path, gradient) -> summarise("gradient/" + path, gradient, into));
        for (int i = 0; i < step.signals().size(); i++) {
            Network.Linear layer = step.forward().linears().get(i);
            Expr activation = layer.nonlinearity().isEmpty()
                    ? layer.output()
                    : layer.nonlinearity().getFirst().output();
            summarise("activation/" + layer.path(), activation, into);
            summarise("signal/" + layer.path(), step.signals().get(i), into);
        }
        latest = new double[names.size()];
    }

    private void summarise(String name, Expr x, Observation into) {
        put("norm/" + name, Statistics.norm(x), into);
        put("mean/" + name, x.mean(), into);
        put("deviation/" + name, Statistics.standardDeviation(x), into);
        put("least/" + name, x.negate().max().negate(), into);
        put("largest/" + name, x.max(), into);
    }

    private void put(String name, Expr value, Observation into) {
        into.output(name, value);
        names.add(name);
    }

    @Override
    public void see(StepReport report) {
        for (int i = 0; i < latest.length; i++) latest[i] = report.value(names.get(i));
    }
}
