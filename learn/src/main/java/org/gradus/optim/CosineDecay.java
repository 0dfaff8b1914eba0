package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// A rate that falls along half a cosine, after a linear warm-up: floor + (1 - floor) (1 + cos(π t)) / 2, where
/// t goes from 0 at the end of the warm-up to 1 at the end of the training (Loshchilov and Hutter 2017, eq. 5,
/// one cycle).
///
/// The last step still has t < 1, so it moves even when the floor is 0.
///
/// @param floor the factor at the end
/// @param warmup the number of steps over which the rate rises, see [Schedule#rise]
@Name("cosine")
public record CosineDecay(
        @Default("0") double floor, @Default("0") int warmup) implements Schedule.BuiltIn {
    public CosineDecay {
        Setting.notNegative("floor", floor);
        Setting.atLeast(0, "warmup", warmup);
    }

    /// Floor 0, no warm-up.
    public static CosineDecay of() {
        return new CosineDecay(0, 0);
    }

    @Override
    public double factor(long step, long steps) {
        if (step < warmup) return Schedule.rise(step, warmup);
        double t = Math.min(1, (double) (step - warmup) / Math.max(1, steps - warmup));
        return floor + (1 - floor) * (1 + StrictMath.cos(Math.PI * t)) / 2;
    }

    public static List<Schedule> examples() {
        return List.of(CosineDecay.of(), new CosineDecay(0.1, 5), new CosineDecay(0, 40));
    }
}
