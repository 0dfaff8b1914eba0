package org.gradus.record;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.gradus.data.Dataset;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.name.InputException;
import org.gradus.probe.Field;
import org.gradus.probe.History;
import org.gradus.probe.Measure;
import org.gradus.probe.Vitals;
import org.gradus.recipe.Recipe;
import org.gradus.runs.Frames;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunClaim;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import org.gradus.train.Checkpoint;
import org.gradus.train.Evaluator;
import org.gradus.train.StepReport;
import org.gradus.train.Tap;
import org.gradus.train.Trainer;
import org.jspecify.annotations.Nullable;

/// A training that writes itself down as it goes: every step's frame, of which a long training keeps some,
/// and now and then a checkpoint from which it is resumed to the same bits, whatever ended it.
public final class Recording implements AutoCloseable {
    /// The least time between two checkpoints, in nanoseconds.
    private static final long PAUSE = 1_000_000_000;

    private static final double SECOND = 1e9;

    /// The bytes that frames and texts may take, and how many copies of a checkpoint there are at a time:
    /// the last, the next, the best epoch's weights in each, and the model.
    private static final long ROOM = 100_000_000, COPIES = 5;

    private final RunClaim claim;
    private final Trainer trainer;
    private final Vitals vitals;
    private final Frames frames;
    private final long begun;
    private long saved = System.nanoTime();
    private Optional<String> stopped = Optional.empty();

    /// @param spent the nanoseconds that earlier parts of the training took
    private Recording(RunClaim claim, RunCard card, Trainer trainer, Vitals vitals, long spent) {
        this.claim = claim;
        this.trainer = trainer;
        this.vitals = vitals;
        this.frames = Frames.append(run().file(RunFolder.FRAMES), card.width(), trainer.stepsDone());
        this.begun = System.nanoTime() - spent;
        // whoever reads the folder meanwhile finds a whole file
        frames.flush();
    }

    /// Begins a run in a new folder below `root`. Nothing is written when the recipe cannot be
    /// trained; and `run.json` is written last, so that a folder which has one is whole.
    public static Recording begin(NamedRecipe named, Path root, String command, int threads) {
        return begin(named, root, command, threads, List.of());
    }

    /// The same, with others looking on.
    ///
    /// @param others whoever else watches each step
    public static Recording begin(NamedRecipe named, Path root, String command, int threads, List<Tap> others) {
        named.checkWritable();
        Dataset data = named.data();
        Vitals vitals = Vitals.recording(new float[0]);
        Trainer trainer = NamedRecipe.make(() -> trainer(named.recipe(), data, vitals, others, threads));
        RunClaim claim = RunClaim.create(root, LocalDate.now(ZoneId.systemDefault()));
        try {
            RunCard card = written(claim.run(), named, data, command, trainer);
            return new Recording(claim, card, trainer, vitals, 0);
        } catch (RuntimeException e) {
            claim.discard();
            throw e;
        }
    }

    private static RunCard written(RunFolder run, NamedRecipe named, Dataset data, String command, Trainer trainer) {
        Checkpoint first = trainer.checkpoint();
        run.checkRoom(ROOM + COPIES * first.bytes());
        run.write(RunFolder.RECIPE, named.recipe().toYaml());
        named.note(run);
        first.write(run.file(RunFolder.CHECKPOINT));
        RunCard card = card(named, data, command, trainer);
        card.write(run);
        return card;
    }

    private static RunCard card(NamedRecipe named, Dataset data, String command, Trainer trainer) {
        Network network = trainer.network();
        List<String> layers = network.linears().stream().map(Call::name).toList();
        List<String> parameters =
                network.parameters().stream().map(Network.Parameter::path).toList();
        return card(named, data, command, trainer.totalSteps(), layers, Vitals.tensors(parameters, layers));
    }

