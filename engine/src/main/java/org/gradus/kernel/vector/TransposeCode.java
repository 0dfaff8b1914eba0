package org.gradus.kernel.vector;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.gradus.kernel.vector.VectorCode.FLOATS;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;

/// Writes the transposition of a square of as many rows as a vector has lanes, in registers.
///
/// Rows i and i + d swap half of their lanes with one another, for d = half the lanes, a quarter, …, 1. Twice as fast
/// as moving single elements, and four times the code.
final class TransposeCode {
    private static final int X = 1, XO = 2, XR = 3, Y = 4, YO = 5, YR = 6;
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, FLOATS, CD_int, CD_int, FLOATS, CD_int, CD_int);
    private static final int WIDTH = VectorMath.SPECIES.length();

    private TransposeCode() {}

    /// A square moved from `x`, with `xr` from row to row, to `y`.
    @FunctionalInterface
    interface Square {
        void run(float[] x, int xo, int xr, float[] y, int yo, int yr);
    }

    static Square square() {
        return (Square) VectorCode.instance(
                "Transpose",
                Square.class,
                type -> type.withMethodBody("run", RUN, ACC_PUBLIC | ACC_FINAL, TransposeCode::write));
    }

    private static void write(CodeBuilder code) {
        int[] rows = new int[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            rows[i] = code.allocateLocal(TypeKind.REFERENCE);
            at(VectorCode.species(code).aload(X), XO, XR, i);
            VectorCode.load(code).astore(rows[i]);
        }
        int other = code.allocateLocal(TypeKind.REFERENCE);
        for (int d = WIDTH / 2; d > 0; d /= 2) {
            for (int i = 0; i < WIDTH; i++) {
                if ((i & d) == 0) swap(code, rows[i], rows[i + d], other, d);
            }
        }
        for (int i = 0; i < WIDTH; i++) {
            at(code.aload(rows[i]).aload(Y), YO, YR, i);
            VectorCode.store(code);
        }
        code.return_();
    }

    /// a, b = a with the low lanes of each pair of groups of b as its high ones, b with the high ones of a as its low
    private static void swap(CodeBuilder code, int a, int b, int other, int distance) {
        VectorCode.swapped(code.aload(a), distance).astore(other);
        code.aload(a);
        VectorCode.swapped(code.aload(b), distance);
        VectorCode.blendHigh(code, distance).astore(a);
        code.aload(other).aload(b);
        VectorCode.blendHigh(code, distance).astore(b);
    }

    private static void at(CodeBuilder code, int base, int stride, int i) {
        code.iload(base);
        if (i > 0) code.iload(stride).loadConstant(i).imul().iadd();
    }
}
