package org.gradus.kernel.vector;

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
/// All of an iteration's loads come before its stores, so an output may stand in the place of an input.
final class LoopWriter {
    private static final int WIDTH = VectorMath.SPECIES.length();
    /// The vectors that make 16 lanes.
    private static final int VECTORS = Lanes.VIRTUAL / WIDTH;

    private static final ClassDesc VECTOR = desc(FloatVector.class);
    private static final ClassDesc SPECIES = desc(VectorSpecies.class), MASK = desc(VectorMask.class);
    private static final ClassDesc FLOATS = CD_float.arrayType(), MATH = desc(VectorMath.class);
    private static final MethodTypeDesc METHOD = MethodTypeDesc.of(
            CD_void, FLOATS.arrayType(), FLOATS, CD_int.arrayType(), CD_int, CD_int, CD_int, CD_int, CD_int, CD_int);
    private static final MethodTypeDesc LOAD = MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, FLOATS, CD_int);
    /// The later words of a name.
    private static final Pattern WORDS = Pattern.compile("_(.)");
    /// The parameters of both methods.
    private static final int ARRAYS = 1, SCRATCH = 2, PLACES = 3, TOP = 4, BOTTOM = 5, STRIDE = 6, LEFT = 7, FROM = 8;

    private static final int TO = 9;

    private final CodeBuilder code;
    private final Inliner math;
    private final LoopBody body;
    private final boolean masked;
    /// Local variables: the arrays, each value, each fold's vectors or its place.
    private final int[] arrays;

    private final int[] values;
    private final int[][] folds;
    private final int row, column, base, zero, mask;

    private LoopWriter(CodeBuilder code, LoopBody body, boolean masked) {
        this.code = code;
        math = new Inliner(code);
        this.body = body;
        this.masked = masked;
        int operands = body.operands().size();
        arrays = locals(TypeKind.REFERENCE, operands + body.results().size());
        values = locals(TypeKind.REFERENCE, operands + body.steps().size());
        folds = body.folds().stream()
                .map(f -> f.reduction() == Reduction.PER_COLUMN
                        ? locals(TypeKind.INT, 1)
                        : locals(TypeKind.REFERENCE, VECTORS))
                .toArray(int[][]::new);
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
        loop(row, TOP, BOTTOM, 1, this::row);
        end(Reduction.TOTAL);
        code.return_();
    }

    private void row() {
        code.iload(row).iload(STRIDE).imul().istore(base);
        broadcasts(Reach.COLUMN);
        begin(Reduction.PER_ROW);
        if (masked) {
            // sixteen columns, present or not, so that each vector of lanes has had its turn
            int end = code.allocateLocal(TypeKind.INT);
            code.iload(FROM).loadConstant(Lanes.VIRTUAL).iadd().istore(end);
            loop(column, FROM, end, WIDTH, this::columns);
        } else {
            loop(column, FROM, TO, WIDTH, this::columns);
        }
        end(Reduction.PER_ROW);
    }

    /// One vector of columns.
    private void columns() {
        if (masked) {
            species().iload(column).iload(TO);
            code.invokeinterface(SPECIES, "indexInRange", MethodTypeDesc.of(MASK, CD_int, CD_int))
                    .astore(mask);
        }
        for (int v = 0; v < body.operands().size(); v++) {
            switch (body.operands().get(v)) {
                case FULL -> load(arrays[v], base, column).astore(values[v]);
                case ROW -> load(arrays[v], zero, column).astore(values[v]);
                case COLUMN, SCALAR -> {}
            }
        }
        int operands = body.operands().size();
        for (int s = 0; s < body.steps().size(); s++) step(body.steps().get(s), values[operands + s]);
        for (int f = 0; f < folds.length; f++) fold(body.folds().get(f), folds[f]);
        for (int r = 0; r < body.results().size(); r++) {
            code.aload(values[body.results().get(r)]);
            store(arrays[operands + r], base, column);
        }
    }

    private void step(LoopBody.Step step, int result) {
        step.arguments().forEach(a -> code.aload(values[a]));
        ClassDesc[] arguments =
                Collections.nCopies(step.arguments().size(), VECTOR).toArray(ClassDesc[]::new);
        math.inline(name(step.function()), MethodTypeDesc.of(VECTOR, arguments));
        code.astore(result);
    }

    /// The name of a function in [VectorMath].
    private static String name(Elementwise function) {
        return WORDS.matcher(function.name().toLowerCase(Locale.ROOT))
                .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    /// Folds a value into what its column has in scratch memory, or into the first of the fold's vectors, which then
    /// is the last.
    private void fold(Fold fold, int[] held) {
        if (fold.reduction() == Reduction.PER_COLUMN) {
            load(SCRATCH, held[0], column);
            include(fold);
            store(SCRATCH, held[0], column);
            return;
        }
        code.aload(held[0]);
        include(fold);
        for (int v = 1; v < VECTORS; v++) code.aload(held[v]).astore(held[v - 1]);
        code.astore(held[VECTORS - 1]);
    }

    /// Folds a value into the vector on the stack.
    private void include(Fold fold) {
        code.aload(values[fold.value()]);
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
            code.astore(values[v]);
        }
    }

    private CodeBuilder species() {
        return code.getstatic(MATH, "SPECIES", SPECIES);
    }

    /// Loads the vector that starts at the sum of two locals.
    private CodeBuilder load(int array, int index, int offset) {
        species().aload(array).iload(index).iload(offset).iadd();
        if (masked) code.aload(mask);
        return code.invokestatic(VECTOR, "fromArray", masked ? LOAD.insertParameterTypes(3, MASK) : LOAD);
    }

    /// Stores the vector on the stack.
    private void store(int array, int index, int offset) {
        code.aload(array).iload(index).iload(offset).iadd();
        if (masked) code.aload(mask);
        code.invokevirtual(VECTOR, "intoArray", masked ? STORE.insertParameterTypes(2, MASK) : STORE);
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
