package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Widen;

/// A layer too narrow to let through what the task needs.
@Patients(sick = "narrow")
public record Capacity() implements Detector.BuiltIn, Tried {
    /// Units from which on a layer is not suspected: fewer than this may still do.
    private static final int NARROW = 8;

    private static final int TIMES = 16;

    @Override
    public Phrases phrases() {
        return new Phrases("capacity", "wider layers do not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        int narrowest = Model.narrowest(e.recipe().model());
        if (narrowest == Integer.MAX_VALUE) return new Suspicion(false, "no hidden layer");
        return new Suspicion(narrowest <= NARROW, "narrowest layer " + narrowest + " units");
    }

    @Override
    public Found found(Evidence e, double gain) {
        int narrowest = Model.narrowest(e.recipe().model());
        return Found.ill(
                        0.88,
                        e.layers(),
                        "A hidden layer has only " + Words.count(narrowest, "unit") + "; the task needs more.",
                        "all that the layers above can know passes through " + Words.count(narrowest, "number"))
                .seen("narrowest hidden layer", Words.count(narrowest, "unit"), "more")
                .seen(Words.gain("error, with layers " + TIMES + " times as wide", gain), Words.left(e))
                .doubted(Doubts.remains(e, "with wider layers", gain), Doubts.falling(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new Widen(TIMES));
    }
}
