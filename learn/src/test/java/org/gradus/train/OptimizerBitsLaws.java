package org.gradus.train;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.gradus.data.Dataset;
import org.gradus.law.Golden;
import org.gradus.layer.Network;
import org.gradus.name.Members;
import org.gradus.optim.Optimizer;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What every shipped optimizer makes of a small network, to the bit, as recorded once: weights and slots after nine
/// steps, the names under which a checkpoint keeps slots, and the number of calls a step takes.
///
/// The initial weights are drawn here, so that nothing but updates is held.
final class OptimizerBitsLaws {
    private static final int STEPS = 9;

    /// Weights, biases and a layer norm's scales; the last batch of an epoch is smaller.
    private static final String RECIPE = """
            name: bits
            data: {regression: {samples: 250, features: 3}}
            model: [{dense: {units: 17, activation: tanh}}, layer_norm, {dense: {units: 12, activation: tanh}}, {dense: 1}]
            loss: mse
            batch: 48
            epochs: 4
            """;

    /// The settings of those that are not tried as they are by default but for a rate of 0.01.
    private static final Map<String, String> SETTINGS = Map.of(
            "sgd", "rate: 0.07",
            "momentum", "rate: 0.03",
            "nesterov", "rate: 0.03, momentum: 0.8",
            "adagrad", "rate: 0.05",
            "rmsprop", "rate: 0.004, decay: 0.95, epsilon: 1e-3",
            "adamw", "rate: 0.02, weight_decay: 0.3, beta1: 0.8");

    /// Settings at which a part of a rule falls away.
    private static final List<String> EDGES = List.of(
            "momentum: {rate: 0.03, momentum: 0}",
            "adam: {rate: 0.02, beta1: 0, beta2: 0}",
            "adamw: {rate: 0.02, weight_decay: 0}");

    private static final List<String> BESIDES = List.of(
            "",
            "schedule: {cosine: {warmup: 3}}\nclip: {norm: 0.02}\npenalty: {l1: 0.001, l2: 0.01}",
            "clip: {value: 0.003}\nloss_scale: 8",
            // gradients that are not finite: a guarded step, which changes nothing
            "loss_scale: 1e39");

    @Test
    void everyOptimizerMovesWeightsAndSlotsAsRecorded() {
        StringBuilder out = new StringBuilder();
        for (String name : Members.of(Optimizer.class).keySet()) {
            String optimizer = name + ": {" + SETTINGS.getOrDefault(name, "rate: 0.01") + "}";
            for (String besides : BESIDES) out.append(trained(optimizer, besides));
        }
        for (String optimizer : EDGES) out.append(trained(optimizer, ""));
        Golden.hold("optimizer-bits.txt", out.toString());
    }

    private static String trained(String optimizer, String besides) {
        Recipe recipe = Recipe.parse(RECIPE + "optimizer: {" + optimizer + "}\n" + besides, "bits");
        Dataset data = recipe.data().load(Path.of(""));
        try (Trainer trainer = Trainer.of(recipe, data)) {
            int calls = trainer.session().plan().calls().size(), stream = 0;
            for (Network.Parameter p : trainer.network().parameters())
                trainer.store().put(p.path(), drawn(p, stream++));
            for (int i = 0; i < STEPS; i++) trainer.step();
            Map<String, Tensor> tensors = trainer.checkpoint().tensors();
            List<String> slots = tensors.keySet().stream()
                    .filter(name -> name.startsWith("optimizer/"))
                    .toList();
            String name = (optimizer + "\n" + besides).strip().replace("\n", ", ");
            return "%s\n  %d calls, %08x, %s\n".formatted(name, calls, checksum(tensors.values()), brief(slots));
        }
    }

    private static Tensor drawn(Network.Parameter p, int stream) {
        return Tensor.generate(p.leaf().shape(), i -> Philox.uniform(1, stream, 0, i) - 0.5);
    }

    /// Names without what they begin with, such as `mean squares of dense1/bias dense1/weight`.
    private static String brief(List<String> slots) {
        if (slots.isEmpty()) return "no slots";
        List<String> kinds = new ArrayList<>(), weights = new ArrayList<>();
        for (String slot : slots) {
            String[] parts = slot.split("/", 3);
            if (!kinds.contains(parts[1])) kinds.add(parts[1]);
            if (!weights.contains(parts[2])) weights.add(parts[2]);
        }
        return String.join(" ", kinds) + " of " + String.join(" ", weights);
    }

    private static int checksum(Collection<Tensor> tensors) {
        CRC32C sum = new CRC32C();
        for (Tensor value : tensors) {
            ByteBuffer bits = ByteBuffer.allocate(Float.BYTES * value.size());
            for (int i = 0; i < value.size(); i++) bits.putInt(Float.floatToRawIntBits((float) value.get(i)));
            sum.update(bits.flip());
        }
        return (int) sum.getValue();
    }
}