    /// The version of Gradus that writes.
    public static String version() {
        return Optional.ofNullable(Recording.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("development");
    }

    /// What `run.json` says of a run that is made now.
    public static RunCard card(
            NamedRecipe named, Dataset data, String command, long steps, List<String> layers, List<String> tensors) {
        return new RunCard(
                RunCard.VERSION,
                named.recipe().name(),
                named.folder().toString(),
                data.hash(),
                command,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                version(),
                Runtime.version().toString(),
                steps,
                layers,
                Arrays.stream(Field.values()).map(Field::key).toList(),
                tensors,
                Arrays.stream(Measure.values()).map(Measure::key).toList());
    }

    /// Goes on with a run from its last checkpoint.
    ///
    /// @throws InputException when the run is broken or being written, or its data are not what they were
    public static Recording resume(RunFolder run, int threads) {
        return resume(run, threads, List.of());
    }

    /// The same, with others looking on.
    public static Recording resume(RunFolder run, int threads, List<Tap> others) {
        RunClaim claim = RunClaim.of(run);
        try {
            return resume(claim, threads, others);
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private static Recording resume(RunClaim claim, int threads, List<Tap> others) {
        RunFolder run = claim.run();
        RunCard card = RunCard.read(run);
        Checkpoint checkpoint = Checkpoint.read(run.file(RunFolder.CHECKPOINT));
        NamedRecipe named = NamedRecipe.recorded(run);
        Recipe recipe = checkpoint.recipe();
        if (!alike(recipe, named.recipe())) {
            throw new InputException("run " + run.id() + ": its checkpoint is of another recipe than its "
                    + RunFolder.RECIPE + "; `gradus train " + run.id() + "` trains that anew");
        }
        Dataset data = recipe.data().load(card.dataFolder());
        if (!data.hash().equals(card.data())) {
            throw new InputException("run " + run.id() + ": its data have changed: expected the hash " + card.data()
                    + ", found " + data.hash());
        }
        Optional<Frames.Frame> last = latest(card, run, checkpoint.step());
        Vitals vitals = Vitals.recording(last.map(Frames.Frame::values).orElse(new float[0]));
        Trainer trainer = NamedRecipe.make(() -> trainer(recipe, data, vitals, others, threads));
        NamedRecipe.make(() -> {
            trainer.restore(checkpoint);
            return trainer;
        });
        if (!card.isLike(card(named, data, card.command(), trainer))) {
            throw new InputException("run " + run.id() + ": " + RunFolder.RUN + " does not fit its recipe");
        }
        if (!recipe.equals(named.recipe())) run.write(RunFolder.RECIPE, recipe.toYaml());
        return new Recording(
                claim, card, trainer, vitals, last.map(Frames.Frame::nanos).orElse(0L));
    }

    /// Whether a checkpoint is of a recipe. Where the rate was changed on the way the checkpoint says how, since it is
    /// written before the recipe.
    private static boolean alike(Recipe checkpoint, Recipe recipe) {
        boolean changed = !checkpoint.schedule().changes().isEmpty()
                || !recipe.schedule().changes().isEmpty();
        return checkpoint.equals(changed ? recipe.withSchedule(checkpoint.schedule()) : recipe);
    }

    /// The frame of the step at which a checkpoint was made: frames are written first, so it is there.
    private static Optional<Frames.Frame> latest(RunCard card, RunFolder run, long step) {
        AtomicReference<Frames.@Nullable Frame> last = new AtomicReference<>();
        card.frames(run, frame -> {
            if (frame.step() <= step) last.set(frame);
        });
        Optional<Frames.Frame> frame = Optional.ofNullable(last.get());
        long found = frame.map(Frames.Frame::step).orElse(0L);
        if (found == step) return frame;
        throw new InputException("run " + run.id() + ": " + RunFolder.FRAMES + " is broken: expected a frame of step "
                + step + ", where the checkpoint was made, found frames up to step " + found);
    }

    /// A trainer whose network and loss have been seen to fit the data.
    private static Trainer trainer(Recipe recipe, Dataset data, Vitals vitals, List<Tap> others, int threads) {
        List<Tap> taps = new ArrayList<>(others);
        taps.addFirst(vitals);
        Trainer trainer = Trainer.of(recipe, data, taps, threads);
        if (data.hasTest()) trainer.evaluator().test();
        else trainer.evaluator().train();
        return trainer;
    }

    public RunFolder run() {
        return claim.run();
    }

    public Trainer trainer() {
        return trainer;
    }

    /// The signal at each layer in the latest step: the size of dL/dz of one sample, input side
    /// first.
    public double[] signal() {
        float[] frame = vitals.frame();
        double[] signal = new double[trainer.network().linears().size()];
        for (int l = 0; l < signal.length && frame.length > 0; l++) signal[l] = frame[History.place(Field.SIGNAL, l)];
        return signal;
    }

    /// Trains to the end, or to the first step that is not finite.
    ///
    /// @param listener told of every step
    public RunResult train(Consumer<StepReport> listener) {
        while (!trainer.done() && stopped.isEmpty()) {
            StepReport report = trainer.step();
            long spent = System.nanoTime() - begun;
            frames.write(report.step(), spent, report.loss(), report.rate(), vitals.frame());
            if (!report.finite()) stopped = Optional.of(firstNonFinite());
            else if (frames.thins(report.step())) thin(report.step());
            else if (System.nanoTime() - saved > PAUSE) save();
            listener.accept(report);
        }
        // a step that was not finite changed nothing: resumed, the training meets it again
        if (stopped.isEmpty()) {
            save();
            trainer.model().write(run().file(RunFolder.MODEL));
        }
        frames.flush();
        RunResult result = result();
        result.write(run());
        return result;
    }

    private String firstNonFinite() {
        return trainer.firstNonFinite().map(Object::toString).orElse("the gradient, beyond the range of f32");
    }

    /// Changes the learning rate from the next step on, and writes the recipe anew, so that it gives the same bits.
    ///
    /// @throws IllegalArgumentException when it is negative or no finite number
    public void rate(double rate) {
        trainer.rate(rate);
        save();
        run().write(RunFolder.RECIPE, trainer.recipe().toYaml());
    }

    /// Lets those who read the files see every step that was made.
    public void flush() {
        frames.flush();
    }

    /// Frames come first: a checkpoint never stands beyond them, not even after a power cut.
    public void save() {
        frames.force();
        trainer.checkpoint().write(run().file(RunFolder.CHECKPOINT));
        saved = System.nanoTime();
    }

    /// A checkpoint comes first: a training is never resumed from before the frames that were thinned.
    private void thin(long step) {
        save();
        frames.thin(step);
    }

    private RunResult result() {
        double seconds = (System.nanoTime() - begun) / SECOND;
        Evaluator.Score train = trainer.evaluator().train(),
                test = trainer.evaluator().test();
        return new RunResult(
                trainer.stepsDone(),
                seconds,
                trainer.data().task().metric(),
                train.loss(),
                train.metric(),
                test.loss(),
                test.metric(),
                stopped,
                trainer.ending());
    }

    @Override
    @SuppressWarnings("try") // all are closed, whichever fails
    public void close() {
        try (claim;
                trainer;
                frames) {
            // nothing else is to be done
        }
    }
}
