package org.gradus.speed;

import java.util.ArrayList;
import java.util.List;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Summary;
import org.gradus.layer.Call;
import org.gradus.layer.Trace;
import org.gradus.math.Statistics;
import org.gradus.train.Reading;
import org.gradus.train.StepGraph;
import org.gradus.train.Tap;

/// Sees norm, mean, deviation, least and largest of every parameter gradient, activation and
/// backward signal, and reads them all after every step.
final class Summaries implements Tap {

    @Override
    public Watcher observe(StepGraph step, Observation into) {
        List<Expr> tensors = new ArrayList<>(step.gradients().values());
        tensors.addAll(step.signals().values());
        Trace trace = step.forward().trace();
        for (Call layer : trace.linears()) tensors.add(trace.activations(layer));
        Reading[] readings =
                tensors.stream().map(Statistics::summary).map(into::output).toArray(Reading[]::new);
        float[] latest = new float[readings.length * Summary.SIZE];
        return _ -> {
            for (int i = 0; i < readings.length; i++) readings[i].read(latest, i * Summary.SIZE);
        };
    }
}
