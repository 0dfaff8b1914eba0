package org.gradus.studio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.gradus.draw.Numbers;
import org.gradus.optim.ChangedRate;
import org.gradus.probe.History;

/// The steps of a training at which something happened.
final class RunMarks {
    private RunMarks() {}

    /// @param words what happened
    record Mark(long step, String words) {}

    /// In the order of their steps: the first, changes of the rate by hand, numbers that are not finite, the last.
    static List<Mark> of(Recorded run) {
        List<Mark> marks = new ArrayList<>();
        History history = run.history();
        if (history.size() == 0) return marks;
        marks.add(new Mark(history.step(0), "the first"));
        double rate = run.recipe().optimizer().rate();
        for (ChangedRate.Change change : run.recipe().schedule().changes())
            marks.add(new Mark(change.step() + 1, "learning rate " + Numbers.of(rate * change.factor())));
        for (int i = 0; i < history.size(); i++) {
            if (history.finite(i)) continue;
            marks.add(new Mark(history.step(i), "loss or gradient is not a finite number"));
            break;
        }
        marks.add(new Mark(history.step(history.size() - 1), "the last"));
        return marks.stream().sorted(Comparator.comparingLong(Mark::step)).toList();
    }
}
