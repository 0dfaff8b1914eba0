package org.gradus.optim;

import java.util.ArrayList;
import java.util.List;
import org.gradus.name.Default;
import org.gradus.name.Name;
import org.gradus.name.Setting;

/// A rate that was changed while the training went on: another schedule up to the first change, and from each change on
/// a constant. A training whose rate is moved by hand is written down as this, and trained anew it gives the same bits.
///
/// @param changes in the order of their steps, at least one
/// @param before what held before the first
@Name("changed")
public record ChangedRate(
        List<Change> changes, @Default("constant") Schedule before) implements Schedule.BuiltIn {
    /// From a step on another factor.
    ///
    /// @param step the number of the first step, from 0, that it holds for
    /// @param factor of the optimizer's rate; 0 stands still
    public record Change(long step, double factor) {
        public Change {
            if (step < 0) throw Setting.wrong("step", "at least 0", step);
            Setting.notNegative("factor", factor);
        }
    }

    public ChangedRate {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) throw Setting.wrong("changes", "at least one", "none");
        for (int i = 1; i < changes.size(); i++) {
            long last = changes.get(i - 1).step(), next = changes.get(i).step();
            if (next <= last) throw Setting.wrong("changes", "a step after " + last, next);
        }
    }

    /// A schedule with one more change; changes at the same step or later are given up.
    public static ChangedRate of(Schedule schedule, Change change) {
        if (!(schedule instanceof ChangedRate changed)) return new ChangedRate(List.of(change), schedule);
        List<Change> kept = new ArrayList<>(
                changed.changes().stream().filter(c -> c.step() < change.step()).toList());
        kept.add(change);
        return new ChangedRate(kept, changed.before());
    }

    @Override
    public double factor(long step, long steps) {
        for (Change change : changes.reversed()) if (step >= change.step()) return change.factor();
        return before.factor(step, steps);
    }

    public static List<Schedule> examples() {
        Change half = new Change(6, 0.5), tenth = new Change(20, 0.1);
        return List.of(
                new ChangedRate(List.of(half), ConstantRate.of()),
                new ChangedRate(List.of(half, tenth), new CosineDecay(0.1, 5)));
    }
}
