package org.gradus.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Expm1;
import org.gradus.graph.op.NormalCdf;
import org.gradus.math.Nonlinear;

/// The functions that an expression may call, by the field's names: every elementwise operation and every
/// nonlinearity that is made of them.
enum Function {
    ABS,
    EXP,
    EXPM1,
    LOG,
    SQRT,
    SIN,
    COS,
    ERF,
    TANH,
    SIGMOID,
    RELU,
    SOFTPLUS,
    NORMAL_CDF,
    LEAKY_RELU,
    ELU,
    SELU,
    GELU,
    GELU_TANH,
    SILU,
    MISH,
    SOFTSIGN,
    HARD_TANH,
    HARD_SIGMOID,
    ATAN2(2),
    MAX(2),
    MIN(2);

    /// The usual slope of a leaky ReLU for negative numbers (Maas et al. 2013).
    private static final double LEAK = 0.01;

    /// How many values it takes.
    final int arity;

    Function() {
        this(1);
    }

    Function(int arity) {
        this.arity = arity;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Function> named(String name) {
        return Arrays.stream(values()).filter(f -> f.toString().equals(name)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Function::toString).toList();
    }

    /// The function applied to as many values as it takes.
    ///
    /// Where two values are equal, the gradient of their maximum or minimum goes to the first.
    Expr apply(List<Expr> values) {
        Expr x = values.getFirst(), last = values.getLast();
        return switch (this) {
            case ABS -> x.abs();
            case EXP -> x.exp();
            case EXPM1 -> Expr.of(new Expm1(), x);
            case LOG -> x.log();
            case SQRT -> x.sqrt();
            case SIN -> x.sin();
            case COS -> x.cos();
            case ERF -> x.erf();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case RELU -> x.relu();
            case SOFTPLUS -> x.softplus();
            case NORMAL_CDF -> Expr.of(new NormalCdf(), x);
            case LEAKY_RELU -> Nonlinear.leakyRelu(x, LEAK);
            case ELU -> Nonlinear.elu(x, 1);
            case SELU -> Nonlinear.selu(x);
            case GELU -> Nonlinear.gelu(x);
            case GELU_TANH -> Nonlinear.geluTanh(x);
            case SILU -> Nonlinear.silu(x);
            case MISH -> Nonlinear.mish(x);
            case SOFTSIGN -> Nonlinear.softsign(x);
            case HARD_TANH -> Nonlinear.hardTanh(x);
            case HARD_SIGMOID -> Nonlinear.hardSigmoid(x);
            case ATAN2 -> x.atan2(last);
            case MAX -> last.greaterThan(x).select(last, x);
            case MIN -> x.greaterThan(last).select(last, x);
        };
    }
}
