package org.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.cli.Table.Column;
import org.gradus.data.RawRows;
import org.gradus.data.Task;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.model.Evaluation;
import org.gradus.model.Model;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.runs.Json;
import org.gradus.train.CrossValidation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus evaluate`: how well a trained network does on rows whose answers are known.
@Command(
        name = "evaluate",
        description = "Measure a trained network, or a recipe by cross-validation.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus evaluate 2026-11-23-a flowers.csv",
            "  gradus evaluate model.safetensors images.idx --targets=labels.idx",
            "  gradus evaluate my.yaml --folds 5",
            "",
            "With --folds a recipe stands in place of MODEL, and DATA is left out: all rows of its",
            "data are cut into parts with about the same share of every class, and for each part",
            "a network is trained on the others and measured on it. What rescales numbers is",
            "learned from the rows trained on.",
            "",
            "Words of the table:",
            "  support    in how many rows it is the truth",
            "  precision  of the rows predicted so, the share that are so",
            "  recall     of the rows that are so, the share predicted so",
            "  F1         the harmonic mean of both",
            "  AUC        how probable it is that a row that is so gets a higher value than",
            "             one that is not"
        })
final class EvaluateCommand implements Runnable {
    /// The most classes whose confusions are shown as a table.
    private static final int SHOWN = 12;

    private final Gradus gradus;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A model file, or a run that left one; with --folds a recipe.")
    private String named = "";

    @Parameters(
            arity = "0..1",
            index = "1",
            paramLabel = "DATA",
            description = "Rows as CSV, IDX or NPY; - for standard input.")
    private String data = "";

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = "The targets of an IDX or NPY file, as such a file.")
    private String targets = "";

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Train K networks, each measured on its part of the rows.")
    private Optional<Integer> folds = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Draws the parts of --folds (default: 1).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many networks --folds trains at once; they do not change the result (default: 1).")
    private Optional<Integer> threads = Optional.empty();

    EvaluateCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Surroundings around = gradus.surroundings();
        checkTogether();
        if (folds.isPresent()) {
            new FoldsReport(gradus, named).run(folds.get(), seed.orElse(CrossValidation.SEED), threads.orElse(1));
            return;
        }
        Trained trained = Trained.named(named, around);
        Model model = trained.model();
        RawRows rows = trained.rows(data, around, targets.isEmpty());
        if (!targets.isEmpty()) rows = rows.with(around.path(targets), model.task(), model.answers());
        Evaluation found = Evaluation.of(model, rows);
        if (gradus.json()) gradus.print(Json.object("evaluation", found));
        else print(model, found);
    }

    /// What goes with --folds and what does not.
    private void checkTogether() {
        if (folds.isEmpty()) {
            if (seed.isPresent() || threads.isPresent()) {
                throw new InputException((seed.isPresent() ? "--seed" : "--threads") + " goes with --folds only");
            }
            if (data.isEmpty()) {
                throw new InputException("expected DATA behind the model: rows whose answers are known; or --folds"
                        + " with a recipe, whose own rows are divided");
            }
            return;
        }
        if (!data.isEmpty() || !targets.isEmpty()) {
            throw new InputException("--folds divides the rows of the recipe's own data; expected no "
                    + (data.isEmpty() ? "--targets" : "DATA, found " + Shown.brief(data)));
        }
        if (named.endsWith(".safetensors")) {
            throw new InputException("--folds trains anew; expected a recipe, found the model " + Shown.brief(named));
        }
        if (folds.get() < 2) throw new InputException("--folds: expected at least 2, found " + folds.get());
        threads.ifPresent(Threads::checked);
    }

    private void print(Model model, Evaluation found) {
        Terminal terminal = gradus.terminal();
        String rows = found.rows() + (found.rows() == 1 ? " row" : " rows");
        switch (model.task()) {
            case Task.Regression _ -> terminal.print(rows);
            case Task.MultiLabel _ ->
                terminal.print("accuracy " + Numbers.metric(found.accuracy()) + ", mean AUC "
                        + Numbers.metric(found.auc()) + ", " + rows);
            case Task.Classification _ ->
                terminal.print("accuracy " + Numbers.metric(found.accuracy()) + ", balanced "
                        + Numbers.metric(found.balanced()) + ", mean AUC " + Numbers.metric(found.auc()) + ", " + rows);
        }
        terminal.print("");
        if (found.answers().isEmpty()) quantities(terminal, found);
        else answers(terminal, found);
        if (found.confusion().isEmpty()) return;
        terminal.print("");
        if (found.confusion().size() <= SHOWN) confusion(terminal, found);
        else confused(terminal, found);
    }

    private static void quantities(Terminal terminal, Evaluation found) {
        Table table = new Table(
                terminal, Column.left("quantity"), Column.point("MAE"), Column.point("RMSE"), Column.point("R²"));
        found.quantities()
                .forEach(q ->
                        table.row(q.name(), Numerals.of(q.mae(), 4), Numerals.of(q.rmse(), 4), Numbers.metric(q.r2())));
        table.print("  ");
    }

    private static void answers(Terminal terminal, Evaluation found) {
        Table table = new Table(
                terminal,
                Column.left(found.confusion().isEmpty() ? "question" : "class"),
                Column.right("support"),
                Column.right("precision"),
                Column.right("recall"),
                Column.right("F1"),
                Column.right("AUC"));
        found.answers()
                .forEach(a -> table.row(
                        a.name(),
                        String.valueOf(a.support()),
                        Numbers.metric(a.precision()),
                        Numbers.metric(a.recall()),
                        Numbers.metric(a.f1()),
                        Numbers.metric(a.auc())));
        table.print("  ");
    }

    private static void confusion(Terminal terminal, Evaluation found) {
        int classes = found.confusion().size();
        List<Column> columns = new ArrayList<>(List.of(Column.left("true, below predicted")));
        found.answers().forEach(a -> columns.add(Column.right(a.name())));
        Table table = new Table(terminal, columns.toArray(Column[]::new));
        for (int k = 0; k < classes; k++) {
            List<String> row = new ArrayList<>(List.of(found.answers().get(k).name()));
            found.confusion().get(k).forEach(n -> row.add(n == 0 ? "·" : String.valueOf(n)));
            table.row(row.toArray(String[]::new));
        }
        table.print("  ");
    }

    /// Of many classes those that are taken for another most often.
    private static void confused(Terminal terminal, Evaluation found) {
        record Pair(int is, int said, int times) {}
        int classes = found.confusion().size();
        List<Pair> worst = IntStream.range(0, classes * classes)
                .mapToObj(i -> new Pair(
                        i / classes,
                        i % classes,
                        found.confusion().get(i / classes).get(i % classes)))
                .filter(p -> p.is() != p.said() && p.times() > 0)
                .sorted((a, b) -> b.times() - a.times())
                .limit(SHOWN)
                .toList();
        if (worst.isEmpty()) return;
        Table table = new Table(terminal, Column.left("class"), Column.left("taken for"), Column.right("times"));
        worst.forEach(p -> table.row(
                Ink.PLAIN,
                found.answers().get(p.is()).name(),
                found.answers().get(p.said()).name(),
                String.valueOf(p.times())));
        table.print("  ");
    }
}
