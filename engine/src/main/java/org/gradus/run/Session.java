package org.gradus.run;

import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Input;
import org.gradus.kernel.Buffers;
import org.gradus.kernel.FloatKernels;
import org.gradus.kernel.Kernel;
import org.gradus.kernel.Kernels;
import org.gradus.kernel.Meaning;
import org.gradus.plan.Operand;
import org.gradus.plan.Plan;
import org.gradus.plan.Slot;
import org.gradus.tensor.Tensor;

/// Runs one plan again and again: takes inputs, runs the calls, gives outputs, and writes updates into a [Store].
///
/// It owns the plan's memory and allocates nothing in [#run()]. It is not thread-safe, and sessions that share a
/// store or [Workers] must not run at the same time.
public final class Session implements AutoCloseable {
    private final Plan plan;
    private final Store store;
    private final Workers workers;
    private final Pace pace;
    private final boolean ownsWorkers;
    private final Kernel[] kernels;
    private final Buffers buffers;
    /// The arrays of inputs of role `DATA`, also of those given a value that no call reads.
    private final Map<Expr, Object> data = new HashMap<>();
    private final Map<Expr, Output> outputs = new HashMap<>();

    /// Where an output stands: to be read after each run without being looked up again.
    public static final class Output {
        private final Operand operand;
        private final Object memory;
        /// Kept, since asking a shape for it may allocate.
        private final int size;

        private Output(Operand operand, Object memory) {
            this.operand = operand;
            this.memory = memory;
            this.size = operand.shape().size();
        }

        /// One element, by flat index, as of the last run.
        public double at(int index) {
            return Rows.get(memory, index);
        }

        /// Copies all elements, as of the last run.
        public void read(float[] into, int offset) {
            Rows.copy(memory, 0, into, offset, size);
        }

        /// Copies all elements, as of the last run.
        public void read(int[] into, int offset) {
            Rows.copy(memory, 0, into, offset, size);
        }
    }

    /// Where an input stands: to be set before each run without being looked up again.
    public static final class Feed {
        private final Object memory;
        private final int rows;
        private final int size;

        private Feed(Object memory, int rows) {
            this.memory = memory;
            this.rows = rows;
            size = Array.getLength(memory);
        }

        /// Copies as many elements as the input has, from an offset on.
        public void set(float[] source, int offset) {
            Rows.copy(source, offset, memory, 0, size);
        }

        /// Copies as many elements as the input has, from an offset on.
        public void set(int[] source, int offset) {
            Rows.copy(source, offset, memory, 0, size);
        }

        /// Makes a batch: row i of the input becomes row `indices[from + i]` of a table of the same element type.
        public void setRows(Tensor table, int[] indices, int from) {
            table.gather(indices, from, memory, rows);
        }
    }

    private Session(Plan plan, Store store, Workers workers, boolean ownsWorkers, Kernels provider) {
        this.plan = plan;
        this.store = store;
        this.workers = workers;
        pace = new Pace(workers.threads());
        this.ownsWorkers = ownsWorkers;
        buffers = buffers();
        kernels = plan.calls().stream()
                .map(call -> provider.bind(call, buffers).orElseGet(() -> Meaning.of(call, buffers)))
                .toArray(Kernel[]::new);
        for (Kernel kernel : kernels) workers.reserve(kernel.scratch());
        for (int i = 0; i < plan.outputs().size(); i++) {
            Operand x = plan.outputs().get(i);
            outputs.put(plan.graph().outputs().get(i), new Output(x, buffers.memory(x)));
        }
    }

    /// A session on the caller's thread alone, with the fastest kernels of this machine.
    ///
    /// @throws IllegalArgumentException when a state is missing in the store, or does not fit
    public static Session of(Plan plan, Store store) {
        return new Session(plan, store, Workers.of(1), true, new FloatKernels(Hardware.LANES));
    }

    /// A session that shares a pool with others; closing it leaves the pool open.
    public static Session of(Plan plan, Store store, Workers workers) {
        return of(plan, store, workers, new FloatKernels(Hardware.LANES));
    }

    /// A session with kernels from a given provider.
    static Session of(Plan plan, Store store, Workers workers, Kernels kernels) {
        return new Session(plan, store, workers, false, kernels);
    }

    private Buffers buffers() {
        Object[] arrays = new Object[plan.slots().size()];
        for (Slot slot : plan.slots()) arrays[slot.number()] = Buffers.array(slot);
        for (Plan.Leaf leaf : plan.leaves()) {
            switch (leaf.expr().op()) {
                case Constant(Tensor value) -> fill(arrays[leaf.slot()], value);
                case Input i when i.role() == Input.Role.DATA -> data.put(leaf.expr(), arrays[leaf.slot()]);
                default -> {}
            }
        }
        bindStates(arrays);
        return new Buffers(arrays);
    }

    private static Input.Role role(Expr leaf) {
        return ((Input) leaf.op()).role();
    }

    private static void fill(Object array, Tensor value) {
        switch (array) {
            case float[] a -> System.arraycopy(value.toFloats(), 0, a, 0, a.length);
            case double[] a -> System.arraycopy(value.toDoubles(), 0, a, 0, a.length);
            case int[] a -> System.arraycopy(value.toInts(), 0, a, 0, a.length);
            default -> throw new AssertionError(array);
        }
    }

