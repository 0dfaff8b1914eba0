package org.gradus.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.gradus.graph.op.*;
import org.gradus.tensor.Shape;
import org.gradus.tensor.ShapeException;
import org.gradus.tensor.Tensor;

/// A node of a computational graph: an operation applied to other expressions. Nothing is computed yet.
///
/// Expressions are immutable and compared by identity: the same expression used twice is computed once, and
/// is differentiated as a shared value. A layer, a gradient, an optimizer's update and a measurement are all
/// expressions.
public final class Expr {
    private final Op op;
    private final List<Expr> inputs;
    private final Shape shape;
    private final Kind kind;
    private final String name;
    private final Site site;

    private Expr(Op op, List<Expr> inputs, String name, Site site) {
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.name = name;
        this.site = site;
        try {
            this.shape = op.infer(this.inputs.stream().map(Expr::shape).toList());
            this.kind = op.kind(this.inputs.stream().map(Expr::kind).toList());
        } catch (ShapeException e) {
            throw new ShapeException(explain(String.valueOf(e.getMessage())));
        }
    }

    /// An operation applied to inputs.
    ///
    /// @throws ShapeException when the shapes do not fit; the message names the operation, the shapes and the
    ///     lines at which it was applied and its inputs were made
    public static Expr of(Op op, Expr... inputs) {
        return new Expr(op, List.of(inputs), "", Site.here());
    }

    /// A named leaf of real numbers, whose value is given when the graph runs.
    public static Expr input(String name, Shape shape) {
        return of(new Input(shape, Kind.REAL, Input.Role.DATA)).named(name);
    }

    /// A named leaf of integers, whose value is given when the graph runs.
    public static Expr ints(String name, Shape shape) {
        return of(new Input(shape, Kind.INT, Input.Role.DATA)).named(name);
    }

    /// A named leaf that training adjusts.
    public static Expr parameter(String name, Shape shape) {
        return of(new Input(shape, Kind.REAL, Input.Role.PARAMETER)).named(name);
    }

    /// A named leaf that a step replaces without being differentiated: an optimizer's slot, a running
    /// statistic, a counter, a random key.
    public static Expr state(String name, Shape shape, Kind kind) {
        return of(new Input(shape, kind, Input.Role.STATE)).named(name);
    }

    /// A leaf whose value is known now.
    public static Expr constant(Tensor value) {
        return of(new Constant(value));
    }

    /// A single number known now.
    public static Expr constant(double value) {
        return constant(Tensor.scalar(value));
    }

    /// The same node under a name, as a new expression.
    public Expr named(String name) {
        return new Expr(op, inputs, name, site);
    }

    /// The same operation, name and place on other inputs; how a pass rebuilds a graph.
    public Expr with(List<Expr> inputs) {
        return new Expr(op, inputs, name, site);
    }

    /// What is done to the inputs.
    public Op op() {
        return op;
    }

    /// What the operation is applied to, in order; a leaf has none.
    public List<Expr> inputs() {
        return inputs;
    }

    /// One input.
    public Expr input(int index) {
        return inputs.get(index);
    }

    /// The shape of the value.
    public Shape shape() {
        return shape;
    }

    /// Whether the elements are real numbers or integers.
    public Kind kind() {
        return kind;
    }

    /// The name it was given, or the empty string.
    public String name() {
        return name;
    }

    /// The line of the user's program that made it.
    public Site site() {
        return site;
    }

    // Arithmetic; operands broadcast.

    /// this + other.
    public Expr plus(Expr other) {
        return of(new Add(), this, other);
    }

    /// this + other.
    public Expr plus(double other) {
        return plus(constant(other));
    }

    /// this - other.
    public Expr minus(Expr other) {
        return of(new Subtract(), this, other);
    }

    /// this × other, element by element.
    public Expr times(Expr other) {
        return of(new Multiply(), this, other);
    }

    /// this × other.
    public Expr times(double other) {
        return times(constant(other));
    }

    /// this / other, element by element.
    public Expr dividedBy(Expr other) {
        return of(new Divide(), this, other);
    }

    /// -this.
    public Expr negate() {
        return of(new Negate(), this);
    }

    /// this × this.
    public Expr square() {
        return times(this);
    }

    /// The matrix product `[m, k] × [k, n] → [m, n]`.
    public Expr matmul(Expr other) {
        return of(new MatMul(false, false), this, other);
    }

    // Elementwise functions.

    /// The magnitude.
    public Expr abs() {
        return of(new Abs(), this);
    }

    /// e to the power of this.
    public Expr exp() {
        return of(new Exp(), this);
    }

    /// The natural logarithm.
    public Expr log() {
        return of(new Log(), this);
    }

    /// The square root.
    public Expr sqrt() {
        return of(new Sqrt(), this);
    }

