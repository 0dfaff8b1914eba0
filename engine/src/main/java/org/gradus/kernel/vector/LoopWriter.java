package org.gradus.kernel.vector;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.gradus.kernel.Elementwise;
import org.gradus.kernel.Lanes;
import org.gradus.kernel.LoopBody;
import org.gradus.kernel.LoopBody.Fold;
import org.gradus.kernel.LoopBody.Reach;
import org.gradus.plan.Reduction;

/// Writes a [VectorLoop] for a pattern, as a class file. In Java, for `tanh(a + b)` with a row `b` that is stored and
/// summed in total, it would be
///
/// ```java
/// FloatVector sum = fromArray(SPECIES, scratch, places[0]);
/// for (int row = top; row < bottom; row++) {
///     for (int column = from; column < to; column += WIDTH) {
///         int index = row * stride + column;
///         FloatVector a = fromArray(SPECIES, arrays[0], index), b = fromArray(SPECIES, arrays[1], column);
///         FloatVector y = VectorMath.tanh(a.add(b));
///         sum = sum.add(y);
///         y.intoArray(arrays[2], index);
///     }
/// }
/// sum.intoArray(scratch, places[0]);
/// ```
///
/// All of an iteration's loads come before its stores, so an output may stand in the place of an input. An iteration
/// takes two vectors, one after the other: a function is a chain of operations that wait for each other, and two chains
/// fill the processor better: a fifth less time for tanh and for its slope.
final class LoopWriter {
    private static final int WIDTH = VectorMath.SPECIES.length();
    /// The vectors that make 16 lanes.
    private static final int VECTORS = Lanes.VIRTUAL / WIDTH;
    /// The vectors that an iteration takes.
    private static final int TWO = 2;