    private void bindStates(Object[] arrays) {
        Set<String> bound = new HashSet<>();
        for (Plan.Leaf leaf : plan.leaves()) {
            Expr x = leaf.expr();
            if (!(x.op() instanceof Input) || role(x) == Input.Role.DATA) continue;
            if (!bound.add(x.name())) throw new IllegalArgumentException("Session: two states are named " + x.name());
            Object memory = store.memory(x.name());
            if (!store.shape(x.name()).equals(x.shape()) || !memory.getClass().equals(arrays[leaf.slot()].getClass())) {
                throw new IllegalArgumentException("Session: state " + x.name() + " is "
                        + store.get(x.name()).element() + store.shape(x.name()) + " in the store, and "
                        + plan.element(x.kind()) + x.shape() + " in the plan");
            }
            arrays[leaf.slot()] = memory;
        }
    }

    public Plan plan() {
        return plan;
    }

    /// Gives an input of role `DATA` its value; a copy is taken, which stays until the next.
    ///
    /// A leaf that no call reads may be given a value, too, as it may in [org.gradus.graph.Graph#eval].
    ///
    /// @throws IllegalArgumentException when it is no such leaf, when the value has another shape, or when the
    ///     plan has another leaf of this name, which was probably meant
    public void set(Expr input, Tensor value) {
        if (!value.shape().equals(input.shape())) {
            throw new IllegalArgumentException(
                    "Session: input " + input + " was given a value of shape " + value.shape());
        }
        fill(memory(input), value);
    }

    /// An input of role `DATA` that is to be set often.
    public Feed feed(Expr input) {
        return new Feed(
                memory(input), input.shape().rank() == 0 ? 1 : input.shape().dim(0));
    }

    private Object memory(Expr input) {
        Object memory = data.get(input);
        return memory != null ? memory : unread(input);
    }

    /// Memory for an input that no call reads.
    private Object unread(Expr x) {
        if (!(x.op() instanceof Input) || role(x) != Input.Role.DATA) {
            throw new IllegalArgumentException("Session: " + x + " is no input of this plan");
        }
        List<Expr> own = plan.graph().inputs();
        boolean twin = own.stream().anyMatch(other -> other.name().equals(x.name()));
        if (twin && !x.name().isEmpty() && !own.contains(x)) {
            throw new IllegalArgumentException("Session: " + x + " is not the input of that name in this plan");
        }
        Object memory =
                Buffers.array(new Slot(-1, plan.element(x.kind()), x.shape().size()));
        data.put(x, memory);
        return memory;
    }

    /// Computes all outputs from the present inputs and states, and writes all updates into the store.
    public void run() {
        int threads = pace.threads();
        long before = System.nanoTime();
        for (Kernel kernel : kernels) workers.run(kernel, threads);
        pace.took(System.nanoTime() - before);
    }

    /// Runs as [#run()] does, and adds to each element how far a meter went during the call of its number.
    ///
    /// @param meter something that grows, such as [System#nanoTime] or the bytes that the thread has allocated
    /// @param totals as many elements as the plan has calls
    public void run(LongSupplier meter, long[] totals) {
        long before = meter.getAsLong();
        for (int i = 0; i < kernels.length; i++) {
            workers.run(kernels[i], workers.threads());
            long now = meter.getAsLong();
            totals[i] += now - before;
            before = now;
        }
    }

    /// The value of an output with one element, as of the last run.
    public double scalar(Expr output) {
        return at(output, 0);
    }

    /// One element of an output, by flat index, as of the last run.
    public double at(Expr output, int index) {
        return output(output).at(index);
    }

    /// Copies an output's elements, as of the last run.
    public void read(Expr output, float[] into, int offset) {
        output(output).read(into, offset);
    }

    /// Copies an output's elements, as of the last run.
    public void read(Expr output, int[] into, int offset) {
        output(output).read(into, offset);
    }

    /// A copy of an output, as of the last run.
    public Tensor get(Expr output) {
        return buffers.read(output(output).operand);
    }

    /// An output that is to be read often.
    public Output output(Expr output) {
        Output x = outputs.get(output);
        if (x == null) throw new IllegalArgumentException("Session: " + output + " is no output of this plan");
        return x;
    }

    /// Replays the graph by the reference meaning on the present inputs and states, each value rounded to the plan's
    /// type, and finds the operation at which a number first was not finite.
    public Optional<Expr> firstNonFinite() {
        Map<Expr, Tensor> given = new HashMap<>();
        for (Expr x : plan.graph().inputs()) {
            given.put(x, role(x) == Input.Role.DATA ? value(x) : store.get(x.name()));
        }
        return new Replay(plan, given).culprit();
    }

    private Tensor value(Expr input) {
        return switch (memory(input)) {
            case float[] a -> Tensor.of(input.shape(), a);
            case double[] a -> Tensor.of(input.shape(), a);
            case int[] a -> Tensor.of(input.shape(), a);
            default -> throw new AssertionError(input);
        };
    }

    /// Ends the session's own threads, if it has any; the store stays as it is.
    @Override
    public void close() {
        if (ownsWorkers) workers.close();
    }
}
