package org.gradus.data;

import org.gradus.name.Setting;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// Inputs and their targets, row by row; there may be 0 rows.
///
/// @param inputs `f32 [n, features]`
/// @param targets class numbers, `i32 [n]`; quantities, or answers 0 and 1, `f32 [n, outputs]`
public record Samples(Tensor inputs, Tensor targets) {
    public Samples {
        if (inputs.element() != Element.F32 || inputs.shape().rank() != 2) {
            throw Setting.wrong("inputs", "f32 [n, features]", describe(inputs));
        }
        boolean fits = switch (targets.element()) {
            case I32 -> targets.shape().rank() == 1;
            case F32 -> targets.shape().rank() == 2;
            case F64 -> false;
        };
        if (!fits) throw Setting.wrong("targets", "i32 [n] or f32 [n, outputs]", describe(targets));
        if (targets.shape().dim(0) != inputs.shape().dim(0)) {
            throw Setting.wrong("targets", inputs.shape().dim(0) + " rows, as many as inputs", describe(targets));
        }
    }

    private static String describe(Tensor tensor) {
        return tensor.element() + " " + tensor.shape();
    }

    /// The number of samples.
    public int count() {
        return inputs.shape().dim(0);
    }

    /// The number of inputs of each sample.
    public int features() {
        return inputs.shape().dim(1);
    }

    /// Some of the samples, in the given order.
    public Samples rows(int... rows) {
        return new Samples(inputs.rows(rows), targets.rows(rows));
    }
}
