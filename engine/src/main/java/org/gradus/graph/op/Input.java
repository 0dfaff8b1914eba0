package org.gradus.graph.op;

import java.util.List;
import java.util.Locale;
import org.gradus.graph.Expr;
import org.gradus.graph.Kind;
import org.gradus.graph.Op;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// A leaf whose value is given when the graph runs.
public record Input(Shape shape, Kind kind, Role role) implements Op.BuiltIn {

    /// What a leaf is for.
    public enum Role {
        /// Fed anew for every run.
        DATA,
        /// Adjusted by training.
        PARAMETER,
        /// Replaced by a step without being differentiated.
        STATE
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return shape;
    }

    @Override
    public Kind kind(List<Kind> inputs) {
        return kind;
    }

    @Override
    public Tensor eval(List<Tensor> inputs) {
        throw new IllegalStateException("Input: a leaf has no value of its own");
    }

    @Override
    public void vjp(Expr y, Expr dy, Cotangents into) {
        // a leaf has no inputs
    }

    @Override
    public String what() {
        return role == Role.DATA ? "input" : role.name().toLowerCase(Locale.ROOT);
    }

    /// None: a leaf computes nothing.
    public static List<Example> examples() {
        return List.of();
    }
}
