package org.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.gradus.cli.Table.Column;
import org.gradus.data.Task;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.model.Evaluation;
import org.gradus.model.Evaluation.Quantity;
import org.gradus.record.NamedRecipe;
import org.gradus.runs.Json;
import org.gradus.train.CrossValidation;
import org.gradus.train.CrossValidation.Fold;
import org.gradus.train.Spread;

/// `gradus evaluate RECIPE --folds K`: a recipe's cross-validation, one row a fold.
///
/// @param named what the person called the recipe
record FoldsReport(Gradus gradus, String named) {
    /// A column of figures.
    ///
    /// @param name at its head
    /// @param key in JSON
    /// @param written how a figure of it is written
    private record Figure(String name, String key, ToDoubleFunction<Fold> of, DoubleFunction<String> written) {}

    void run(int count, long seed, int threads) {
        NamedRecipe patient = gradus.surroundings().named(named);
        CrossValidation found;
        try (Progress progress = new Progress(gradus.terminal().withoutColour(), "folds", count)) {
            found = NamedRecipe.make(() -> CrossValidation.of(
                    patient.recipe(),
                    patient.folder(),
                    count,
                    seed,
                    threads,
                    done -> progress.at(done, () -> done + " of " + count)));
        }
        List<Figure> figures = figures(found);
        if (gradus.json()) gradus.print(json(patient, found, figures, seed));
        else print(patient, found, figures, seed);
    }

