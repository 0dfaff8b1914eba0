package org.gradus.detect;

import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.HardSigmoid;
import org.gradus.activation.HardTanh;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.activation.Softmax;
import org.gradus.activation.Softplus;
import org.gradus.activation.Tanh;
import org.gradus.data.Task;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.Measure;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.loss.BinaryCrossEntropy;
import org.gradus.loss.CrossEntropy;
import org.gradus.loss.Loss;
import org.gradus.loss.SigmoidCrossEntropy;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.name.Names;
import org.gradus.probe.DataFacts;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.Model;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.Together;

/// A last activation that does not fit the loss or the targets: probabilities given to a loss
/// that takes logits, or the reverse; a softmax over one unit; an output that cannot reach the
/// targets.
///
/// Read off the recipe and the data, before anything is trained.
public record OutputMismatch() implements Detector.BuiltIn {
    /// How far targets may lie outside before it counts: rounding, or a label smoothed the other
    /// way.
    private static final double SLACK = 0.05;

    @Override
    public Finding examine(Evidence e) {
        Optional<String> mismatch = mismatch(e);
        if (mismatch.isEmpty()) return new RuledOut("output and loss (they fit)");
        String last = Names.of(Model.last(e.recipe().model()).getClass());
        return Found.ill(
                0.95,
                e.layers().subList(e.layers().size() - 1, e.layers().size()),
                0,
                List.of(
                        new Measure("last activation", last, fitting(e), "step 0"),
                        new Measure("loss", Names.of(e.recipe().loss().getClass()), "", "step 0"),
                        Words.left(e)),
                mismatch.get(),
                "the gradient of the loss passes through the last activation first; "
                        + "where the two do not fit, it is flattened or points elsewhere");
    }

    private static String fitting(Evidence e) {
        Loss loss = e.recipe().loss();
        if (loss instanceof CrossEntropy) return "softmax";
        return loss instanceof BinaryCrossEntropy ? "sigmoid" : "identity";
    }

    /// What does not fit, in a sentence.
    private static Optional<String> mismatch(Evidence e) {
        Activation last = Model.last(e.recipe().model());
        Loss loss = e.recipe().loss();
        String phi = Names.of(last.getClass()), name = Names.of(loss.getClass());
        boolean logits = loss instanceof SoftmaxCrossEntropy || loss instanceof SigmoidCrossEntropy;
        boolean probabilities = loss instanceof CrossEntropy || loss instanceof BinaryCrossEntropy;
        if (last instanceof Softmax && e.outputs() == 1) {
            return Optional.of("A softmax over one unit is always 1: the network gives every sample the same answer.");
        }
        if (logits && !(last instanceof Identity)) {
            return Optional.of("The loss " + name + " takes logits, but the last layer gives it " + phi
                    + " values: its gradient is squeezed twice.");
        }
        if (probabilities && !probability(last)) {
            return Optional.of("The loss " + name + " takes probabilities, but the last layer's " + phi
                    + " gives other numbers: beyond 0 and 1 there is no gradient.");
        }
        return e.facts().task() instanceof Task.Regression ? unreachable(e, last, phi) : Optional.empty();
    }

    private static boolean probability(Activation last) {
        return last instanceof Softmax || last instanceof Sigmoid || last instanceof HardSigmoid;
    }

    /// Targets that the last activation cannot give.
    private static Optional<String> unreachable(Evidence e, Activation last, String phi) {
        double low = e.facts().targets().stream()
                .mapToDouble(DataFacts.Quantity::low)
                .min()
                .orElse(0);
        double high = e.facts().targets().stream()
                .mapToDouble(DataFacts.Quantity::high)
                .max()
                .orElse(0);
        double least = last instanceof Tanh || last instanceof HardTanh ? -1 : 0;
        boolean floor = probability(last) || least < 0 || last instanceof Relu || last instanceof Softplus;
        boolean ceiling = probability(last) || least < 0;
        if (!(floor && low < least - SLACK) && !(ceiling && high > 1 + SLACK)) return Optional.empty();
        return Optional.of(
                "The last layer's " + phi + " gives numbers from " + Figure.of(least) + (ceiling ? " to 1" : " up")
                        + "; the targets reach from " + Figure.of(low) + " to " + Figure.of(high) + ".");
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
        return mismatch(after).isEmpty();
    }

    @Override
    public String sick() {
        return "softmax-twice";
    }

    @Override
    public String healthy() {
        return "relu-he";
    }
}
