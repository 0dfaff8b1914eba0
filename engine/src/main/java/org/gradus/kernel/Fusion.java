package org.gradus.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;

/// The layout of a fused call: how long a block is, and where each value of a block stands.
///
/// A value stands in an array at the place of the block, in an array at that place modulo a period (a row that is
/// added to every row), or in a register: a block's length of scratch memory.
final class Fusion {
    /// Elements of all registers together: most of a first-level cache of 32 KiB.
    private static final int CACHE = 6144;

    private static final int LONGEST = 2048, SHORTEST = 128;
    private static final float[] NONE = {};

    final int size;
    final Elementwise[] functions;
    /// For each value its array, or an empty one for a register.
    final float[][] arrays;
    /// For each value the period of its array, 0 for none.
    final int[] periods;
    /// For each value its register, or -1.
    final int[] registers;
    final List<Stretch> stretches = new ArrayList<>();
    /// Outputs that are made in a register, because a later step still reads what they replace.
    final List<Late> late = new ArrayList<>();

    int registerCount;
    /// The elements that blocks begin at multiples of.
    int row = Lanes.VIRTUAL;
    int block;

    /// A narrow input, stretched into its register: once for a run, or for each block.
    record Stretch(Expansion how, int value, boolean once) {}

    /// A value copied to an output at the end of a block.
    record Late(int value, Operand output) {}

    private final Call.Fused call;
    private final Buffers buffers;
    private final int inputs;

    static Optional<Fusion> of(Call.Fused call, Buffers buffers) {
        Elementwise[] functions = call.steps().stream()
                .map(s -> Elementwise.of(s.op()))
                .flatMap(Optional::stream)
                .toArray(Elementwise[]::new);
        return functions.length < call.steps().size()
                ? Optional.empty()
                : Optional.of(new Fusion(call, buffers, functions));
    }

    private Fusion(Call.Fused call, Buffers buffers, Elementwise[] functions) {
        this.call = call;
        this.buffers = buffers;
        this.functions = functions;
        size = call.shape().size();
        inputs = call.inputs().size();
        int values = inputs + functions.length;
        arrays = new float[values][];
        periods = new int[values];
        registers = new int[values];
        Arrays.fill(arrays, NONE);
        Arrays.fill(registers, -1);
        chooseBlock();
        placeInputs();
        placeSteps();
    }

    /// Blocks hold whole rows where a row is short; else a block lies within a row.
    private void chooseBlock() {
        int needed = functions.length > 1 ? 2 : 0;
        for (Operand x : call.inputs()) {
            Expansion how = Expansion.of(x.shape(), call.shape());
            if (how.direct()) continue;
            needed++;
            if (how.repeat() == 1 && how.size() > 1) row = Math.max(row, how.size());
        }
        boolean ragged = row > Lanes.VIRTUAL;
        int longest = Math.clamp(needed == 0 ? LONGEST : CACHE / needed, SHORTEST, LONGEST);
        if (needed == 0 && functions.length == 1) block = Math.max(size, 1);
        else if (ragged && row <= longest) block = longest / row * row;
        else block = longest / Lanes.VIRTUAL * Lanes.VIRTUAL;
    }

    private void placeInputs() {
        for (int v = 0; v < inputs; v++) {
            Operand x = call.inputs().get(v);
            Expansion how = Expansion.of(x.shape(), call.shape());
            arrays[v] = buffers.floats(x);
            if (how.direct()) continue;
            if (how.repeat() == 1 && how.size() == row && row > block) {
                periods[v] = row;
                continue;
            }
            boolean once = how.size() == 1 || block % how.period() == 0 && row % how.period() == 0;
            registers[v] = registerCount++;
            stretches.add(new Stretch(how, v, once));
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

    private int last(int value) {
        int last = -1;
        for (int s = 0; s < functions.length; s++) {
            if (call.steps().get(s).arguments().contains(value)) last = s;
        }
        return last;
    }

    /// Whether an input that stands in an output's slot is read after the step that makes the output.
    private boolean hazard(Operand output, int step) {
        for (int v = 0; v < inputs; v++) {
            if (call.inputs().get(v).slot() == output.slot() && last(v) > step) return true;
        }
        return false;
    }

    /// The operand of a step; one that its function does not read is the first.
    int argument(int step, int position) {
        List<Integer> arguments = call.steps().get(step).arguments();
        return arguments.get(position < arguments.size() ? position : 0);
    }

    int steps() {
        return functions.length;
    }

    int inputs() {
        return inputs;
    }

    /// Whether a block has to end where a row ends.
    boolean windowed() {
        return row > block;
    }

    float[] array(Operand x) {
        return buffers.floats(x);
    }
}
