package org.gradus.exam.rule;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/// Published rules that watch a training, made anew from their published thresholds, to be tried
/// on the same trainings as the doctor.
public sealed interface Rule permits AutoTrainer, SageMakerDebugger, SageMakerLoss, DeepDiagnosis, Umlaut, UpdateRatio {
    /// The name of the tool whose rules they are.
    String tool();

    /// Every alarm that the tool would raise, in the order in which it looks.
    List<Alarm> alarms(Course course);

    /// All rules, in the order of the sealed list.
    static List<Rule> all() {
        List<Rule> all = new ArrayList<>();
        for (Class<?> type : Rule.class.getPermittedSubclasses()) {
            try {
                all.add((Rule) type.getConstructor().newInstance());
            } catch (InvocationTargetException
                    | NoSuchMethodException
                    | InstantiationException
                    | IllegalAccessException e) {
                throw new IllegalStateException(type + " needs a public constructor without arguments", e);
            }
        }
        return all;
    }

    /// The alarms of all tools.
    static List<Alarm> all(Course course) {
        return all().stream().flatMap(r -> r.alarms(course).stream()).toList();
    }
}
