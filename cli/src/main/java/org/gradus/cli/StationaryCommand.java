package org.gradus.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.cli.Table.Column;
import org.gradus.data.Dataset;
import org.gradus.geometry.Certificate;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.geometry.Curvature;
import org.gradus.geometry.NoiseScale;
import org.gradus.geometry.Slope;
import org.gradus.geometry.WayDown;
import org.gradus.landscape.Advice;
import org.gradus.landscape.Stability;
import org.gradus.landscape.TrainedNetwork;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.Json;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;
import org.gradus.train.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gradus stationary`: what kind of point a recorded training stopped at, how sure that is, and
/// what to do.
@Command(
        name = "stationary",
        description = "Where a training stopped, and whether to wait, push or stop.",
        footerHeading = "%nExample:%n",
        footer = "  gradus stationary 2026-11-23-a")
final class StationaryCommand implements Runnable {
    /// The latest steps by whose losses the edge of stability is told from divergence.
    private static final int RECENT = 300;

    private final Gradus gradus;

    @Parameters(paramLabel = "RUN", description = "A run's id, or the path of its folder.")
    private String named = "";

    StationaryCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    /// What was found out about a run.
    private record Found(
            String run,
            long step,
            Certificate certificate,
            Advice advice,
            OptionalDouble limit,
            Optional<Stability> stability) {}

    @Override
    public void run() {
        RunFolder run = gradus.surroundings().run(named);
        if (!Files.isRegularFile(run.file(RunFolder.CHECKPOINT))) {
            throw new InputException("run " + run.id() + " has no " + RunFolder.CHECKPOINT
                    + ": its weights were not kept. `gradus train " + run.id() + "` trains its recipe and keeps them");
        }
        Checkpoint checkpoint = Checkpoint.read(run.file(RunFolder.CHECKPOINT));
        RunCard card = RunCard.read(run);
        Dataset data = checkpoint.recipe().data().load(card.dataFolder());
        if (!data.hash().equals(card.data())) {
            throw new InputException("run " + run.id() + ": its data have changed: expected the hash " + card.data()
                    + ", found " + data.hash());
        }
        try (TrainedNetwork network = NamedRecipe.make(() -> TrainedNetwork.of(checkpoint, data))) {
            Found found = found(run, card, checkpoint, network.certificate());
            if (gradus.json()) gradus.print(json(found));
            else print(found);
        }
    }

    private static Found found(RunFolder run, RunCard card, Checkpoint checkpoint, Certificate certificate) {
        Recipe recipe = checkpoint.recipe();
        long last = Math.max(0, checkpoint.step() - 1);
        double rate = recipe.optimizer().rate() * recipe.schedule().factor(last, card.steps());
        List<Double> losses = new ArrayList<>();
        card.frames(run, f -> {
            boolean recent = f.step() > checkpoint.step() - RECENT && f.step() <= checkpoint.step();
            if (recent) losses.add((double) f.loss());
        });
        OptionalDouble limit = recipe.optimizer().withRate(rate).largestCurvature();
        Optional<Stability> stability = limit.isPresent() && losses.size() >= 3
                ? Optional.of(Stability.of(certificate.curvature().largest().value(), limit.getAsDouble(), losses))
                : Optional.empty();
        Advice advice = Advice.of(certificate, recipe.optimizer(), rate);
        return new Found(run.id(), checkpoint.step(), certificate, advice, limit, stability);
    }

    private void print(Found found) {
        Terminal terminal = gradus.terminal();
        Certificate c = found.certificate();
        terminal.print(sign(c.verdict()) + " " + c.verdict().words().toUpperCase(Locale.ROOT) + "  run " + found.run()
                + ", step " + found.step());
        terminal.tell("  " + c.sentence());
        terminal.tell("  " + c.confidence());
        terminal.tell("  " + found.advice().sentence());
        found.stability()
                .filter(s -> s == Stability.EDGE)
                .ifPresent(_ -> terminal.tell(
                        "  The largest curvature is at the limit of the rate: normal, the edge of stability."));
        terminal.print("");
        Table table = new Table(terminal, Column.left("measured"), Column.left("value"), Column.left("meaning"));
        rows(table, found);
        table.print("  ");
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case FITTED, LOCAL_MINIMUM -> "●";
            case NOT_STATIONARY, DEGENERATE -> "◆";
            case STRICT_SADDLE, LOCAL_MAXIMUM, PLATEAU -> "▼";
        };
    }

    private static void rows(Table table, Found found) {
        Certificate c = found.certificate();
        Slope slope = c.slope();
        Curvature curvature = c.curvature();
        table.row("loss", three(c.loss()), "mean over the training samples");
        c.residual().ifPresent(r -> table.row("error left", percent(r), "of the best constant prediction's"));
        table.row(
                "gradient",
                brief(slope.norm()),
                slope.chance() > 0 ? "chance explains up to " + brief(slope.chance()) : "");
        table.row(
                "lowest curvature",
                bounded(curvature.least().value(), curvature.least().bound()),
                curvature.least().value() < -curvature.tolerance()
                        ? "below 0: the loss curves down there"
                        : "not below 0");
        table.row(
                "largest curvature",
                bounded(curvature.largest().value(), curvature.largest().bound()),
                found.limit().isPresent()
                        ? "the rate bears " + three(found.limit().getAsDouble())
                        : "");
        rows(table, curvature);
        found(table, c);
    }

    private static void rows(Table table, Curvature curvature) {
        table.row("counts as 0", brief(curvature.tolerance()), "smaller ones are rounding or noise");
        curvature.zeros().ifPresent(z -> table.row("flat directions", String.valueOf(z), "beyond known symmetries"));
        if (curvature.symmetries() > 0) {
            table.row("symmetries", String.valueOf(curvature.symmetries()), "directions in which nothing can change");
        }
        table.row(
                "sum of curvatures",
                bounded(curvature.trace().value(), curvature.trace().error()),
                "");
    }

    private static void found(Table table, Certificate c) {
        c.escape()
                .ifPresent(d -> table.row("way out", brief(d.decrease()), "lower, at distance " + brief(d.distance())));
        c.probe()
                .ifPresent(d -> table.row(
                        "look around",
                        d.found() ? brief(d.decrease()) : "nothing",
                        d.found()
                                ? "lower, along one of " + d.tried() + " lines"
                                : "lower along " + d.tried() + " lines"));
        c.slope().noise().ifPresent(n -> table.row("noise scale", noise(n), "samples: larger batches save few steps"));
    }

    private static String noise(NoiseScale n) {
        return n.signal() > 0 ? brief(n.batch()) : "∞";
    }

    private static String bounded(double value, double bound) {
        return three(value) + (bound > 0 ? " ± " + brief(bound) : "");
    }

    private static String percent(double share) {
        return brief(100 * share) + " %";
    }

    private static String brief(double value) {
        return Numerals.brief(value);
    }

    private static String three(double value) {
        return Numerals.of(value, 3);
    }

    private static Map<String, Object> json(Found found) {
        Certificate c = found.certificate();
        Curvature curvature = c.curvature();
        Map<String, Object> object = Json.object(
                "run", found.run(),
                "step", found.step(),
                "verdict", c.verdict().name().toLowerCase(Locale.ROOT),
                "sentence", c.sentence(),
                "confidence", c.confidence(),
                "action", found.advice().action().name().toLowerCase(Locale.ROOT),
                "advice", found.advice().sentence(),
                "wait", found.advice().steps(),
                "loss", c.loss(),
                "residual", c.residual(),
                "gradient", c.slope().norm(),
                "chance", c.slope().chance(),
                "stationary", c.slope().stationary());
        object.putAll(json(curvature));
        object.put("probe", c.probe().map(WayDown::decrease));
        object.put("escape", c.escape().map(WayDown::decrease));
        object.put("noiseScale", c.slope().noise().filter(n -> n.signal() > 0).map(NoiseScale::batch));
        object.put("limit", found.limit());
        object.put("stability", found.stability().map(s -> s.name().toLowerCase(Locale.ROOT)));
        return object;
    }

    private static Map<String, Object> json(Curvature curvature) {
        Optional<Integer> zeros =
                curvature.zeros().isPresent() ? Optional.of(curvature.zeros().getAsInt()) : Optional.empty();
        return Json.object(
                "lowest",
                        pair(
                                curvature.least().value(),
                                "bound",
                                curvature.least().bound()),
                "largest",
                        pair(
                                curvature.largest().value(),
                                "bound",
                                curvature.largest().bound()),
                "tolerance", curvature.tolerance(),
                "zeros", zeros,
                "symmetries", curvature.symmetries(),
                "trace",
                        pair(
                                curvature.trace().value(),
                                "error",
                                curvature.trace().error()));
    }

    private static Map<String, Object> pair(double value, String name, double error) {
        return Json.object("value", value, name, error);
    }
}
