package org.gradus.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.gradus.data.InMemory;
import org.gradus.data.Layout;
import org.gradus.data.Params;
import org.gradus.data.Preprocessing;
import org.gradus.data.Rescaling;
import org.gradus.data.Task;
import org.gradus.name.InputException;
import org.gradus.name.Shown;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A model as one safetensors file. Its metadata hold, as texts:
///
/// | name | what |
/// |---|---|
/// | `gradus.model` | the version of this format, 1 |
/// | `gradus.recipe` | the recipe, as YAML |
/// | `gradus.data` | the hash of the data that it was trained on |
/// | `gradus.sample` | the shape of a row: `28 28 1` |
/// | `gradus.task` | `classification 3`, `multi_label 2` or `regression 1` |
/// | `gradus.columns` | the columns of the table, see [LayoutText] |
/// | `gradus.answers` | names, one in a line; `\n`, `\t` and `\\` stand for a break, a tab and for `\` |
/// | `gradus.inputs`, `gradus.targets` | rescalings, each of three lines, see below |
/// | `gradus.checksum` | CRC-32C of the file as it would be without this note, in hexadecimal digits |
///
/// The three lines of a rescaling `(x - shift) / span / spread` hold the shifts, the spans and the spreads
/// of all columns. They stand in the order in which they were made.
final class ModelFile {
    private static final String VERSION = "gradus.model", RECIPE = "gradus.recipe", DATA = "gradus.data";
    private static final String SAMPLE = "gradus.sample", TASK = "gradus.task", CHECKSUM = "gradus.checksum";
    private static final String COLUMNS = "gradus.columns", ANSWERS = "gradus.answers";
    private static final String INPUTS = "gradus.inputs", TARGETS = "gradus.targets";
    private static final String OWN_VERSION = "1";
    private static final int LINES = 3;

    private final Path file;
    private final Map<String, String> notes;

    private ModelFile(Path file, Map<String, String> notes) {
        this.file = file;
        this.notes = notes;
    }

    static void write(Model model, Path file) {
        // samples that only the program has are no reason not to keep what was learned from them
        Recipe recipe = model.recipe().unwritable().isPresent()
                ? model.recipe().withData(new InMemory(model.recipe().name()))
                : model.recipe();
        recipe.unwritable().ifPresent(why -> {
            throw new InputException(file + ": a model holds its recipe, which cannot be written: " + why);
        });
        Preprocessing preprocessing = model.preprocessing();
        Map<String, String> notes = new TreeMap<>(Map.of(
                VERSION, OWN_VERSION,
                RECIPE, recipe.toYaml(),
                DATA, model.data(),
                SAMPLE, numbers(model.sample().dims().stream().mapToDouble(d -> d)),
                TASK, task(model.task()),
                COLUMNS, LayoutText.write(preprocessing.layout()),
                ANSWERS, names(preprocessing.answers()),
                INPUTS, rescalings(preprocessing.inputs()),
                TARGETS, rescalings(preprocessing.targets())));
        notes.put(CHECKSUM, new Params(model.weights(), notes).checksum());
        new Params(model.weights(), notes).write(file);
    }

    static Model read(Path file) {
        Params params = Params.read(file);
        for (String reason : params.refused().values()) throw new InputException(reason);
        ModelFile own = new ModelFile(file, new TreeMap<>(params.metadata()));
        String version = own.note(VERSION);
        if (!version.equals(OWN_VERSION)) throw own.wrong("version " + OWN_VERSION + " of the format", version);
        own.checkSum(params);
        Preprocessing preprocessing = own.preprocessing();
        try {
            return new Model(
                    Recipe.parse(own.note(RECIPE), String.valueOf(file.getFileName())),
                    own.sample(),
                    own.task(),
                    preprocessing,
                    own.note(DATA),
                    params.tensors());
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private Preprocessing preprocessing() {
        Layout layout;
        try {
            layout = LayoutText.parse(note(COLUMNS));
        } catch (IllegalArgumentException _) {
            throw wrong("columns in " + COLUMNS, Shown.brief(note(COLUMNS)));
        }
        return new Preprocessing(layout, rescalings(INPUTS), rescalings(TARGETS), names(ANSWERS));
    }

    private void checkSum(Params params) {
        String expected = note(CHECKSUM);
        Map<String, String> rest = new TreeMap<>(notes);
        rest.remove(CHECKSUM);
        Map<String, Tensor> tensors = new TreeMap<>(params.tensors());
        String found = new Params(tensors, rest).checksum();
        if (!found.equals(expected)) throw wrong("the checksum " + expected, found + ": the file was altered");
    }

    private String note(String name) {
        return Optional.ofNullable(notes.get(name))
                .orElseThrow(() -> wrong("a model that Gradus has written", "a file without " + name));
    }

    private InputException wrong(String expected, String found) {
        return new InputException(file + ": expected " + expected + ", found " + found);
    }

    private Shape sample() {
        double[] dims = numbers(SAMPLE, note(SAMPLE));
        return new Shape(Arrays.stream(dims).mapToObj(d -> (int) d).toList());
    }

    private static String task(Task task) {
        return switch (task) {
            case Task.Classification(int classes) -> "classification " + classes;
            case Task.MultiLabel(int outputs) -> "multi_label " + outputs;
            case Task.Regression(int outputs) -> "regression " + outputs;
        };
    }

    private Task task() {
        String[] words = note(TASK).split(" ", 2);
        int width = words.length == 2 ? (int) numbers(TASK, words[1])[0] : 0;
        return switch (words[0]) {
            case "classification" -> new Task.Classification(width);
            case "multi_label" -> new Task.MultiLabel(width);
            case "regression" -> new Task.Regression(width);
            default -> throw wrong("a task in " + TASK, note(TASK));
        };
    }

    private static String names(List<String> names) {
        return names.stream().map(LayoutText::escaped).collect(Collectors.joining("\n"));
    }

    private List<String> names(String note) {
        String text = note(note);
        if (text.isEmpty()) return List.of();
        return Arrays.stream(text.split("\n", -1)).map(LayoutText::plain).toList();
    }

    private static String rescalings(List<Rescaling> all) {
        return all.stream()
                .flatMap(r -> r.numbers().stream())
                .map(line -> numbers(Arrays.stream(line)))
                .collect(Collectors.joining("\n"));
    }

    private List<Rescaling> rescalings(String note) {
        String text = note(note);
        if (text.isEmpty()) return List.of();
        List<double[]> lines = text.lines().map(line -> numbers(note, line)).toList();
        if (lines.size() % LINES != 0) throw wrong("three lines a rescaling in " + note, String.valueOf(lines.size()));
        List<Rescaling> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += LINES) {
            all.add(new Rescaling(lines.get(i), lines.get(i + 1), lines.get(i + 2)));
        }
        return all;
    }

    /// Whole numbers without a point; others so that they can be read back to the bit.
    private static String numbers(DoubleStream numbers) {
        return numbers.mapToObj(
                        x -> x == Math.rint(x) && Math.abs(x) < 1e9 ? String.valueOf((long) x) : String.valueOf(x))
                .collect(Collectors.joining(" "));
    }

    private double[] numbers(String note, String line) {
        try {
            return Arrays.stream(line.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException _) {
            throw wrong("numbers in " + note, line);
        }
    }
}
