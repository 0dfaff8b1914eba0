package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;

/// The built-in rules of Amazon SageMaker Debugger on the loss, by the parameters and defaults in
/// its public documentation. Apart from those on tensors, since the loss of a batch hardly ever
/// falls without a break.
public record SageMakerLoss() implements Rule {
    /// LossNotDecreasing: the loss now beside that so many steps before.
    private static final int STEPS = 10;

    /// Overfit: how far the held-out loss may be above the training loss, as a part of it.
    private static final double OVERFIT = 0.1;

    @Override
    public String tool() {
        return "SageMaker Debugger, loss";
    }

    @Override
    public List<Alarm> alarms(Course c) {
        List<Alarm> alarms = new ArrayList<>();
        if (rises(c)) alarms.add(new Alarm(tool(), "LossNotDecreasing", ""));
        if (overfit(c)) alarms.add(new Alarm(tool(), "Overfit", "overfitting"));
        return alarms;
    }

    private static boolean rises(Course c) {
        for (int i = STEPS; i < c.losses().size(); i += STEPS) {
            if (c.losses().get(i) >= c.losses().get(i - STEPS)) return true;
        }
        return false;
    }

    private static boolean overfit(Course c) {
        return c.epochs().stream().anyMatch(e -> (e.testLoss() - e.trainLoss()) / e.trainLoss() > OVERFIT);
    }
}
