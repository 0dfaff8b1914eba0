package org.gradus.detect;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/// The detectors that ship, made from the sealed list, in its order.
public final class DetectorList {
    private DetectorList() {}

    public static List<Detector> all() {
        List<Detector> all = new ArrayList<>();
        for (Class<?> type : Detector.BuiltIn.class.getPermittedSubclasses()) {
            try {
                all.add((Detector) type.getConstructor().newInstance());
            } catch (InvocationTargetException
                    | NoSuchMethodException
                    | InstantiationException
                    | IllegalAccessException e) {
                throw new IllegalStateException(type + " needs a public constructor without arguments", e);
            }
        }
        return all;
    }

    /// Whether a cause is what was seen and not why.
    public static boolean symptom(String cause) {
        return all().stream().anyMatch(d -> d.symptom() && d.cause().equals(cause));
    }

    /// The detector of a cause.
    public static Detector of(String cause) {
        return all().stream()
                .filter(d -> d.cause().equals(cause))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no detector for " + cause));
    }
}
