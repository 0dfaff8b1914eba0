package org.gradus.detect;

import java.util.List;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Finding.RuledOut;
import org.gradus.probe.Field;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;

/// Steps so small beside the weights that rounding loses them.
@Patients(sick = "lost-update")
public record LostUpdate() implements Detector.BuiltIn {
    /// Half the distance between neighbouring 32-bit numbers, relative to their size: what is
    /// smaller is lost.
    private static final double ULP = 6e-8;

    @Override
    public Finding examine(Evidence e) {
        double fastest = e.fastest();
        boolean gradient = e.history().size() > 0
                && e.history().last(Field.GRADIENT, 0, e.history().size()) > 0;
        if (fastest > ULP || !gradient)
            return new RuledOut("updates lost to rounding (they are " + Figure.of(fastest) + " of a weight)");
        if (e.stop().isPresent() || !e.unlearned())
            return new RuledOut("updates lost to rounding (training broke off, or nothing is left to learn)");
        return Found.ill(
                        0.93,
                        e.layers(),
                        "Each step is lost to rounding: it is " + Figure.of(fastest)
                                + " of a weight, and a 32-bit number cannot show less than 6e-8.",
                        "weight minus step rounds back to the weight: the gradient is there, "
                                + "and nothing moves however long training lasts")
                .since(1)
                .seen("largest step / weight", Figure.of(fastest), "above 6e-8", "all steps")
                .seen(Words.rate(e, "larger"), Words.loss(e));
    }

    @Override
    public List<Remedy> remedies(Evidence e) {
        double rate = e.recipe().optimizer().rate();
        return List.of(new ScaleRate(0.1 / rate), new ScaleRate(0.01 / rate), new ScaleRate(0.001 / rate));
    }
}
