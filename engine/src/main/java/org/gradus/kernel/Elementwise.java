package org.gradus.kernel;

import java.util.Optional;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;

/// The functions that [Lanes] applies element by element, to one, two or three operands.
public enum Elementwise {
    COPY(1),
    ABS(1),
    NEGATE(1),
    SQRT(1),
    EXP(1),
    EXPM1(1),
    LOG(1),
    TANH(1),
    SIGMOID(1),
    SOFTPLUS(1),
    NORMAL_CDF(1),
    RELU(1),
    IS_FINITE(1),
    ADD(2),
    SUBTRACT(2),
    MULTIPLY(2),
    DIVIDE(2),
    /// 1 where the first operand exceeds the second, else 0.
    GREATER(2),
    /// 1 where the operands are equal, else 0.
    EQUAL(2),
    /// The second operand where the first is not 0, elsewhere the third.
    SELECT(3);

    private final int arity;

    Elementwise(int arity) {
        this.arity = arity;
    }

    /// The number of operands it reads.
    public int arity() {
        return arity;
    }

    /// The function of an operation, if it has one.
    static Optional<Elementwise> of(Op op) {
        return op instanceof Op.BuiltIn b ? of(b) : Optional.empty();
    }

    private static Optional<Elementwise> of(Op.BuiltIn op) {
        return Optional.ofNullable(
                switch (op) {
                    case Broadcast _, Detach _ -> COPY;
                    case Abs _ -> ABS;
                    case Negate _ -> NEGATE;
                    case Sqrt _ -> SQRT;
                    case Exp _ -> EXP;
                    case Expm1 _ -> EXPM1;
                    case Log _ -> LOG;
                    case Tanh _ -> TANH;
                    case Sigmoid _ -> SIGMOID;
                    case Softplus _ -> SOFTPLUS;
                    case NormalCdf _ -> NORMAL_CDF;
                    case Relu _ -> RELU;
                    case IsFinite _ -> IS_FINITE;
                    case Add _ -> ADD;
                    case Subtract _ -> SUBTRACT;
                    case Multiply _ -> MULTIPLY;
                    case Divide _ -> DIVIDE;
                    case Greater _ -> GREATER;
                    case Equal _ -> EQUAL;
                    case Select _ -> SELECT;
                    default -> null;
                });
    }
}
