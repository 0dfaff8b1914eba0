package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// A rate that falls by a factor every so many steps: factor^⌊step / every⌋, after a linear warm-up.
///
/// The steps of the warm-up count. The factor 0.1 is that of He et al. 2016 (section 4.2).
///
/// @param every the number of steps, not epochs, between two falls
/// @param factor by what the rate is multiplied at each fall; above 0
/// @param warmup the number of steps over which the rate rises, see [Schedule#rise]
@Name("step")
public record StepDecay(
        int every,
        @Default("0.1") double factor,
        @Default("0") int warmup) implements Schedule.BuiltIn {
    public StepDecay {
        Setting.atLeast(1, "every", every);
        Setting.positive("factor", factor);
        Setting.atLeast(0, "warmup", warmup);
    }

    /// Factor 0.1, no warm-up.
    public static StepDecay of(int every) {
        return new StepDecay(every, 0.1, 0);
    }

    @Override
    public double factor(long step, long steps) {
        long falls = step / every;
        return Schedule.rise(step, warmup) * StrictMath.pow(factor, (double) falls);
    }

    public static List<Schedule> examples() {
        return List.of(StepDecay.of(10), new StepDecay(7, 0.5, 3));
    }
}
