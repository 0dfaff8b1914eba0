package org.gradus.kernel;

import java.util.Optional;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;

/// The functions that [Lanes] applies element by element, to one, two or three operands.
public enum Elementwise {
    COPY,
    ABS,
    NEGATE,
    SQRT,
    EXP,
    EXPM1,
    LOG,
    TANH,
    SIGMOID,
    SIGMOID_SLOPE,
    SOFTPLUS,
    NORMAL_CDF,
    RELU,
    IS_FINITE,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    /// 1 where the first operand exceeds the second, else 0.
    GREATER,
    /// 1 where the operands are equal, else 0.
    EQUAL,
    /// The second operand where the first is not 0, elsewhere the third.
    SELECT;

    /// The vector operations that it takes, about.
    int operations() {
        return switch (this) {
            case EXP, EXPM1, LOG, TANH, SIGMOID, SIGMOID_SLOPE, SOFTPLUS, NORMAL_CDF -> 40;
            default -> 3;
        };
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
                    case SigmoidSlope _ -> SIGMOID_SLOPE;
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
