package org.gradus.exam.rule;

import java.util.ArrayList;
import java.util.List;

/// The built-in rules of Amazon SageMaker Debugger, by the parameters and defaults in its public
/// documentation ("List of Debugger built-in rules"); their code is closed.
///
/// Those on tensors, without the two on the loss ([SageMakerLoss]). They look at one of every
/// [Watch#EVERY] steps. A rule that finds its sign once reports an issue.
public record SageMakerDebugger() implements Rule {
    /// VanishingGradient: the mean absolute gradient of a tensor.
    private static final double VANISHED = 1e-7;

    /// DeadRelu, SaturatedActivation: the share of a layer's units.
    private static final double UNITS = 0.5;

    /// PoorWeightInitialization: the ratio of the variances of two layers' weights, the distance
    /// between the 5th and the 95th percentile of gradients, the steps it looks at, and the steps
    /// that the loss may take to fall.
    private static final double VARIANCES = 10, DISTRIBUTION = 0.001;
    private static final int STEPS = 10, PATIENCE = 5;

    /// WeightUpdateRatio, with what keeps it from dividing by 0.
    private static final double LARGE = 10, SMALL = 1e-8, EPSILON = 1e-9;

    /// UnchangedTensor: numpy's `allclose`, over three looks.
    private static final double RELATIVE = 1e-5, ABSOLUTE = 1e-8;

    private static final int LOOKS = 3;

    @Override
    public String tool() {
        return "SageMaker Debugger";
    }

    @Override
    public List<Alarm> alarms(Course c) {
        List<Alarm> alarms = new ArrayList<>();
        alarm(alarms, !c.finite(), "ExplodingTensor", "nan");
        alarm(alarms, c.anywhere(l -> l.gradient().size() < VANISHED), "VanishingGradient", "vanishing-depth");
        alarm(alarms, c.anywhere(SageMakerDebugger::dead), "DeadRelu", "dead-units");
        alarm(alarms, c.anywhere(l -> l.saturated() > UNITS), "SaturatedActivation", "saturated");
        alarm(alarms, poorStart(c), "PoorWeightInitialization", "init-scale");
        alarm(alarms, c.anywhere(l -> ratio(l) > LARGE), "WeightUpdateRatio, large", "lr-too-high");
        alarm(alarms, c.anywhere(l -> ratio(l) < SMALL), "WeightUpdateRatio, small", "lr-too-low");
        alarm(alarms, unchanged(c), "UnchangedTensor", "lost-update");
        alarm(alarms, c.anywhere(l -> l.weight().zero() == 1), "AllZero", "zero-init");
        return alarms;
    }

    private void alarm(List<Alarm> alarms, boolean sign, String symptom, String cause) {
        if (sign) alarms.add(new Alarm(tool(), symptom, cause));
    }

    private static boolean dead(Course.Layer l) {
        return l.inactive() > UNITS
                && !l.activation().linear()
                && l.activation().homogeneous();
    }

    private static double ratio(Course.Layer l) {
        return l.change().size() / (l.weight().size() + EPSILON);
    }

    /// Variances apart or gradients all alike, and a loss that does not fall in the first steps.
    private static boolean poorStart(Course c) {
        int n = Math.min(STEPS, c.losses().size());
        if (n <= PATIENCE) return false;
        double before = c.losses().getFirst();
        boolean falls = c.losses().subList(1, n).stream().anyMatch(l -> l < before);
        Course.Frame start = c.frames().getFirst();
        double least = start.layers().stream()
                .mapToDouble(l -> l.weight().variance())
                .min()
                .orElse(0);
        double most = start.layers().stream()
                .mapToDouble(l -> l.weight().variance())
                .max()
                .orElse(0);
        boolean apart = most > VARIANCES * least;
        boolean alike = start.any(l -> l.gradient().high() - l.gradient().low() < DISTRIBUTION);
        return !falls && (apart || alike);
    }

    /// A weight whose largest change stays within the tolerance of its own size over some looks.
    private static boolean unchanged(Course c) {
        for (int i = 0; i + LOOKS <= c.frames().size(); i++) {
            List<Course.Frame> few = c.frames().subList(i, i + LOOKS);
            for (int l = 0; l < few.getFirst().layers().size(); l++) {
                int layer = l;
                if (few.stream().allMatch(f -> still(f.layers().get(layer)))) return true;
            }
        }
        return false;
    }

    private static boolean still(Course.Layer l) {
        double most = Math.max(l.change().most(), -l.change().least());
        return Watch.EVERY * most <= ABSOLUTE + RELATIVE * l.weight().size();
    }
}
