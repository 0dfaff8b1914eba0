package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// The same rate at every step, after a linear warm-up.
///
/// @param warmup the number of steps over which the rate rises, see [Schedule#rise]
@Name("constant")
public record ConstantRate(@Default("0") int warmup) implements Schedule.BuiltIn {
    public ConstantRate {
        Setting.atLeast(0, "warmup", warmup);
    }

    /// No warm-up.
    public static ConstantRate of() {
        return new ConstantRate(0);
    }

    @Override
    public double factor(long step, long steps) {
        return Schedule.rise(step, warmup);
    }

    public static List<Schedule> examples() {
        return List.of(ConstantRate.of(), new ConstantRate(5));
    }
}
