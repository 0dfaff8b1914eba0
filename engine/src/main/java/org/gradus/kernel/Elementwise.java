package org.gradus.kernel;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;

/// The functions that [Lanes] applies element by element, to one, two or three operands: the operations that each
/// computes.
public enum Elementwise {
    COPY(Broadcast.class, Detach.class),
    ABS(Abs.class),
    NEGATE(Negate.class),
    SQRT(Sqrt.class),
    EXP(Exp.class),
    EXPM1(Expm1.class),
    LOG(Log.class),
    TANH(Tanh.class),
    SIGMOID(Sigmoid.class),
    SIGMOID_SLOPE(SigmoidSlope.class),
    SOFTPLUS(Softplus.class),
    NORMAL_CDF(NormalCdf.class),
    RELU(Relu.class),
    IS_FINITE(IsFinite.class),
    ADD(Add.class),
    SUBTRACT(Subtract.class),
    MULTIPLY(Multiply.class),
    DIVIDE(Divide.class),
    /// 1 where the first operand exceeds the second, else 0.
    GREATER(Greater.class),
    /// 1 where the operands are equal, else 0.
    EQUAL(Equal.class),
    /// The second operand where the first is not 0, elsewhere the third.
    SELECT(Select.class);

    private static final Map<Class<? extends Op>, Elementwise> BY_OP = Arrays.stream(values())
            .flatMap(f -> Stream.of(f.op, f.other).distinct().map(op -> Map.entry(op, f)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Class<? extends Op> op, other;

    Elementwise(Class<? extends Op> op) {
        this(op, op);
    }

    Elementwise(Class<? extends Op> op, Class<? extends Op> other) {
        this.op = op;
        this.other = other;
    }

    /// The vector operations that it takes, about.
    int operations() {
        return switch (this) {
            case EXP, EXPM1, LOG, TANH, SIGMOID, SIGMOID_SLOPE, SOFTPLUS, NORMAL_CDF -> 40;
            default -> 3;
        };
    }

    /// The function of an operation, if it has one.
    static Optional<Elementwise> of(Op op) {
        return Optional.ofNullable(BY_OP.get(op.getClass()));
    }
}
