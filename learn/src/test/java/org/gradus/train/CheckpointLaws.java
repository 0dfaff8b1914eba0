package org.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.gradus.data.Dataset;
import org.gradus.data.Params;
import org.gradus.name.InputException;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training never goes on from something else than where it was.
final class CheckpointLaws {
    private static final Recipe RECIPE = Recipe.parse("""
            name: noisy
            data: {spirals: {samples: 60, classes: 3}}
            model: [{dense: 8}, batch_norm, {activation: tanh}, {dropout: 0.2}, {dense: 3}]
            loss: softmax_cross_entropy
            optimizer: {momentum: {rate: 0.1}}
            batch: 16
            epochs: 4
            """, "noisy");

    private final Dataset data = RECIPE.data().load(Path.of(""));

    @TempDir
    Path folder;

    private Checkpoint after(int steps) {
        try (Trainer trainer = Trainer.of(RECIPE, data)) {
            for (int i = 0; i < steps; i++) trainer.step();
            return trainer.checkpoint();
        }
    }

    private Path written() {
        Path file = folder.resolve("checkpoint.safetensors");
        after(5).write(file);
        return file;
    }

    @Test
    void aCheckpointReadsBackAsItWasWritten() {
        assertThat(Checkpoint.read(written())).isEqualTo(after(5));
    }

    @Test
    void everyAlteredByteIsFoundOrMeansTheSame() throws IOException {
        Path file = written();
        Checkpoint whole = Checkpoint.read(file);
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] altered = bytes.clone();
            altered[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, altered);
            try {
                assertThat(Checkpoint.read(file)).isEqualTo(whole);
            } catch (InputException e) {
                refused++;
                assertThat(e).hasMessageContaining("checkpoint.safetensors");
            }
        }
        assertThat(refused).isGreaterThan(380);
    }

    /// A file that was put together anew from the contents of another, without its checksum being made anew.
    private void refused(BiConsumer<Map<String, Tensor>, Map<String, String>> change, String message) {
        Path file = written();
        Params params = Params.read(file);
        Map<String, Tensor> tensors = new TreeMap<>(params.tensors());
        Map<String, String> notes = new TreeMap<>(params.metadata());
        change.accept(tensors, notes);
        new Params(tensors, notes).write(file);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsMissingOrAlteredIsNamed() {
        refused((tensors, _) -> tensors.remove("dense1/weight"), "expected the tensor dense1/weight, found none");
        refused(
                (tensors, _) -> tensors.remove("optimizer/velocity/dense2/bias"),
                "the tensor optimizer/velocity/dense2");
        refused((_, notes) -> notes.remove("gradus.checksum"), "without gradus.checksum");
        refused((_, notes) -> notes.remove("gradus.step"), "the file was altered");
        refused((_, notes) -> notes.put("gradus.step", "999999999"), "the file was altered");
        refused((_, notes) -> notes.put("gradus.step", "x"), "the file was altered");
        refused((_, notes) -> notes.merge("gradus.recipe", "momentum", (r, m) -> r.replace(m, "nesterov")), "altered");
        refused((tensors, _) -> tensors.put("dense1/bias", Tensor.full(Shape.of(8), 1)), "the file was altered");
    }

    /// What cannot be held is not in the checksum, so it must not be overlooked.
    @Test
    void aTensorOfAnotherTypeIsNoPartOfACheckpoint() throws IOException {
        Path file = written();
        ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) whole.getLong(0), data = whole.capacity() - 8 - length;
        byte[] more = "{\"x\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[%d,%d]},"
                .formatted(data, data + 2)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer altered =
                ByteBuffer.allocate(whole.capacity() + more.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        altered.putLong(length + more.length - 1).put(more).put(whole.slice(9, whole.capacity() - 9));
        Files.write(file, altered.array());
        assertThat(Params.read(file).refused()).containsKey("x");
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"x\": expected dtype");
    }

    /// Whoever makes a checksum anew has made another checkpoint: it must still be one of this training.
    @Test
    void whatDoesNotFitTheTrainingIsRefusedAndChangesNothing() {
        Checkpoint five = after(5);
        unfit(new Checkpoint(999, RECIPE, five.tensors()), "a step of at most 12, found 999");
        Map<String, Tensor> lacking = new TreeMap<>(five.tensors());
        lacking.remove("optimizer/velocity/dense2/bias");
        unfit(new Checkpoint(5, RECIPE, lacking), "expected optimizer/velocity/dense2/bias, found none");
        Map<String, Tensor> wide = new TreeMap<>(five.tensors());
        wide.put("dense1/weight", Tensor.full(Shape.of(2, 9), 1));
        unfit(new Checkpoint(5, RECIPE, wide), "expected dense1/weight [2, 8], found F64 [2, 9]");
        unfit(new Checkpoint(5, RECIPE.withBatch(8), five.tensors()), "expected a recipe like that of the training");
    }

    private void unfit(Checkpoint checkpoint, String message) {
        try (Trainer trainer = Trainer.of(RECIPE, data)) {
            Map<String, Tensor> before = trainer.checkpoint().tensors();
            assertThatThrownBy(() -> trainer.restore(checkpoint))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
            assertThat(trainer.checkpoint().tensors()).isEqualTo(before);
            assertThat(trainer.stepsDone()).isZero();
        }
    }
}
