package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.StandardizeInputs;

/// Inputs far from order 1, or columns of very different sizes, which the first layer turns into
/// signals that are too large, too small or all about one column.
@Patients(sick = "input-scale")
public record InputScale() implements Detector.BuiltIn, Tried {
    /// A root mean square outside this range is far from the 1 that initial weights are drawn for.
    private static final double SMALL = 0.1, LARGE = 5;

    /// Columns whose sizes differ by more than this are seen as one by the largest.
    private static final double SPREAD = 30;

    @Override
    public Phrases phrases() {
        return new Phrases("input scale", "rescaling does not help");
    }

    @Override
    public Suspicion suspicion(Evidence e) {
        DataFacts f = e.facts();
        return new Suspicion(odd(f), "rms " + Figure.of(f.rms()) + ", columns 1 : " + Figure.of(spread(f)));
    }

    private static boolean odd(DataFacts f) {
        return f.rms() < SMALL || f.rms() > LARGE || spread(f) > SPREAD;
    }

    /// What to say of inputs that are far from what initial weights are drawn for, before anything is
    /// trained.
    public static Optional<String> warning(DataFacts f) {
        // columns that are mostly 0, such as pixels at a rim or rare words, are small beside others and no trouble
        return f.rms() > LARGE || f.largest() < SMALL ? Optional.of(sizes(f)) : Optional.empty();
    }

    private static String sizes(DataFacts f) {
        return "inputs of size " + Figure.of(f.rms()) + ", columns from " + Figure.of(f.smallest()) + " to "
                + Figure.of(f.largest()) + "; initial weights are drawn for size 1: try standardize: true";
    }

    @Override
    public Optional<String> enlarges(DataFacts f) {
        boolean large = f.rms() > LARGE || f.largest() > LARGE && spread(f) > SPREAD;
        return large ? Optional.of(sizes(f)) : Optional.empty();
    }

    @Override
    public Found found(Evidence e, double gain) {
        DataFacts f = e.facts();
        double spread = spread(f);
        return Found.ill(
                        0.92,
                        e.layers().subList(0, 1),
                        "The inputs are of size " + Figure.of(f.rms()) + ", columns from " + Figure.of(f.smallest())
                                + " to " + Figure.of(f.largest()) + "; initial weights are drawn for inputs of size 1.",
                        "a layer's output and its weights' gradient are as large as its input: "
                                + "one learning rate cannot suit inputs of very different sizes")
                .seen("inputs, rms", Figure.of(f.rms()), "about 1")
                .seen("largest : smallest column", Figure.of(spread), "below 30")
                .seen(Words.gain("error, with standardized inputs", gain), Words.left(e));
    }

    private static double spread(DataFacts f) {
        return f.smallest() == 0 ? 1 : f.largest() / f.smallest();
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        return List.of(new StandardizeInputs(), new AddBatchNorm());
    }

    @Override
    public List<Remedy> decisive(Evidence e) {
        return List.of(new StandardizeInputs());
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return after.facts().rms() >= SMALL && after.facts().rms() <= LARGE || after.improvesOn(before);
    }
}
