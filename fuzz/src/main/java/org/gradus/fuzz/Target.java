package org.gradus.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Archive;
import org.gradus.data.Csv;
import org.gradus.data.Dataset;
import org.gradus.data.Idx;
import org.gradus.data.Missing;
import org.gradus.data.Params;
import org.gradus.data.RawRows;
import org.gradus.data.Scale;
import org.gradus.model.Model;
import org.gradus.name.InputException;
import org.gradus.recipe.Grid;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;
import org.gradus.runs.Frames;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunResult;
import org.gradus.runs.SweepFolder;
import org.gradus.train.Checkpoint;

/// What reads something from outside.
enum Target {
    /// A recipe, which is then written, too: what was read must be written as it was meant.
    RECIPE(Seeds::recipes, (input, _) -> recipe(text(input))),
    /// A recipe file of any bytes.
    RECIPE_FILE(Seeds::recipes, (input, folder) -> RecipeText.read(file(input, folder))),
    CSV(Seeds::tables, Target::csv),
    IDX(Seeds::images, Target::idx),
    /// Rows for a model, in any of the forms that these come in.
    ROWS(Seeds::rows, Target::rows),
    SAFETENSORS(Seeds::weights, Target::safetensors),
    CHECKPOINT(Seeds::checkpoints, (input, folder) -> Checkpoint.read(file(input, folder))),
    /// Models with a checksum that fits what they hold.
    MODEL(Seeds::models, (input, folder) -> Model.read(Seeds.signedModel(file(input, folder)))),
    /// Frames as they are, and with checksums that fit what they hold.
    FRAMES(Seeds::frames, (input, folder) -> {
        Path file = file(input, folder);
        Frames.read(file, Seeds.WIDTH, _ -> {});
        Files.write(file, Seeds.signed(input));
        Frames.read(file, Seeds.WIDTH, _ -> {});
        Frames.append(file, Seeds.WIDTH, 5).close();
    }),
    /// The settings of a sweep, in lines.
    GRID(
            Seeds::grids,
            (input, _) -> Grid.of(Seeds.gridded(), List.of(text(input).split("\n")))),
    /// What a sweep keeps of a training.
    KEPT(Seeds::kept, (input, _) -> JsonReader.read(text(input), SweepFolder.Kept.class, "input.json")),
    RUN_CARD("run", RunCard.class),
    RESULT("result", RunResult.class),
    PLACES("places", Places.class),
    EVIDENCE("evidence", Archive.Measured.class),
    TRIALS("trials", Archive.Experiment.class),
    /// Expressions of the command line.
    EXPRESSION(
            Seeds::expressions,
            (input, folder) ->
                    handled(InProcess.run(folder, "graph", text(input).replace('\0', ' '), "x=1", "y=2"))),
    /// Arguments, in lines.
    ARGUMENTS(
            Seeds::arguments,
            (input, folder) -> handled(InProcess.run(folder, text(input).split("\n")))),
    /// Addresses of the studio: a path, and in lines what stands behind it.
    ADDRESS(Seeds::addresses, (input, _) -> Addresses.ask(text(input)));

    private static final String INPUT = "input";
    private static final long COMMAND = 1_000_000_000, READER = 48_000_000, READER_A_BYTE = 400;

    /// Makes the valid inputs.
    private interface Valid {
        List<byte[]> inputs();
    }

    /// Reads an input.
    private interface Reader {
        void read(byte[] input, Path folder) throws IOException;
    }

    @SuppressWarnings("ImmutableEnumChecker") // what makes seeds holds nothing
    private final Valid valid;

    @SuppressWarnings("ImmutableEnumChecker") // nor does what reads them
    private final Reader reader;

    Target(Valid valid, Reader reader) {
        this.valid = valid;
        this.reader = reader;
    }

    /// A record in JSON.
    Target(String file, Class<? extends Record> type) {
        this(() -> Seeds.left(file), (input, _) -> JsonReader.read(text(input), type, "input.json"));
    }

    /// Valid inputs.
    List<byte[]> seeds() {
        return valid.inputs();
    }

    /// The memory that an input may take, all that is given back on the way counted: some megabytes and some hundreds
    /// of bytes for each of its own; commands compute something, too.
    long memory(int bytes) {
        boolean command = this == EXPRESSION || this == ARGUMENTS || this == ADDRESS;
        return command ? COMMAND : READER + READER_A_BYTE * bytes;
    }

    /// Reads an input, or refuses it by an [InputException].
    ///
    /// @param folder for files
    void read(byte[] input, Path folder) throws IOException {
        reader.read(input, folder);
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static Path file(byte[] input, Path folder) throws IOException {
        return Files.write(folder.resolve(INPUT), input);
    }

    private static void csv(byte[] input, Path folder) throws IOException {
        file(input, folder);
        Csv.of(INPUT).load(folder);
    }

    private static void idx(byte[] input, Path folder) throws IOException {
        file(input, folder);
        Files.write(folder.resolve("labels"), Seeds.labels());
        new Idx(INPUT, "labels", Optional.empty(), Optional.empty(), 0.8, 1, false, Scale.FALSE).load(folder);
    }

    private static void rows(byte[] input, Path folder) throws IOException {
        Files.write(folder.resolve("table.csv"), Seeds.rows().getFirst());
        Dataset data = Csv.of("table.csv").withMissing(Missing.FLAG).load(folder);
        for (boolean targets : new boolean[] {false, true}) {
            RawRows.of(
                    INPUT,
                    input,
                    data.preprocessing(),
                    data.task(),
                    data.train().sample(),
                    targets);
        }
    }

    /// What is refused of a file that is read must be refused in words, too.
    private static void safetensors(byte[] input, Path folder) throws IOException {
        Params params = Params.read(file(input, folder));
        params.refused().keySet().forEach(params::tensor);
    }

    private static void recipe(String text) {
        Recipe recipe = Recipe.parse(text, "input.yaml");
        String written = recipe.toYaml();
        if (!Recipe.parse(written, "written.yaml").equals(recipe)) {
            throw new IllegalStateException("read back as another recipe: " + written);
        }
        recipe.toJava();
    }

    private static void handled(Child.Result result) {
        if (!result.handled()) throw new IllegalStateException("exit " + result.code() + ": " + result.text());
        if (result.code() == 2) {
            throw new InputException(
                    "refused: " + result.text().lines().findFirst().orElse(""));
        }
    }
}
