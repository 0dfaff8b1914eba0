package org.gradus.kernel;

import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.tensor.Philox;

/// Random numbers, each a function of the key and its own place, so that any share can be made apart.
final class RandomKernel implements Kernel {
    private static final int WORTH_SPLITTING = 1 << 10;

    /// The number at a place of the generator.
    @FunctionalInterface
    interface Draw {
        double at(long seed, int stream, int step, int index);
    }

    private final Draw draw;
    private final int stream;
    private final int[] key;
    private final float[] y;
    private final int size;

    RandomKernel(Call.Single call, int stream, Draw draw, Buffers buffers) {
        this.draw = draw;
        this.stream = stream;
        Operand to = call.output();
        key = buffers.ints(call.inputs().get(0));
        y = buffers.floats(to);
        size = to.shape().size();
    }

    /// The probability is compared with the uniform number in `double`, as the operation does.
    static Draw bernoulli(double probability) {
        return (seed, stream, step, index) -> Philox.uniform(seed, stream, step, index) < probability ? 1 : 0;
    }

    @Override
    public boolean splits() {
        return size >= WORTH_SPLITTING;
    }

    @Override
    public void run(int part, int parts, float[] scratch) {
        long seed = (long) key[1] << 32 | key[0] & 0xFFFFFFFFL;
        int step = key[2], end = (int) ((long) size * (part + 1) / parts);
        for (int i = (int) ((long) size * part / parts); i < end; i++) {
            y[i] = (float) draw.at(seed, stream, step, i);
        }
    }
}
