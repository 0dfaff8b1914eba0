package org.gradus.data;

import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// Rows as a source found or made them, before they are split and rescaled.
///
/// @param name what the data is called on screen and in errors
/// @param inputs `[n, …the shape of a sample]`, any element type
/// @param targets class numbers, `i32 [n]`; quantities, or answers 0 and 1, `f32` or `f64 [n, outputs]`
/// @param task what is to be told from the inputs
/// @param encoding what columns and answers are called
public record Table(String name, Tensor inputs, Tensor targets, Task task, Encoding encoding) {
    /// Rows whose columns and answers have no names.
    public Table(String name, Tensor inputs, Tensor targets, Task task) {
        this(name, inputs, targets, task, Encoding.NONE);
    }

    /// The number of rows.
    public int rows() {
        return inputs.shape().dim(0);
    }

    /// How many numbers the inputs of each row are.
    public int features() {
        return inputs.shape().row().size();
    }

    Table take(int... rows) {
        return new Table(name, inputs.rows(rows), targets.rows(rows), task, encoding);
    }

    /// The rows as samples, with other inputs in place of these.
    Samples samples(float[] rescaled) {
        Tensor f32 = Tensor.of(inputs.shape(), rescaled);
        return new Samples(f32, targets.element() == Element.I32 ? targets : targets.as(Element.F32));
    }
}
