package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.detect.Finding.Severity;
import org.gradus.loss.BinaryCrossEntropy;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Loss;
import org.gradus.name.Names;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.Together;

/// An output, a loss and targets of which some do not fit the others, see [Contradiction].
///
/// It is found even where it does little harm, as a warning.
@Patients(sick = "softmax-twice")
public record OutputMismatch() implements Detector.BuiltIn {
    @Override
    public List<Remedy> trials(Evidence e) {
        return Contradiction.of(e).isPresent() ? decisive(e) : List.of();
    }

    @Override
    public Finding examine(Evidence e) {
        Optional<String> mismatch = Contradiction.of(e);
        if (mismatch.isEmpty()) return new RuledOut("output and loss (they fit)");
        String last = Names.of(Model.last(e.recipe().model()).getClass());
        // read off the recipe: it stands even where it does little harm
        boolean harmful = e.experiments().gain(decisive(e)).helps();
        return Found.ill(
                        0.95,
                        e.top(),
                        mismatch.get(),
                        "the gradient of the loss passes through the last activation first; "
                                + "where the two do not fit, it is flattened or points elsewhere")
                .seen("last activation", last, fitting(e))
                .seen("loss", Names.of(e.recipe().loss().getClass()), "")
                .seen(Words.left(e))
                .withSeverity(harmful ? Severity.ILL : Severity.WARN);
    }

    private static String fitting(Evidence e) {
        Loss loss = e.recipe().loss();
        if (loss instanceof CrossEntropy) return "softmax";
        return loss instanceof BinaryCrossEntropy ? "sigmoid" : "identity";
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        Remedy fixed = new FixOutput(e.facts().task());
        return List.of(fixed, new Together(fixed, new ScaleRate(0.1)));
    }

    /// What the old output held back may need a lower rate; but that is another cause's remedy.
    @Override
    public List<Remedy> decisive(Evidence e) {
        return remedies(e).subList(0, 1);
    }

    @Override
    public boolean relieved(Evidence before, Evidence after) {
        return Contradiction.of(after).isEmpty();
    }
}
