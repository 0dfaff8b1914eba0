package org.gradus.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Archive;
import org.gradus.data.Csv;
import org.gradus.data.Idx;
import org.gradus.data.Params;
import org.gradus.data.Scale;
import org.gradus.name.InputException;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;
import org.gradus.runs.Frames;
import org.gradus.runs.JsonReader;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunResult;
import org.gradus.train.Checkpoint;

/// What reads something from outside.
enum Target {
    /// A recipe, which is then written, too: what was read must be written as it was meant.
    RECIPE(Seeds::recipes) {
        @Override
        void read(byte[] input, Path folder) {
            Recipe recipe = Recipe.parse(text(input), "input.yaml");
            String written = recipe.toYaml();
            if (!Recipe.parse(written, "written.yaml").equals(recipe)) {
                throw new IllegalStateException("read back as another recipe: " + written);
            }
            recipe.toJava();
        }
    },
    /// A recipe file of any bytes.
    RECIPE_FILE(Seeds::recipes) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            RecipeText.read(file(input, folder));
        }
    },
    CSV(Seeds::tables) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            file(input, folder);
            Csv.of("input").load(folder);
        }
    },
    IDX(Seeds::images) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            file(input, folder);
            Files.write(folder.resolve("labels"), Seeds.labels());
            new Idx("input", "labels", Optional.empty(), Optional.empty(), 0.8, 1, false, Scale.FALSE).load(folder);
        }
    },
    SAFETENSORS(Seeds::weights) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Params.read(file(input, folder));
        }
    },
    CHECKPOINT(Seeds::checkpoints) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Checkpoint.read(file(input, folder));
        }
    },
    /// Frames as they are, and with checksums that fit what they hold.
    FRAMES(Seeds::frames) {
        @Override
        void read(byte[] input, Path folder) throws IOException {
            Path file = file(input, folder);
            Frames.read(file, Seeds.WIDTH, _ -> {});
            Files.write(file, Seeds.signed(input));
            Frames.read(file, Seeds.WIDTH, _ -> {});
            Frames.append(file, Seeds.WIDTH, 5).close();
        }
    },
    RUN_CARD(() -> Seeds.left("run")) {
        @Override
        void read(byte[] input, Path folder) {
            JsonReader.read(text(input), RunCard.class, "input.json");
        }
    },
    RESULT(() -> Seeds.left("result")) {
        @Override
        void read(byte[] input, Path folder) {
            JsonReader.read(text(input), RunResult.class, "input.json");
        }
    },
    PLACES(() -> Seeds.left("places")) {
        @Override
        void read(byte[] input, Path folder) {
            JsonReader.read(text(input), Places.class, "input.json");
        }
    },
    EVIDENCE(() -> Seeds.left("evidence")) {
        @Override
        void read(byte[] input, Path folder) {
            JsonReader.read(text(input), Archive.Measured.class, "input.json");
        }
    },
    TRIALS(() -> Seeds.left("trials")) {
        @Override
        void read(byte[] input, Path folder) {
            JsonReader.read(text(input), Archive.Experiment.class, "input.json");
        }
    },
    /// Expressions of the command line.
    EXPRESSION(Seeds::expressions) {
        @Override
        void read(byte[] input, Path folder) {
            civil(Here.run(folder, "graph", text(input).replace('\0', ' '), "x=1", "y=2"));
        }
    },
    /// Arguments, in lines.
    ARGUMENTS(Seeds::arguments) {
        @Override
        void read(byte[] input, Path folder) {
            civil(Here.run(folder, text(input).split("\n")));
        }
    };
    private static final long COMMAND = 1_000_000_000, READER = 48_000_000, READER_A_BYTE = 400;

    /// Makes the valid inputs.
    private interface Valid {
        List<byte[]> inputs();
    }

    @SuppressWarnings("ImmutableEnumChecker") // what makes seeds holds nothing
    private final Valid valid;

    Target(Valid valid) {
        this.valid = valid;
    }

    /// Valid inputs.
    List<byte[]> seeds() {
        return valid.inputs();
    }

    /// The memory that an input may take, all that is given back on the way counted: some megabytes and some hundreds
    /// of
    /// bytes for each of its own; commands compute something, too.
    long memory(int bytes) {
        boolean command = this == EXPRESSION || this == ARGUMENTS;
        return command ? COMMAND : READER + READER_A_BYTE * bytes;
    }

    /// Reads an input, or refuses it by an [org.gradus.name.InputException].
    ///
    /// @param folder an empty one
    abstract void read(byte[] input, Path folder) throws IOException;

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static Path file(byte[] input, Path folder) throws IOException {
        return Files.write(folder.resolve("input"), input);
    }

    private static void civil(Child.Result result) {
        if (!result.civil()) throw new IllegalStateException("exit " + result.code() + ": " + result.text());
        if (result.code() == 2) {
            throw new InputException(
                    "refused: " + result.text().lines().findFirst().orElse(""));
        }
    }
}
