package org.gradus.clinic;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Figure;
import org.gradus.detect.Glance;
import org.gradus.detect.Sign;
import org.gradus.detect.Thresholds;
import org.gradus.ledger.Baseline;
import org.gradus.probe.DataFacts;
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
/// more than half of a constant guess's is left; without a sign, when four fifths are. A loss far above
/// a constant guess's is told even while it falls, when at its pace the training would end above that
/// guess; odd sizes of the data then count as a sign. How long all that takes to tell grows with the
/// training. A number that is not finite is told at once.
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

    /// From so many times a constant guess's loss on a loss is far above it.
    private static final double FAR = 10;

    /// A pace is told from an eighth of the training, however short that is.
    private static final int PACE_PART = 8;

    private static final String NAN = "nan";

    private final Consumer<Alarm> listener;
    private final List<Detector> detectors;
    private final List<Watched> watched;
    private Vitals vitals = Vitals.glances();
    private LossTrend trend = new LossTrend(1);
    /// Stretches of a window of the trend.
    private int window = 1;

    private Far far = new Far(List::of, 1, 0);
    private double constantLoss = Double.NaN;
    /// Glances in a row at which the loss stood still, and steps in a row that were finite.
    private int still;

    private int finite;
    private Optional<Alarm> alarm = Optional.empty();
    private double lossAtAlarm;
    private int absent;

    private Guard(Consumer<Alarm> listener, List<Detector> detectors) {
        this.listener = listener;
        this.detectors = List.copyOf(detectors);
        this.watched = detectors.stream()
                .flatMap(d -> d.glance().map(sign -> new Watched(d.cause(), sign)).stream())
                .toList();
    }

    /// A cause that can be told at a glance.
    private static final class Watched {
        private final String cause;
        private final Sign sign;
        /// Since when its sign shows, and at how many glances in a row it was seen.
        private long since;

        private int seen;

        Watched(String cause, Sign sign) {
            this.cause = cause;
            this.sign = sign;
        }

        void look(long step, Glance glance, boolean learns) {
            boolean shows = sign.shows(glance);
            if (shows && seen == 0) since = sign.since(step, glance);
            boolean stays = shows || sign.lasting() && seen > 0 && !learns;
            seen = stays ? seen + 1 : 0;
        }

        Alarm alarm(long step, Glance glance, String loss) {
            return new Alarm(step, cause, since, false, sign.layers(glance), sign.sentence(glance) + "; " + loss);
        }
    }

    /// What the data explain of a loss far above guessing.
    private record Blame(String cause, String words) {}

    /// Whether a loss is far above a constant guess's, and does not fall fast enough to get below it.
    private final class Far {
        /// What the data explain; it takes a look at all of them, so nobody asks before there is need.
        private final Supplier<List<Blame>> blames;

        private final LossTrend pace;
        /// Stretches of a window of the pace, and the steps of the training.
        private final int window;

        private final long steps;
        /// Glances in a row at which it was behind.
        private int behind;

        /// Whether the alarm that is raised tells of it.
        private boolean told;

        Far(Supplier<List<Blame>> blames, int window, long steps) {
            this.blames = blames;
            this.window = window;
            this.steps = steps;
            pace = new LossTrend(window);
        }

        void look(long step) {
            pace.close();
            behind = above() && pace.full() && late(step) ? behind + 1 : 0;
        }

        boolean above() {
            return constantLoss > 0 && pace.now() > FAR * constantLoss;
        }

        /// Whether the loss would still be above a constant guess's at the end, if each window took as large a
        /// part of it as the latest did.
        private boolean late(long step) {
            double windows = (steps - step) / (double) (window * vitals.every());
            double fall = Math.log(pace.before() / pace.now());
            return !(fall * windows > Math.log(pace.now() / constantLoss));
        }

        boolean stays() {
            return behind >= Math.max(LASTS, window);
        }
    }

    /// A guard that prints its alarms.
    public static Guard printing(PrintStream out) {
        return telling(out::println);
    }

    /// A guard that tells its alarms to someone, in the thread that trains; what that throws ends
    /// the step.
    public static Guard telling(Consumer<Alarm> listener) {
        return telling(listener, DetectorList.all());
    }

    /// The same, for causes of your own, too.
    ///
    /// @param detectors whose glances it knows, in the order in which causes are considered
    public static Guard telling(Consumer<Alarm> listener, List<Detector> detectors) {
        return new Guard(listener, detectors);
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
        far = new Far(() -> blamed(data), Math.clamp(steps / PACE_PART / vitals.every(), 1, window), steps);
        watched.forEach(w -> w.seen = 0);
        still = 0;
        alarm = Optional.empty();
    }

    /// What of a loss far above guessing the data alone explain.
    private List<Blame> blamed(Dataset data) {
        DataFacts facts = DataFacts.of(data);
        return detectors.stream()
                .flatMap(d -> d.enlarges(facts).map(words -> new Blame(d.cause(), words)).stream())
                .toList();
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
        far.pace.add(report.loss());
        if (due) look(step, glance);
    }

    /// What went before a number that is not finite.
    private String before() {
        return watched.stream()
                .filter(w -> w.seen > 0)
                .findFirst()
                .map(w -> "; before that, " + w.cause + " since step " + w.since)
                .orElse("");
    }

    private void look(long step, Glance glance) {
        trend.close();
        boolean learns = trend.now() < ON_ITS_WAY * constantLoss;
        for (Watched w : watched) w.look(step, glance, learns);
        still = !learns && trend.full() && stands() ? still + 1 : 0;
        far.look(step);
        if (alarm.isPresent() && !alarm.get().cause().equals(NAN)) {
            Alarm a = alarm.get();
            absent = shown(a.cause()) ? 0 : absent + 1;
            boolean better = learns || trend.now() < FALLS_AGAIN * lossAtAlarm || absent >= LASTS;
            if (far.told ? !far.above() : better) lower(step, loss());
        }
        boolean named = alarm.filter(a -> !a.cause().equals(Alarm.STALLED)).isPresent();
        if (!named && far.stays() && !far.told) blame(step, glance);
        else if (!named && still >= LASTS) accuse(step, glance);
    }

    /// Names what a loss far above guessing comes from, in the order in which causes are considered.
    private void blame(long step, Glance glance) {
        long from = Math.max(0, step - far.behind * (long) vitals.every());
        Alarm raised = new Alarm(step, Alarm.STALLED, from, false, List.of(), "far above guessing; " + loss());
        List<Blame> blames = far.blames.get();
        for (Detector d : detectors.reversed()) {
            for (Blame b : blames) {
                if (b.cause().equals(d.cause()))
                    raised = new Alarm(step, b.cause(), 0, false, List.of(), b.words() + "; " + loss());
            }
            for (Watched w : watched)
                if (w.cause.equals(d.cause()) && w.seen >= LASTS) raised = w.alarm(step, glance, loss());
        }
        raise(raised);
        far.told = true;
    }

    private boolean stands() {
        double now = trend.now();
        return !(trend.before() - now > Thresholds.FALLING * Math.max(constantLoss, now));
    }

    /// Whether a cause still shows; a loss that stands still does until it falls.
    private boolean shown(String cause) {
        for (Watched w : watched) if (w.cause.equals(cause)) return w.seen > 0;
        return true;
    }

    private void accuse(long step, Glance glance) {
        for (Watched w : watched) {
            if (w.seen < LASTS) continue;
            raise(w.alarm(step, glance, loss()));
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
        far.told = false;
        listener.accept(new Alarm(step, a.cause(), a.since(), true, a.layers(), words));
    }

    /// Whether a loss still falls: its mean over a window beside its mean over the window before.
    static final class LossTrend {
        /// The means of stretches between two glances, the latest of two windows.
        private final double[] stretches;

        private int closed;
        private double sum;
        private int count;

        /// @param window how many stretches a window has
        LossTrend(int window) {
            stretches = new double[2 * window];
        }

        void add(double loss) {
            sum += loss;
            count++;
        }

        /// Ends a stretch.
        void close() {
            if (count == 0) return;
            stretches[closed++ % stretches.length] = sum / count;
            sum = 0;
            count = 0;
        }

        /// Whether two windows have been seen.
        boolean full() {
            return closed >= stretches.length;
        }

        /// The mean over the latest window.
        double now() {
            return mean(closed - stretches.length / 2, closed);
        }

        /// The mean over the window before it.
        double before() {
            return mean(closed - stretches.length, closed - stretches.length / 2);
        }

        private double mean(int from, int to) {
            double total = 0;
            for (int i = Math.max(0, from); i < to; i++) total += stretches[i % stretches.length];
            return total / Math.max(1, to - Math.max(0, from));
        }
    }
}
