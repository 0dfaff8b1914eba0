package org.gradus.kernel.vector;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/// What generated classes are made of: calls of the Vector API, and how a class comes to life.
final class VectorCode {
    static final ClassDesc FLOATS = CD_float.arrayType();
    static final ClassDesc FLOAT_VECTOR = ClassDesc.of("jdk.incubator.vector.FloatVector");

    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc MATH = ClassDesc.of(VectorMath.class.getName());

    private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc MOVES = ClassDesc.of(VectorMoves.class.getName());

    private VectorCode() {}

    /// An instance of a new class in this package that implements an interface.
    ///
    /// @param body adds the interface's method
    static Object instance(String name, Class<?> type, Consumer<ClassBuilder> body) {
        ClassDesc self = ClassDesc.of(VectorCode.class.getPackageName(), name);
        byte[] bytes = ClassFile.of().build(self, c -> {
            c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            c.withInterfaceSymbols(ClassDesc.of(type.getName()));
            c.withMethodBody(
                    INIT_NAME,
                    MTD_void,
                    0,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .return_());
            body.accept(c);
        });
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return made.findConstructor(made.lookupClass(), java.lang.invoke.MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError(name, e);
        }
    }

    /// … → species
    static CodeBuilder species(CodeBuilder code) {
        return code.getstatic(MATH, "SPECIES", SPECIES);
    }

    /// … species, array, index → vector
    static CodeBuilder load(CodeBuilder code) {
        return code.invokestatic(FLOAT_VECTOR, "fromArray", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int));
    }

    /// … vector, array, index → …
    static CodeBuilder store(CodeBuilder code) {
        return code.invokevirtual(FLOAT_VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
    }

    /// … species, number → vector
    static CodeBuilder broadcast(CodeBuilder code) {
        return code.invokestatic(FLOAT_VECTOR, "broadcast", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float));
    }

    /// … species → vector
    static CodeBuilder zero(CodeBuilder code) {
        return code.invokestatic(FLOAT_VECTOR, "zero", MethodTypeDesc.of(FLOAT_VECTOR, SPECIES));
    }

    /// … a, b, c → a · b + c
    static CodeBuilder fma(CodeBuilder code) {
        return code.invokevirtual(FLOAT_VECTOR, "fma", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR));
    }

    /// … vector → vector with neighbouring groups of `distance` lanes swapped
    static CodeBuilder swapped(CodeBuilder code, int distance) {
        return code.getstatic(MOVES, "SWAP" + distance, SHUFFLE)
                .invokevirtual(FLOAT_VECTOR, "rearrange", MethodTypeDesc.of(FLOAT_VECTOR, SHUFFLE));
    }

    /// … a, b → the lanes of b in every second group of `distance` lanes, elsewhere those of a
    static CodeBuilder blendHigh(CodeBuilder code, int distance) {
        return code.getstatic(MOVES, "HIGH" + distance, MASK)
                .invokevirtual(FLOAT_VECTOR, "blend", MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK));
    }
}
