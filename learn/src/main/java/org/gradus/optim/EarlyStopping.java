package org.gradus.optim;

import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Setting;

/// Stops when the best epoch is `patience` epochs ago (Prechelt 1998, Morgan and Bourlard 1990), as Keras does with
/// `restore_best_weights`.
///
/// The samples are held out of what a data source gives. Where that repeats some, as a `balanced` one does, one may be
/// trained on and held out, too.
///
/// @param validation the part of the training samples that is held out, of each class alike
/// @param patience how many epochs in a row may pass without a better one, at least 1
/// @param monitor what is measured on the samples held out
/// @param minDelta by how much more than this an epoch must be better, at least 0
/// @param seed draws the samples that are held out
public record EarlyStopping(
        @Default("0.2") double validation,
        @Default("10") int patience,
        @Default("loss") Monitor monitor,
        @Default("0") double minDelta,
        @Default("1") long seed)
        implements Stop.BuiltIn {
    public EarlyStopping {
        if (!(validation > 0 && validation < 1)) {
            throw Setting.wrong("validation", "a number above 0 and below 1", validation);
        }
        Setting.atLeast(1, "patience", patience);
        Setting.notNegative("min_delta", minDelta);
    }

    /// A fifth held out, 10 epochs of patience, any fall of the loss counts.
    public static EarlyStopping of() {
        return new EarlyStopping(0.2, 10, Monitor.LOSS, 0, 1);
    }

    @Override
    public boolean improves(double value, double best) {
        return switch (monitor) {
            case LOSS -> value < best - minDelta;
            case METRIC -> value > best + minDelta;
        };
    }

    @Override
    public boolean ends(int epochs) {
        return epochs >= patience;
    }

    public static List<Stop> examples() {
        return List.of(EarlyStopping.of(), new EarlyStopping(0.5, 1, Monitor.METRIC, 0.01, 7));
    }
}
