package org.gradus.kernel.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Writes the code of [VectorMath] into other code, in place of calls.
///
/// The JVM's compiler inlines methods of ours until a method has 18 000 nodes, which is about two exponentials; then
/// it calls, and a vector that passes a call is boxed: 10 times slower. It does not hold back the methods of vectors
/// themselves. So a loop is written with nothing but those. The functions have no branches, which makes it easy.
final class Inliner {
    private static final String MATH = VectorMath.class.getName().replace('.', '/');
    private static final Map<String, CodeModel> METHODS = methods();

    private final CodeBuilder code;

    Inliner(CodeBuilder code) {
        this.code = code;
    }

    private static Map<String, CodeModel> methods() {
        try (InputStream file = Objects.requireNonNull(VectorMath.class.getResourceAsStream("VectorMath.class"))) {
            Map<String, CodeModel> methods = new HashMap<>();
            for (var m : ClassFile.of().parse(file.readAllBytes()).methods()) {
                m.code().ifPresent(c -> methods.put(key(m.methodName().stringValue(), m.methodTypeSymbol()), c));
            }
            return Map.copyOf(methods);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String name, MethodTypeDesc type) {
        return name + type.descriptorString();
    }

    /// Writes a method, whose arguments are on the stack, as its result then is.
    void inline(String name, MethodTypeDesc type) {
        Map<Integer, Integer> locals = new HashMap<>();
        for (int slot = type.parameterCount() - 1; slot >= 0; slot--) code.astore(local(locals, slot));
        for (CodeElement element : Objects.requireNonNull(METHODS.get(key(name, type)), name)) {
            switch (element) {
                case LoadInstruction load -> code.aload(local(locals, load.slot()));
                case StoreInstruction store -> code.astore(local(locals, store.slot()));
                case InvokeInstruction call
                when call.owner().asInternalName().equals(MATH) ->
                    inline(call.name().stringValue(), call.typeSymbol());
                case ReturnInstruction _ -> {}
                case Instruction other -> code.with(other);
                default -> {}
            }
        }
    }

    /// The local variable that stands for one of a method; all of them are references.
    private int local(Map<Integer, Integer> locals, int slot) {
        return locals.computeIfAbsent(slot, _ -> code.allocateLocal(TypeKind.REFERENCE));
    }
}
