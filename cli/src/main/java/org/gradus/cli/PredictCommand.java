package org.gradus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.data.RawRows;
import org.gradus.data.Task;
import org.gradus.model.Model;
import org.gradus.model.Prediction;
import org.gradus.runs.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus predict`: what a trained network says of rows that nobody prepared.
@Command(
        name = "predict",
        description = "Answer rows of data with a trained network.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gradus predict 2026-11-23-a flowers.csv",
            "  gradus predict model.safetensors flowers.csv --proba -o answers.csv",
            "  gradus predict model.safetensors - <flowers.csv"
        })
final class PredictCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, or a run that left one.")
    private String named = "";

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "Rows as CSV, IDX or NPY, plain or gzip; - for standard input. Columns are found by name.")
    private String data = "";

    @Option(names = "-o", paramLabel = "FILE", description = "Write the answers into a file.")
    private String out = "";

    @Option(names = "--proba", description = "Beside each answer the probability of every class.")
    private boolean probabilities;

    PredictCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Surroundings around = gradus.surroundings();
        Trained trained = Trained.named(named, around);
        RawRows rows = trained.rows(data, around, false);
        List<Prediction> predictions = trained.model().predictAll(rows);
        String text = gradus.json() ? json(trained, predictions) + "\n" : csv(trained, predictions);
        if (out.isEmpty()) {
            around.out().print(text);
            around.out().flush();
            return;
        }
        Gradus.write(around.path(out), text);
        gradus.terminal()
                .say(predictions.size() + (predictions.size() == 1 ? " row" : " rows") + " answered, in " + out);
    }

    private String csv(Trained trained, List<Prediction> predictions) {
        Model model = trained.model();
        boolean label = !(model.task() instanceof Task.Regression);
        boolean values = probabilities || !(model.task() instanceof Task.Classification);
        List<String> head = new ArrayList<>();
        if (label)
            head.add(trained.target()
                    .filter(_ -> model.task() instanceof Task.Classification)
                    .orElse("answer"));
        if (values) head.addAll(model.answers());
        StringBuilder text = new StringBuilder(line(head));
        for (Prediction p : predictions) {
            List<String> fields = new ArrayList<>();
            if (label) fields.add(p.label());
            if (values) p.values().forEach(v -> fields.add(String.valueOf(v)));
            text.append(line(fields));
        }
        return text.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(PredictCommand::quoted).collect(Collectors.joining(",")) + "\n";
    }

    /// A field as RFC 4180 has it.
    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0)
                && field.strip().equals(field);
        return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }

    private static String json(Trained trained, List<Prediction> predictions) {
        Model model = trained.model();
        return Json.write(Json.object(
                "model",
                trained.path().toString(),
                "answers",
                model.answers(),
                "predictions",
                predictions.stream().map(p -> json(model, p)).toList()));
    }

    private static Map<String, Object> json(Model model, Prediction p) {
        Map<String, Object> values = new LinkedHashMap<>();
        IntStream.range(0, p.values().size())
                .forEach(k -> values.put(p.answers().get(k), p.values().get(k)));
        return model.task() instanceof Task.Regression
                ? Json.object("values", values)
                : Json.object("label", p.label(), "values", values);
    }
}
