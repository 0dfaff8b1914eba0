package org.gradus.kernel.vector;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.gradus.kernel.vector.VectorCode.FLOATS;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import org.gradus.kernel.Tile;

/// Writes a [Tile] for some rows and vectors as a class of its own:
///
/// ```
/// s0 = more ? c[z …] : 0; …
/// for (int k = 0; k < n; k++) {
///     b0 = b[y + k * columns …]; …
///     t = a[x + k];        s0 = t * b0 + s0; s1 = t * b1 + s1;
///     t = a[x + k + ROW];  s2 = t * b0 + s2; …
/// }
/// c[z …] = s0; …
/// ```
///
/// Every sum is a local variable, so that the compiler keeps it in a register, and there are no inner methods, since
/// it stops inlining them in a body of this size and would box every vector. So a tile of 12 rows differs from one of
/// 8 in length alone, and is written by loops here rather than by hand.
final class TileCode {
    private static final int N = 1,
            A = 2,
            X = 3,
            AR = 4,
            AI = 5,
            B = 6,
            Y = 7,
            BR = 8,
            C = 9,
            Z = 10,
            CR = 11,
            MORE = 12;
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            CD_void,
            CD_int,
            FLOATS,
            CD_int,
            CD_int,
            CD_int,
            FLOATS,
            CD_int,
            CD_int,
            FLOATS,
            CD_int,
            CD_int,
            CD_boolean);
    private static final int WIDTH = VectorMath.SPECIES.length();

    private final CodeBuilder code;
    private final int rows;
    private final int vectors;
    private final Tile.Left left;
    private final int k;
    private final int number;
    private final int[] sums;
    private final int[] right;
    /// Where each row begins, when that is not known before.
    private final int[] starts;

    private TileCode(CodeBuilder code, int rows, int vectors, Tile.Left left) {
        this.code = code;
        this.rows = rows;
        this.vectors = vectors;
        this.left = left;
        k = code.allocateLocal(TypeKind.INT);
        number = code.allocateLocal(TypeKind.REFERENCE);
        sums = locals(rows * vectors, TypeKind.REFERENCE);
        right = locals(vectors, TypeKind.REFERENCE);
        starts = locals(left == Tile.Left.IN_PLACE ? rows : 0, TypeKind.INT);
    }

    private int[] locals(int count, TypeKind kind) {
        int[] locals = new int[count];
        for (int i = 0; i < count; i++) locals[i] = code.allocateLocal(kind);
        return locals;
    }

    static Tile tile(int rows, int vectors, Tile.Left left) {
        String name = "Tile" + rows + "x" + vectors + left.name().charAt(0);
        return (Tile) VectorCode.instance(
                name,
                Tile.class,
                type -> type.withMethodBody(
                        "run", RUN, ACC_PUBLIC | ACC_FINAL, code -> new TileCode(code, rows, vectors, left).write()));
    }

    private void write() {
        begin();
        for (int r = 0; r < starts.length; r++) along(X, AR, r).istore(starts[r]);
        Label loop = code.newLabel(), end = code.newLabel();
        code.iconst_0().istore(k);
        code.labelBinding(loop).iload(k).iload(N).if_icmpge(end);
        for (int v = 0; v < vectors; v++) {
            VectorCode.species(code).aload(left == Tile.Left.IN_PLACE ? B : A);
            rightIndex();
            VectorCode.load(plus(v * WIDTH)).astore(right[v]);
        }
        for (int r = 0; r < rows; r++) multiplyAdd(r);
        if (left == Tile.Left.IN_PLACE) advance();
        code.iinc(k, 1).goto_(loop).labelBinding(end);
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                code.aload(sums[r * vectors + v]).aload(C);
                along(Z, CR, r);
                VectorCode.store(plus(v * WIDTH));
            }
        }
        code.return_();
    }

    private void begin() {
        Label fresh = code.newLabel(), begun = code.newLabel();
        code.iload(MORE).ifeq(fresh);
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                VectorCode.species(code).aload(C);
                along(Z, CR, r);
                VectorCode.load(plus(v * WIDTH)).astore(sums[r * vectors + v]);
            }
        }
        code.goto_(begun).labelBinding(fresh);
        VectorCode.zero(VectorCode.species(code)).astore(sums[0]);
        for (int s = 1; s < sums.length; s++) code.aload(sums[0]).astore(sums[s]);
        code.labelBinding(begun);
    }

    /// t = the row's number; s = t · b + s for every vector of the row
    private void multiplyAdd(int r) {
        VectorCode.species(code).aload(A);
        switch (left) {
            case IN_PLACE -> code.iload(starts[r]);
            case ROWS -> {
                code.iload(X).iload(k).iadd();
                plus(r * Tile.ROW);
            }
            case COLUMNS -> {
                code.iload(X).iload(k).loadConstant(rows).imul().iadd();
                plus(r);
            }
        }
        VectorCode.broadcast(code.faload()).astore(number);
        for (int v = 0; v < vectors; v++) {
            int sum = sums[r * vectors + v];
            VectorCode.fma(code.aload(number).aload(right[v]).aload(sum)).astore(sum);
        }
    }

    private void rightIndex() {
        code.iload(Y);
        if (left != Tile.Left.IN_PLACE)
            code.iload(k).loadConstant(vectors * WIDTH).imul().iadd();
    }

    private void advance() {
        code.iload(Y).iload(BR).iadd().istore(Y);
        for (int start : starts) code.iload(start).iload(AI).iadd().istore(start);
    }

    /// base + r · stride
    private CodeBuilder along(int base, int stride, int r) {
        code.iload(base);
        return r == 0 ? code : code.iload(stride).loadConstant(r).imul().iadd();
    }

    private CodeBuilder plus(int constant) {
        return constant == 0 ? code : code.loadConstant(constant).iadd();
    }
}