    private static List<Figure> figures(CrossValidation found) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("loss", "loss", Fold::loss, Numerals::loss));
        switch (found.task()) {
            case Task.Classification _ -> {
                figures.add(share("accuracy", "accuracy", Evaluation::accuracy));
                figures.add(share("balanced", "balanced", Evaluation::balanced));
                figures.add(share("F1", "f1", Evaluation::meanF1));
                figures.add(share("AUC", "auc", Evaluation::auc));
            }
            case Task.MultiLabel _ -> {
                figures.add(share("accuracy", "accuracy", Evaluation::accuracy));
                figures.add(share("F1", "f1", Evaluation::meanF1));
                figures.add(share("AUC", "auc", Evaluation::auc));
            }
            case Task.Regression(int outputs) when outputs == 1 -> quantity(figures, "", 0);
            case Task.Regression(int outputs) ->
                figures.add(share(
                        "mean R²",
                        "r2",
                        e -> IntStream.range(0, outputs)
                                .mapToDouble(k -> e.quantities().get(k).r2())
                                .average()
                                .orElse(Double.NaN)));
        }
        return figures;
    }

    private static Figure share(String name, String key, ToDoubleFunction<Evaluation> of) {
        return new Figure(name, key, fold -> of.applyAsDouble(fold.evaluation()), Numbers::metric);
    }

    private static void quantity(List<Figure> figures, String key, int k) {
        figures.add(quantity("MAE", key + "mae", k, Quantity::mae));
        figures.add(quantity("RMSE", key + "rmse", k, Quantity::rmse));
        figures.add(share("R²", key + "r2", e -> e.quantities().get(k).r2()));
    }

    private static Figure quantity(String name, String key, int k, ToDoubleFunction<Quantity> of) {
        return new Figure(
                name,
                key,
                fold -> of.applyAsDouble(fold.evaluation().quantities().get(k)),
                value -> Double.isNaN(value) ? "–" : Numerals.of(value, 4));
    }

    private void print(NamedRecipe patient, CrossValidation found, List<Figure> figures, long seed) {
        Terminal terminal = gradus.terminal();
        terminal.tell(patient.recipe().name() + ": " + found.folds().size() + " folds of " + found.samples()
                + " rows, drawn by seed " + seed + "; each is measured by a network that was trained on the others");
        terminal.print("");
        List<Column> columns = new ArrayList<>(List.of(Column.left("fold"), Column.right("rows")));
        figures.forEach(f -> columns.add(Column.point(f.name())));
        Table table = new Table(terminal, columns.toArray(Column[]::new));
        for (Fold fold : found.folds()) {
            row(
                    table,
                    Ink.PLAIN,
                    String.valueOf(fold.number()),
                    String.valueOf(rows(fold)),
                    figures.stream()
                            .map(f -> f.written().apply(f.of().applyAsDouble(fold)))
                            .toList());
        }
        List<Spread> spreads = figures.stream().map(f -> found.spread(f.of())).toList();
        row(
                table,
                Ink.BOLD,
                "mean",
                "",
                each(figures, spreads.stream().map(Spread::mean).toList()));
        row(
                table,
                Ink.BOLD,
                "± sd",
                "",
                each(figures, spreads.stream().map(Spread::sd).toList()));
        table.print("  ");
        several(terminal, found);
        remarks(terminal, found);
    }

    /// What a reader of the figures has to know.
    private static void remarks(Terminal terminal, CrossValidation found) {
        found.folds()
                .forEach(fold -> fold.stopped()
                        .ifPresent(operation -> terminal.tell("▼ fold " + fold.number() + " broke off in step "
                                + fold.steps() + ", which is not finite: " + operation)));
        found.notes()
                .forEach(note -> terminal.tell(
                        "  " + note + ": from the recipe's own training rows, before the rows were divided"));
    }

    private static int rows(Fold fold) {
        return fold.evaluation().rows();
    }

    private static List<String> each(List<Figure> figures, List<Double> values) {
        return IntStream.range(0, figures.size())
                .mapToObj(i -> Double.isNaN(values.get(i))
                        ? "–"
                        : figures.get(i).written().apply(values.get(i)))
                .toList();
    }

    private static void row(Table table, Ink ink, String fold, String rows, List<String> cells) {
        List<String> texts = new ArrayList<>(List.of(fold, rows));
        texts.addAll(cells);
        table.row(ink, texts.toArray(String[]::new));
    }

    /// Several quantities, each in units of its own.
    private static void several(Terminal terminal, CrossValidation found) {
        if (!(found.task() instanceof Task.Regression(int outputs)) || outputs == 1) return;
        terminal.print("");
        Table table = new Table(
                terminal, Column.left("quantity"), Column.left("MAE"), Column.left("RMSE"), Column.left("R²"));
        for (int k = 0; k < outputs; k++) {
            List<Figure> own = new ArrayList<>();
            quantity(own, "", k);
            List<String> row = new ArrayList<>(List.of(
                    found.folds().getFirst().evaluation().quantities().get(k).name()));
            own.forEach(f -> row.add(both(found.spread(f.of()), f.written())));
            table.row(row.toArray(String[]::new));
        }
        table.print("  ");
    }

    private static String both(Spread spread, DoubleFunction<String> written) {
        return written.apply(spread.mean()) + " ± " + written.apply(spread.sd());
    }

    private static Map<String, Object> json(
            NamedRecipe patient, CrossValidation found, List<Figure> figures, long seed) {
        Map<String, Object> summary = Json.object();
        figures.forEach(f -> summary.put(f.key(), found.spread(f.of())));
        return Json.object(
                "recipe",
                patient.recipe().name(),
                "samples",
                found.samples(),
                "seed",
                seed,
                "summary",
                summary,
                "folds",
                found.folds().stream().map(fold -> json(fold, figures)).toList(),
                "notes",
                found.notes());
    }

    private static Map<String, Object> json(Fold fold, List<Figure> figures) {
        Map<String, Object> own = Json.object(
                "fold", fold.number(), "rows", rows(fold), "trained", fold.trained(), "steps", fold.steps());
        figures.forEach(f -> own.put(f.key(), f.of().applyAsDouble(fold)));
        own.put("stopped", fold.stopped());
        own.put("evaluation", fold.evaluation());
        return own;
    }
}