    /// This to the power of another, element by element; see [Power].
    public Expr power(Expr exponent) {
        return of(new Power(), this, exponent);
    }

    /// This to a power.
    public Expr power(double exponent) {
        return power(constant(exponent));
    }

    /// The sine of an angle in radians.
    public Expr sin() {
        return of(new Sin(), this);
    }

    /// The cosine of an angle in radians.
    public Expr cos() {
        return of(new Cos(), this);
    }

    /// The angle of the point (x, this) from the x-axis, from -π to π.
    public Expr atan2(Expr x) {
        return of(new Atan2(), this, x);
    }

    /// The error function.
    public Expr erf() {
        return of(new Erf(), this);
    }

    /// The hyperbolic tangent.
    public Expr tanh() {
        return of(new Tanh(), this);
    }

    /// The logistic function 1 / (1 + exp(-this)).
    public Expr sigmoid() {
        return of(new Sigmoid(), this);
    }

    /// The larger of this and 0.
    public Expr relu() {
        return of(new Relu(), this);
    }

    /// ln(1 + exp(this)).
    public Expr softplus() {
        return of(new Softplus(), this);
    }

    /// 1 where this exceeds the other, else 0; without gradient.
    public Expr greaterThan(Expr other) {
        return of(new Greater(), this, other);
    }

    /// 1 where this exceeds the number, else 0; without gradient.
    public Expr greaterThan(double other) {
        return greaterThan(constant(other));
    }

    /// Where this mask is not 0, the first value, elsewhere the second.
    public Expr select(Expr then, Expr otherwise) {
        return of(new Select(), this, then, otherwise);
    }

    // Reductions.

    /// The sum of all elements, a scalar.
    public Expr sum() {
        return of(new Sum(shape.axes(), false), this);
    }

    /// The sum along some axes, which stay with size 1.
    public Expr sum(int... axes) {
        return of(new Sum(axes(axes), true), this);
    }

    /// The mean of all elements, a scalar.
    public Expr mean() {
        return sum().times(1.0 / shape.size());
    }

    /// The mean along some axes, which stay with size 1.
    public Expr mean(int... axes) {
        Expr sum = sum(axes);
        return sum.times((double) sum.shape.size() / shape.size());
    }

    /// The largest of all elements, a scalar.
    public Expr max() {
        return of(new Max(shape.axes(), false), this);
    }

    /// The largest along some axes, which stay with size 1.
    public Expr max(int... axes) {
        return of(new Max(axes(axes), true), this);
    }

    /// The sum over the axes along which `target` is narrower: what turns the cotangent of a broadcast value
    /// into the cotangent of the value.
    public Expr sumTo(Shape target) {
        if (shape.equals(target)) return this;
        int extra = shape.rank() - target.rank();
        List<Integer> axes = IntStream.range(0, shape.rank())
                .filter(a -> a < extra || target.dim(a - extra) != shape.dim(a))
                .boxed()
                .toList();
        return of(new Sum(axes, true), this).reshape(target);
    }

    // Structure.

    /// The same elements, in row-major order, under another shape.
    public Expr reshape(Shape target) {
        return shape.equals(target) ? this : of(new Reshape(target), this);
    }

    /// The matrix with rows and columns exchanged; for other ranks, the axes in reverse order.
    public Expr transpose() {
        return of(new Transpose(shape.axes().reversed()), this);
    }

    /// This stretched to a larger shape by repeating it along dimensions of size 1.
    public Expr broadcastTo(Shape target) {
        return shape.equals(target) ? this : of(new Broadcast(target), this);
    }

    /// Integers as real numbers; a real expression is returned as it is.
    public Expr toReal() {
        return kind == Kind.REAL ? this : of(new ToReal(), this);
    }

    /// Axes counted from the first, in order; one that does not exist is left for the operation to refuse.
    private List<Integer> axes(int... axes) {
        return IntStream.of(axes)
                .map(a -> a < 0 && a >= -shape.rank() ? a + shape.rank() : a)
                .sorted()
                .distinct()
                .boxed()
                .toList();
    }

    private String explain(String what) {
        StringBuilder text = new StringBuilder(op.name()).append(": ").append(what);
        for (int i = 0; i < inputs.size(); i++) {
            Expr x = inputs.get(i);
            text.append("\n  %-7s %-13s %s, made at %s"
                    .formatted(op.role(i), x.name.isEmpty() ? x.shape : x.name, x.op.what(), x.site));
        }
        return text.append("\n  applied at ").append(site).toString();
    }

    /// The operation, the shape and the name, such as `MatMul [64, 10] logits`.
    @Override
    public String toString() {
        return op.name() + " " + shape + (name.isEmpty() ? "" : " " + name);
    }
}
