package org.gradus.kernel.vector;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.VectorOperators;
import org.gradus.kernel.Lanes;

/// Writes what [VectorSummary] does into a loop: the summary of one of its values, vector by vector.
///
/// For each element of a loop it costs 0.1 ns (an update) to 0.2 ns (a tanh) where 512-bit operations take two turns
/// of the processor; a pass of its own costs 0.14 ns, and a call.
final class SummaryWriter {
    private static final ClassDesc FLOAT_VECTOR = VectorCode.FLOAT_VECTOR;
    private static final ClassDesc DOUBLE_VECTOR = ClassDesc.of("jdk.incubator.vector.DoubleVector");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc OPERATORS = ClassDesc.of(VectorOperators.class.getName());
    private static final ClassDesc CONVERSION = operator("Conversion"), COMPARISON = operator("Comparison");
    private static final ClassDesc ASSOCIATIVE = operator("Associative");
    private static final ClassDesc SUMMARY = ClassDesc.of(VectorSummary.class.getName());
    private static final ClassDesc DOUBLES = CD_double.arrayType();

    private static final int WIDTH = VectorMath.SPECIES.length(), HALF = VectorSummary.WIDE.length();
    private static final int VECTORS = Lanes.VIRTUAL / WIDTH;

    private final CodeBuilder code;
    /// For each vector of the 16 lanes, the sums of its lower and its upper half; then their sums of squares.
    private final int[][] sums = new int[VECTORS][];

    private final int low, high, wide;

    SummaryWriter(CodeBuilder code) {
        this.code = code;
        for (int v = 0; v < VECTORS; v++) sums[v] = new int[] {local(), local(), local(), local()};
        low = local();
        high = local();
        wide = local();
    }

    private static ClassDesc operator(String kind) {
        return OPERATORS.nested(kind);
    }

    private int local() {
        return code.allocateLocal(TypeKind.REFERENCE);
    }

    private CodeBuilder constant(String name, ClassDesc type) {
        return code.getstatic(SUMMARY, name, type);
    }

    /// Nothing is summed up yet. The first values are made here: where a loop goes on from a constant, the compiler
    /// boxes what it carries.
    void begin() {
        for (int[] vector : sums) {
            for (int sum : vector) {
                constant("WIDE", SPECIES);
                code.invokestatic(DOUBLE_VECTOR, "zero", MethodTypeDesc.of(DOUBLE_VECTOR, SPECIES))
                        .astore(sum);
            }
        }
        VectorCode.broadcast(VectorCode.species(code).loadConstant(Float.POSITIVE_INFINITY))
                .astore(low);
        VectorCode.broadcast(VectorCode.species(code).loadConstant(Float.NEGATIVE_INFINITY))
                .astore(high);
    }

    /// Adds a vector. The next one belongs to the next of the 16 lanes' vectors.
    ///
    /// @param value the local variable that holds it
    void add(int value) {
        for (int half = 0; half < 2; half++) {
            code.aload(value);
            if (half == 1) {
                constant("UPPER", SHUFFLE);
                code.invokevirtual(FLOAT_VECTOR, "rearrange", MethodTypeDesc.of(FLOAT_VECTOR, SHUFFLE));
            }
            code.getstatic(OPERATORS, "F2D", CONVERSION);
            constant("WIDE", SPECIES).iconst_0();
            MethodTypeDesc convert = MethodTypeDesc.of(VECTOR, CONVERSION, SPECIES, CD_int);
            code.invokevirtual(FLOAT_VECTOR, "convertShape", convert)
                    .checkcast(DOUBLE_VECTOR)
                    .astore(wide);
            int sum = sums[0][half], squares = sums[0][2 + half];
            code.aload(sum).aload(wide);
            code.invokevirtual(DOUBLE_VECTOR, "add", MethodTypeDesc.of(DOUBLE_VECTOR, VECTOR))
                    .astore(sum);
            code.aload(wide).aload(wide).aload(squares);
            code.invokevirtual(DOUBLE_VECTOR, "fma", MethodTypeDesc.of(DOUBLE_VECTOR, VECTOR, VECTOR))
                    .astore(squares);
        }
        bound(low, "LT", value);
        bound(high, "GT", value);
        rotate();
    }

    private void bound(int bound, String comparison, int value) {
        code.aload(bound).aload(value).aload(value);
        code.getstatic(OPERATORS, comparison, COMPARISON).aload(bound);
        code.invokevirtual(FLOAT_VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
        code.invokevirtual(FLOAT_VECTOR, "blend", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK))
                .astore(bound);
    }

    /// The first vector's sums become the last's.
    private void rotate() {
        for (int s = 0; s < 4 && VECTORS > 1; s++) {
            code.aload(sums[0][s]);
            for (int v = 1; v < VECTORS; v++) code.aload(sums[v][s]).astore(sums[v - 1][s]);
            code.astore(sums[VECTORS - 1][s]);
        }
    }

    /// Puts the lanes and the bounds into the array that is on the stack.
    ///
    /// @param at the local variable that holds the index from which on they stand
    void end(int at) {
        int array = local();
        code.astore(array);
        for (int v = 0; v < VECTORS; v++) {
            for (int s = 0; s < 4; s++) {
                code.aload(sums[v][s]).aload(array);
                index(at, s / 2 * Lanes.VIRTUAL + v * WIDTH + s % 2 * HALF);
                code.invokevirtual(DOUBLE_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, DOUBLES, CD_int));
            }
        }
        end(array, at, Lanes.SMALLEST, low, "MIN");
        end(array, at, Lanes.LARGEST, high, "MAX");
    }

    private void end(int array, int at, int offset, int bound, String fold) {
        code.aload(array);
        index(at, offset);
        code.aload(bound).getstatic(OPERATORS, fold, ASSOCIATIVE);
        code.invokevirtual(FLOAT_VECTOR, "reduceLanes", MethodTypeDesc.of(CD_float, ASSOCIATIVE))
                .f2d()
                .dastore();
    }

    private void index(int at, int offset) {
        code.iload(at).loadConstant(offset).iadd();
    }
}