    private static final ClassDesc VECTOR = desc(FloatVector.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class), MASK = desc(VectorMask.class);
    private static final ClassDesc FLOATS = CD_float.arrayType(), MATH = desc(VectorMath.class);
    private static final MethodTypeDesc METHOD = MethodTypeDesc.of(
            CD_void,
            FLOATS.arrayType(),
            FLOATS,
            CD_int.arrayType(),
            CD_double.arrayType().arrayType(),
            CD_int,
            CD_int,
            CD_int,
            CD_int,
            CD_int,
            CD_int,
            CD_int);
    private static final MethodTypeDesc LOAD = MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, FLOATS, CD_int);
    /// The later words of a name.
    private static final Pattern WORDS = Pattern.compile("_(.)");
    /// The parameters of both methods.
    private static final int ARRAYS = 1, SCRATCH = 2, PLACES = 3, SUMMARIES = 4, SUMMARY = 5, TOP = 6, BOTTOM = 7;
    private static final int STRIDE = 8, LEFT = 9, FROM = 10, TO = 11;

    private final CodeBuilder code;
    private final Inliner math;
    private final LoopBody body;
    private final boolean masked;
    /// Local variables: the arrays, each value in each vector of an iteration, each fold's vectors or its place.
    private final int[] arrays;

    private final int[][] values;
    private final int[][] folds;
    private final SummaryWriter[] summaries;
    private final int row, column, base, zero, mask;

    private LoopWriter(CodeBuilder code, LoopBody body, boolean masked) {
        this.code = code;
        math = new Inliner(code);
        this.body = body;
        this.masked = masked;
        int operands = body.operands().size();
        arrays = locals(TypeKind.REFERENCE, operands + body.results().size());
        values = new int[masked ? 1 : TWO][];
        for (int c = 0; c < values.length; c++) {
            values[c] = locals(TypeKind.REFERENCE, operands + body.steps().size());
            for (int v = 0; v < operands; v++) if (once(body.operands().get(v))) values[c][v] = values[0][v];
        }
        folds = body.folds().stream()
                .map(f -> f.reduction() == Reduction.PER_COLUMN
                        ? locals(TypeKind.INT, 1)
                        : locals(TypeKind.REFERENCE, VECTORS))
                .toArray(int[][]::new);
        // a rest is not summable
        summaries = masked
                ? new SummaryWriter[0]
                : body.summaries().stream().map(_ -> new SummaryWriter(code)).toArray(SummaryWriter[]::new);
        row = code.allocateLocal(TypeKind.INT);
        column = code.allocateLocal(TypeKind.INT);
        base = code.allocateLocal(TypeKind.INT);
        zero = code.allocateLocal(TypeKind.INT);
        mask = code.allocateLocal(TypeKind.REFERENCE);
    }

    /// Writes the loop of a pattern.
    static VectorLoop.Written write(LoopBody body) {
        return (VectorLoop.Written) VectorCode.instance(
                "Loop",
                VectorLoop.Written.class,
                type -> type.withMethodBody(
                                "whole", METHOD, ClassFile.ACC_PUBLIC, c -> new LoopWriter(c, body, false).method())
                        .withMethodBody(
                                "rest", METHOD, ClassFile.ACC_PUBLIC, c -> new LoopWriter(c, body, true).method()));
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private int[] locals(TypeKind kind, int count) {
        return IntStream.range(0, count).map(_ -> code.allocateLocal(kind)).toArray();
    }

    private void method() {
        for (int a = 0; a < arrays.length; a++) {
            code.aload(ARRAYS).loadConstant(a).aaload().astore(arrays[a]);
        }
        code.iconst_0().istore(zero);
        broadcasts(Reach.SCALAR);
        begin(Reduction.PER_COLUMN);
        begin(Reduction.TOTAL);
        for (SummaryWriter summary : summaries) summary.begin();
        loop(row, TOP, BOTTOM, 1, this::row);
        end(Reduction.TOTAL);
        for (int s = 0; s < summaries.length; s++) {
            code.aload(SUMMARIES).loadConstant(s).aaload();
            summaries[s].end(SUMMARY);
        }
        code.return_();
    }

    private void row() {
        code.iload(row).iload(STRIDE).imul().istore(base);
        broadcasts(Reach.COLUMN);
        begin(Reduction.PER_ROW);
        if (masked) {
            rest();
        } else {
            int last = code.allocateLocal(TypeKind.INT);
            code.iload(TO).loadConstant((TWO - 1) * WIDTH).isub().istore(last);
            loop(column, FROM, last, TWO * WIDTH, () -> columns(TWO));
            Label done = code.newLabel();
            code.iload(column).iload(TO).if_icmpge(done);
            columns(1);
            code.labelBinding(done);
        }
        end(Reduction.PER_ROW);
    }

    /// Sixteen columns, present or not, so that each vector of lanes has its turn; without a loop where that is one
    /// vector.
    private void rest() {
        if (VECTORS == 1) {
            code.iload(FROM).istore(column);
            columns(1);
            return;
        }
        int end = code.allocateLocal(TypeKind.INT);
        code.iload(FROM).loadConstant(Lanes.VIRTUAL).iadd().istore(end);
        loop(column, FROM, end, WIDTH, () -> columns(1));
    }

    /// Some vectors of columns.
    private void columns(int count) {
        if (masked) {
            species().iload(column).iload(TO);
            code.invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int))
                    .astore(mask);
        }
        int operands = body.operands().size();
        for (int c = 0; c < count; c++) {
            for (int v = 0; v < operands; v++) {
                Reach reach = body.operands().get(v);
                if (!once(reach))
                    load(arrays[v], reach == Reach.FULL ? base : zero, c).astore(values[c][v]);
            }
        }
        for (int c = 0; c < count; c++) {
            for (int s = 0; s < body.steps().size(); s++) step(body.steps().get(s), values[c], operands + s);
        }
        for (int c = 0; c < count; c++) {
            for (int f = 0; f < folds.length; f++) fold(body.folds().get(f), folds[f], c);
            for (int r = 0; r < body.results().size(); r++) {
                code.aload(values[c][body.results().get(r)]);
                store(arrays[operands + r], base, c);
            }
        }
        summarize(count);
    }

    /// Adds some vectors of columns to the summaries.
    private void summarize(int count) {
        for (int s = 0; s < summaries.length; s++) {
            for (int c = 0; c < count; c++)
                summaries[s].add(values[c][body.summaries().get(s)]);
        }
    }

    /// Whether a vector is filled once for many columns.
    private static boolean once(Reach reach) {
        return reach == Reach.COLUMN || reach == Reach.SCALAR;
    }

    private void step(LoopBody.Step step, int[] values, int result) {
        step.arguments().forEach(a -> code.aload(values[a]));
        ClassDesc[] arguments =
                Collections.nCopies(step.arguments().size(), VECTOR).toArray(ClassDesc[]::new);
        math.inline(name(step.function()), MethodTypeDesc.of(VECTOR, arguments));
        code.astore(values[result]);
    }

    /// The name of a function in [VectorMath].
    private static String name(Elementwise function) {
        return WORDS.matcher(function.name().toLowerCase(Locale.ROOT))
                .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    /// Folds a value into what its column has in scratch memory, or into the first of the fold's vectors, which then
    /// is the last.
    private void fold(Fold fold, int[] held, int c) {
        int value = values[c][fold.value()];
        if (fold.reduction() == Reduction.PER_COLUMN) {
            load(SCRATCH, held[0], c);
            include(fold, value);
            store(SCRATCH, held[0], c);
            return;
        }
        code.aload(held[0]);
        include(fold, value);
        for (int v = 1; v < VECTORS; v++) code.aload(held[v]).astore(held[v - 1]);
        code.astore(held[VECTORS - 1]);
    }

    /// Folds a value into the vector on the stack.
    private void include(Fold fold, int value) {
        code.aload(value);
        if (masked) code.aload(mask);
        MethodTypeDesc type = MethodTypeDesc.of(VECTOR, VECTOR, VECTOR);
        math.inline(fold.sum() ? "add" : "larger", masked ? type.insertParameterTypes(2, MASK) : type);
    }

    /// Takes up the folds of one kind where scratch memory has them; or notes where that is.
    private void begin(Reduction reduction) {
        for (int f = 0; f < folds.length; f++) {
            if (body.folds().get(f).reduction() != reduction) continue;
            if (reduction == Reduction.PER_COLUMN) {
                code.aload(PLACES).loadConstant(f).iaload();
                code.iload(LEFT).isub().istore(folds[f][0]);
                continue;
            }
            for (int v = 0; v < VECTORS; v++) {
                species().aload(SCRATCH);
                record(f, v).invokestatic(VECTOR, "fromArray", LOAD).astore(folds[f][v]);
            }
        }
    }

    /// Puts the folds of one kind back into scratch memory.
    private void end(Reduction reduction) {
        for (int f = 0; f < folds.length; f++) {
            if (body.folds().get(f).reduction() != reduction) continue;
            for (int v = 0; v < VECTORS; v++) {
                code.aload(folds[f][v]).aload(SCRATCH);
                record(f, v).invokevirtual(VECTOR, "intoArray", STORE);
            }
        }
    }

    /// Where in scratch memory a vector of a fold's lanes is.
    private CodeBuilder record(int f, int vector) {
        code.aload(PLACES).loadConstant(f).iaload();
        if (body.folds().get(f).reduction() == Reduction.PER_ROW) {
            code.iload(row)
                    .iload(TOP)
                    .isub()
                    .loadConstant(2 * Lanes.VIRTUAL)
                    .imul()
                    .iadd();
        }
        return code.loadConstant((masked ? Lanes.VIRTUAL : 0) + vector * WIDTH).iadd();
    }

    /// Fills vectors with the one element that all columns read: once, or in every row.
    private void broadcasts(Reach reach) {
        for (int v = 0; v < body.operands().size(); v++) {
            if (body.operands().get(v) != reach) continue;
            species().aload(arrays[v]);
            if (reach == Reach.COLUMN) code.iload(row);
            else code.iconst_0();
            code.faload().invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, CD_float));
            code.astore(values[0][v]);
        }
    }

    private CodeBuilder species() {
        return code.getstatic(MATH, "SPECIES", SPECIES);
    }

    /// Loads one of an iteration's vectors of columns, which are counted from an index.
    private CodeBuilder load(int array, int index, int vector) {
        species().aload(array);
        place(index, vector);
        if (masked) code.aload(mask);
        return code.invokestatic(VECTOR, "fromArray", masked ? LOAD.insertParameterTypes(3, MASK) : LOAD);
    }

    /// Stores the vector on the stack.
    private void store(int array, int index, int vector) {
        code.aload(array);
        place(index, vector);
        if (masked) code.aload(mask);
        code.invokevirtual(VECTOR, "intoArray", masked ? STORE.insertParameterTypes(2, MASK) : STORE);
    }

    private void place(int index, int vector) {
        code.iload(index).iload(column).iadd().loadConstant(vector * WIDTH).iadd();
    }

    /// Counts a local variable from one up to another.
    private void loop(int counter, int from, int end, int step, Runnable each) {
        Label again = code.newLabel(), done = code.newLabel();
        code.iload(from).istore(counter).labelBinding(again);
        code.iload(counter).iload(end).if_icmpge(done);
        each.run();
        code.iinc(counter, step).goto_(again).labelBinding(done);
    }
}
