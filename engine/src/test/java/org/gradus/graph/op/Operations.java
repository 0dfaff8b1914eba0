package org.gradus.graph.op;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.graph.Expr;
import org.gradus.graph.Op;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// The registry of operations as the laws see it.
public final class Operations {
    private Operations() {}

    /// Every class that the sealed list permits.
    public static List<Class<?>> all() {
        return List.of(Op.BuiltIn.class.getPermittedSubclasses());
    }

    /// What an operation declares to be tried on.
    public static List<Op.Example> examples(Class<?> op) {
        try {
            Method examples = op.getMethod("examples");
            List<Op.Example> found = new ArrayList<>();
            for (Object e : (List<?>) examples.invoke(null)) found.add((Op.Example) e);
            return found;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(op.getSimpleName() + " needs `public static List<Example> examples()`", e);
        }
    }

    /// Every example of every operation.
    public static Stream<Op.Example> examples() {
        return all().stream().flatMap(op -> examples(op).stream());
    }

    /// An example as a node on leaves, with the leaves' values.
    public record Applied(Expr y, Map<Expr, Tensor> at) {
        public static Applied of(Op.Example example) {
            Map<Expr, Tensor> at = new LinkedHashMap<>();
            List<Tensor> inputs = example.inputs();
            Expr[] leaves = IntStream.range(0, inputs.size())
                    .mapToObj(i -> leaf("x" + i, inputs.get(i)))
                    .toArray(Expr[]::new);
            for (int i = 0; i < leaves.length; i++) at.put(leaves[i], inputs.get(i));
            return new Applied(Expr.of(example.op(), leaves), at);
        }

        private static Expr leaf(String name, Tensor value) {
            return value.element() == Element.I32 ? Expr.ints(name, value.shape()) : Expr.input(name, value.shape());
        }
    }
}
