package org.gradus.clinic;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gradus.data.Dataset;
import org.gradus.detect.Evidence;
import org.gradus.detect.Figure;
import org.gradus.ledger.Baseline;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Model;
import org.gradus.train.StepGraph;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;

/// Keeps an eye on any training, and says one line when something turns bad and one when it is
/// over.
///
/// ```java
/// try (Trainer trainer = Trainer.of(recipe, data, List.of(Guard.printing(System.err)), threads)) {
///     while (!trainer.done()) trainer.step();
/// }
/// ```
///
/// It looks at one step of [Vitals#GLANCE], in a long training of [Vitals#SPARSE], asks for no
/// ledger and makes no experiment, so it names what the cheap signs point to; the doctor's verdict
/// may differ. A sign alone is no alarm: it must last, and the loss must have stopped falling while
/// more than half of a constant guess's is left; without a sign, when four fifths are. How long that
/// takes to tell grows with the training. A number that is not finite is told at once.
///
/// A guard watches one training at a time, and changes nothing in it.
public final class Guard implements Tap {
    /// The steps over which the loss must not have fallen: this part of the training, but neither
    /// fewer nor more.
    private static final int PART = 16, FEWEST = 32, MOST = 1000;

    /// A sign, and a loss that stands still, must be seen at so many glances in a row.
    private static final int LASTS = 4;

    /// How many times as long a loss without any sign must stand still.
    private static final int PATIENCE = 4;

    /// The share of a constant guess's loss below which a network is on its way.
    private static final double ON_ITS_WAY = 0.5;

    /// The share of a constant guess's loss below which a loss that stands still without any sign may be
    /// all that the data allow.
    private static final double LITTLE_LEARNED = 0.8;

    /// The share of the loss at the alarm that is left when the loss falls again.
    private static final double FALLS_AGAIN = 0.8;

    private static final String NAN = "nan";
    private static final Sign[] SIGNS = Sign.values();

    private final Consumer<Alarm> listener;
    private Vitals vitals = Vitals.glances();
    private LossTrend trend = new LossTrend(1);
    /// Stretches of a window of the trend.
    private int window = 1;

    private double constantLoss = Double.NaN;
    /// Since when each sign shows, and at how many glances in a row it was seen.
    private final long[] since = new long[SIGNS.length];

    private final int[] seen = new int[SIGNS.length];
    /// Glances in a row at which the loss stood still, and steps in a row that were finite.
    private int still;

    private int finite;
    private Optional<Alarm> alarm = Optional.empty();
    private double lossAtAlarm;
    private int absent;

    private Guard(Consumer<Alarm> listener) {
        this.listener = listener;
    }

    /// A guard that prints its alarms.
    public static Guard printing(PrintStream out) {
        return new Guard(out::println);
    }

    /// A guard that tells its alarms to someone, in the thread that trains; what that throws ends
    /// the step.
    public static Guard telling(Consumer<Alarm> listener) {
        return new Guard(listener);
    }

    /// What is wrong now.
    public Optional<Alarm> alarm() {
        return alarm;
    }

    @Override
    public void begin(Recipe recipe, Dataset data) {
        long steps = recipe.steps(data.train().count());
        vitals = Vitals.glances();
        vitals.begin(recipe, data);
        window = Math.clamp(steps / PART, FEWEST, MOST) / vitals.every();
        trend = new LossTrend(window);
        constantLoss = Baseline.of(recipe.loss(), data.train().targets(), Model.outputs(recipe.model()))
                .loss();
        Arrays.fill(seen, 0);
        still = 0;
        alarm = Optional.empty();
    }

    @Override
    public Watcher observe(StepGraph step, Observation into) {
        Watcher eyes = vitals.observe(step, into);
        boolean due = into.due(vitals.every());
        Glance glance = new Glance(step, vitals);
        return report -> {
            eyes.see(report);
            see(report, due, glance);
        };
    }

    private void see(StepReport report, boolean due, Glance glance) {
        long step = report.step();
        boolean nan = alarm.filter(a -> a.cause().equals(NAN)).isPresent();
        if (!report.finite()) {
            finite = 0;
            if (!nan) raise(new Alarm(step, NAN, step, false, List.of(), "loss or gradient is not finite" + before()));
            return;
        }
        finite++;
        if (nan && finite >= LASTS * vitals.every()) lower(step, "loss and gradients are finite again");
        trend.add(report.loss());
        if (due) look(step, glance);
    }

    /// What went before a number that is not finite.
    private String before() {
        for (int i = 0; i < SIGNS.length; i++) {
            if (seen[i] > 0) return "; before that, " + SIGNS[i].cause() + " since step " + since[i];
        }
        return "";
    }

    private void look(long step, Glance glance) {
        trend.close();
        boolean learns = trend.now() < ON_ITS_WAY * constantLoss;
        for (int i = 0; i < SIGNS.length; i++) note(i, step, glance, learns);
        still = !learns && trend.full() && stands() ? still + 1 : 0;
        if (alarm.isPresent() && !alarm.get().cause().equals(NAN)) {
            Alarm a = alarm.get();
            absent = shown(a.cause()) ? 0 : absent + 1;
            if (learns || trend.now() < FALLS_AGAIN * lossAtAlarm || absent >= LASTS) lower(step, loss());
        }
        boolean named = alarm.filter(a -> !a.cause().equals(Alarm.STALLED)).isPresent();
        if (!named && still >= LASTS) accuse(step, glance);
    }

    private void note(int i, long step, Glance glance, boolean learns) {
        boolean shows = SIGNS[i].shows(glance);
        if (shows && seen[i] == 0) since[i] = SIGNS[i].since(step, glance);
        boolean stays = shows || SIGNS[i].leavesTraces() && seen[i] > 0 && !learns;
        seen[i] = stays ? seen[i] + 1 : 0;
    }

    private boolean stands() {
        double now = trend.now();
        return !(trend.before() - now > Evidence.FALLING * Math.max(constantLoss, now));
    }

    /// Whether a cause still shows; a loss that stands still does until it falls.
    private boolean shown(String cause) {
        for (int i = 0; i < SIGNS.length; i++) if (SIGNS[i].cause().equals(cause)) return seen[i] > 0;
        return true;
    }

    private void accuse(long step, Glance glance) {
        for (int i = 0; i < SIGNS.length; i++) {
            if (seen[i] < LASTS) continue;
            String words = SIGNS[i].words(glance) + "; " + loss();
            raise(new Alarm(step, SIGNS[i].cause(), since[i], false, SIGNS[i].layers(glance), words));
            return;
        }
        boolean little = trend.now() > LITTLE_LEARNED * constantLoss;
        if (!little || still < PATIENCE * window || alarm.isPresent()) return;
        long from = Math.max(0, step - (still + 2L * window) * vitals.every());
        raise(new Alarm(step, Alarm.STALLED, from, false, List.of(), "the loss does not fall; " + loss()));
    }

    private String loss() {
        return "loss " + Figure.fine(trend.now()) + ", a constant guess has " + Figure.fine(constantLoss);
    }

    private void raise(Alarm raised) {
        alarm = Optional.of(raised);
        lossAtAlarm = trend.now();
        absent = 0;
        listener.accept(raised);
    }

    private void lower(long step, String words) {
        Alarm a = alarm.orElseThrow();
        alarm = Optional.empty();
        listener.accept(new Alarm(step, a.cause(), a.since(), true, a.layers(), words));
    }
}
