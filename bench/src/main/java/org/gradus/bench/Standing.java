package org.gradus.bench;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.gradus.speed.Load;
import org.gradus.speed.Times;

/// How a library did on one network: what it answered in every round.
final class Standing {
    /// Rounds that took so many times the best, or as long as on one thread, are a collapse.
    private static final double COLLAPSE = 5;

    private final Entry entry;
    private final Contestant contestant;
    private final List<Answer> plain = new ArrayList<>();
    private final List<Answer> watched = new ArrayList<>();
    private double stolen;
    private double busy;
    private int runs;

    Standing(Entry entry, Contestant contestant) {
        this.entry = entry;
        this.contestant = contestant;
    }

    Entry entry() {
        return entry;
    }

    Contestant contestant() {
        return contestant;
    }

    /// Takes what was answered in a round, and what else went on meanwhile.
    void add(Answer answer, boolean watch, Load load) {
        (watch ? watched : plain).add(answer);
        busy += load.busy().orElse(0);
        stolen += load.steal().orElse(0);
        runs++;
    }

    /// The shortest step of all, if there were any.
    OptionalDouble best() {
        return plain.stream()
                .flatMapToDouble(a -> a instanceof Answer.Timed t ? DoubleStream.of(t.best()) : DoubleStream.empty())
                .min();
    }

    /// Medians of the rounds, in microseconds, if there were any.
    Optional<Times> plain() {
        return times(plain);
    }

    /// The same with someone looking on.
    Optional<Times> watched() {
        return times(watched);
    }

    private static Optional<Times> times(List<Answer> answers) {
        double[] times = Answer.times(answers).toArray();
        return times.length == 0 ? Optional.empty() : Optional.of(Times.of(times));
    }

    /// The times of the other over its own, round by round, as far as both were timed.
    DoubleSummaryStatistics ratios(Standing over) {
        return ratios(plain, over.plain);
    }

    /// The times watched over those that are not, round by round.
    DoubleSummaryStatistics overhead() {
        return ratios(watched, plain);
    }

    private static DoubleSummaryStatistics ratios(List<Answer> above, List<Answer> below) {
        DoubleSummaryStatistics ratios = new DoubleSummaryStatistics();
        for (int i = 0; i < Math.min(above.size(), below.size()); i++) {
            var a = above.get(i).time();
            var b = below.get(i).time();
            if (a.isPresent() && b.isPresent()) ratios.accept(a.getAsDouble() / b.getAsDouble());
        }
        return ratios;
    }

    /// The share of the machine's time that was taken by other guests while it worked.
    double steal() {
        return runs == 0 ? 0 : stolen / runs;
    }

    /// The share of the machine's time that was in use while it worked, by itself and others.
    double busy() {
        return runs == 0 ? 0 : busy / runs;
    }

    /// What went wrong, or the empty string.
    ///
    /// @param alone the same library on one thread, if it took part
    String trouble(Optional<Standing> alone) {
        if (contestant.state() instanceof Answer.Lost(String why)) return "lost: " + why;
        Optional<Times> mine = plain(), its = alone.flatMap(Standing::plain);
        if (mine.isPresent()
                && its.isPresent()
                && mine.get().median() > COLLAPSE * its.get().median()) {
            return "collapsed";
        }
        boolean shaken = mine.isPresent()
                && mine.get().quantile(1) > COLLAPSE * mine.get().best();
        return shaken ? "collapsed in some rounds" : "";
    }
}
