package org.gradus.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;

/// The layout of a fused call that runs block by block: how long a block is, and where each value of one stands.
///
/// A value stands in an array at the place of the block, or in a register: a block's length of scratch memory.
final class Blocks {
    /// Elements of all registers together: most of a first-level cache of 32 KiB.
    private static final int CACHE = 6144;

    private static final int LONGEST = 2048, SHORTEST = 128;
    private static final float[] NONE = {};

    final Elementwise[] functions;
    /// For each value its array, or an empty one for a register.
    final float[][] arrays;
    /// For each value its register, or -1.
    final int[] registers;
    /// Narrow inputs, stretched into their registers.
    final List<Stretch> stretches = new ArrayList<>();
    /// Outputs that are made in a register, because something still reads what they replace.
    final List<Late> late = new ArrayList<>();

    final List<LoopBody.Fold> folds;
    final int block;
    private int registerCount;

    /// A narrow input: how it is stretched.
    record Stretch(Expansion how, int value) {}

    /// A value copied to an output at the end of a block.
    record Late(int value, Operand output) {}

    private final Call.Fused call;
    private final Buffers buffers;
    private final int inputs;

    /// The layout of a call, if every step has a loop.
    static Optional<Blocks> of(Call.Fused call, Buffers buffers) {
        Elementwise[] functions = call.steps().stream()
                .map(s -> Elementwise.of(s.op()))
                .flatMap(Optional::stream)
                .toArray(Elementwise[]::new);
        return functions.length < call.steps().size()
                ? Optional.empty()
                : Optional.of(new Blocks(call, buffers, functions));
    }

    private Blocks(Call.Fused call, Buffers buffers, Elementwise[] functions) {
        this.call = call;
        this.buffers = buffers;
        this.functions = functions;
        folds = LoopBody.folds(call);
        inputs = call.inputs().size();
        int values = inputs + functions.length;
        arrays = new float[values][];
        registers = new int[values];
        Arrays.fill(arrays, NONE);
        Arrays.fill(registers, -1);
        placeInputs();
        placeSteps();
        block = Math.clamp(CACHE / Math.max(1, registerCount), SHORTEST, LONGEST);
    }

    private void placeInputs() {
        for (int v = 0; v < inputs; v++) {
            Operand x = call.inputs().get(v);
            Expansion how = Expansion.of(x.shape(), call.shape());
            arrays[v] = buffers.floats(x);
            if (how.direct()) continue;
            registers[v] = registerCount++;
            stretches.add(new Stretch(how, v));
        }
    }

    /// Results that are kept are made where they are kept, others in a register that is free again after the last
    /// step that reads them.
    private void placeSteps() {
        Deque<Integer> free = new ArrayDeque<>();
        for (int s = 0; s < functions.length; s++) {
            for (int v : call.steps().get(s).arguments()) {
                boolean temporary = v >= inputs && registers[v] >= 0 && !kept(v);
                if (temporary && last(v) == s && !free.contains(registers[v])) free.push(registers[v]);
            }
            int v = inputs + s;
            int result = call.results().indexOf(v);
            if (result >= 0 && !hazard(call.outputs().get(result), s)) {
                arrays[v] = buffers.floats(call.outputs().get(result));
            } else {
                registers[v] = kept(v) || free.isEmpty() ? registerCount++ : free.pop();
            }
            if (result >= 0 && registers[v] >= 0)
                late.add(new Late(v, call.outputs().get(result)));
        }
    }

    private boolean kept(int value) {
        return call.results().contains(value);
    }

    /// The last step that reads a value; one after all steps, if a fold does.
    private int last(int value) {
        if (folds.stream().anyMatch(f -> f.value() == value)) return functions.length;
        return IntStream.range(0, functions.length)
                .filter(s -> call.steps().get(s).arguments().contains(value))
                .max()
                .orElse(-1);
    }

    /// Whether an input that stands in an output's slot is read after the step that makes the output.
    private boolean hazard(Operand output, int step) {
        return IntStream.range(0, inputs).anyMatch(v -> call.inputs().get(v).slot() == output.slot() && last(v) > step);
    }

    /// The operand of a step; one that its function does not read is the first.
    int argument(int step, int position) {
        List<Integer> arguments = call.steps().get(step).arguments();
        return arguments.get(position < arguments.size() ? position : 0);
    }

    int inputs() {
        return inputs;
    }

    float[] array(Operand x) {
        return buffers.floats(x);
    }

    /// Elements of scratch memory for the registers.
    int scratch() {
        return registerCount * block;
    }
}
