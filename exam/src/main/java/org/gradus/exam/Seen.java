package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Examination;
import org.gradus.clinic.Guard;
import org.gradus.clinic.Judge;
import org.gradus.detect.Evidence;
import org.gradus.detect.Evidence.End;
import org.gradus.detect.Verdict;
import org.gradus.exam.rule.Alarm;
import org.gradus.exam.rule.Course;
import org.gradus.exam.rule.Rule;
import org.gradus.exam.rule.Watch;
import org.gradus.recipe.Recipe;
import org.gradus.train.Trainer;

/// What the doctor, and the rules of others, made of one training.
///
/// @param guard the first alarm of a guard on the same training
/// @param before what the doctor said without trials
/// @param tried whether it was asked to treat what it found
/// @param after what it then said
/// @param training seconds of the bare training
/// @param verdict seconds from its end to the verdict without trials
/// @param seconds what all of it took
record Seen(
        Course course,
        Optional<org.gradus.clinic.Alarm> guard,
        Said before,
        boolean tried,
        Said after,
        double training,
        double verdict,
        double seconds) {
    /// Trains three times, to the same bits: as the rules of others see it, under the doctor's eyes,
    /// and under a guard's.
    ///
    /// @param part of its training after which it is met
    /// @param treat whether the doctor is to try what it prescribes, of a whole training
    static Seen of(Case c, double part, boolean treat) {
        long begun = System.nanoTime();
        long steps = (long) Math.ceil(part * c.steps());
        Watch.Watched watched = Watch.train(c.recipe(), c.data(), steps);
        Evidence evidence = Examination.of(c.recipe(), c.data(), steps);
        long start = System.nanoTime();
        Verdict verdict = new Judge().judge(evidence);
        double seconds = (System.nanoTime() - start) / 1e9;
        Said before = Said.of(verdict);
        boolean tried = treat && !before.named().isEmpty();
        Said after = tried ? Said.of(consult(c).verdict()) : before;
        return new Seen(
                watched.course(),
                guard(c, steps),
                before,
                tried,
                after,
                watched.seconds(),
                seconds,
                (System.nanoTime() - begun) / 1e9);
    }

    static Consultation consult(Case c) {
        Recipe recipe = c.recipe();
        return new Clinic(c.data(), 1, (_, _, _) -> {}).consult(recipe);
    }

    /// What the training came to.
    End end() {
        if (!course.finite() || course.epochs().isEmpty()) return End.NONE;
        Course.Epoch last = course.epochs().getLast();
        return new End(course.facts().left(last.trainMetric()), course.facts().left(last.testMetric()));
    }

    /// What the rules of others say, and the guard.
    private List<Alarm> alarms() {
        List<Alarm> alarms = new ArrayList<>(Rule.all(course));
        guard.ifPresent(a -> alarms.add(new Alarm(Card.GUARD, a.cause(), a.cause())));
        return alarms;
    }

    /// The first alarm of a guard, if it raises one.
    private static Optional<org.gradus.clinic.Alarm> guard(Case c, long steps) {
        List<org.gradus.clinic.Alarm> alarms = new ArrayList<>();
        Recipe recipe = c.recipe();
        try (Trainer trainer =
                Trainer.anyway(recipe, c.data(), List.of(Guard.telling(alarms::add)), 1, recipe.seed())) {
            boolean finite = true;
            for (int i = 0; i < steps && finite; i++) finite = trainer.step().finite();
        }
        return alarms.stream().findFirst();
    }

    Result result(World world, Family family, String planted, String kind, long number, boolean harmful) {
        return new Result(
                world,
                family,
                planted,
                kind,
                number,
                end().left(),
                end().heldOut(),
                harmful,
                before,
                tried,
                after,
                alarms(),
                training,
                verdict,
                seconds);
    }
}
