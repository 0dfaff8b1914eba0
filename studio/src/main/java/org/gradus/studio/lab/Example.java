package org.gradus.studio.lab;

import java.util.List;
import org.gradus.studio.web.Request;

/// An expression to begin with.
///
/// @param name in a few words
/// @param shows what is to be seen in it
/// @param expression the text
/// @param values of its inputs, as in an address: `x=-2&y=5`
record Example(String name, String shows, String expression, String values) {
    /// All of them; the first is what the lab opens with.
    static final List<Example> ALL = List.of(
            new Example("(x + y) × z", "what a sum and a product hand back", "(x+y)*z", "x=-2&y=5&z=-4"),
            new Example(
                    "Sigmoid neuron",
                    "a neuron with two inputs",
                    "f = sigmoid(w0*x0 + w1*x1 + w2)",
                    "w0=2&x0=-1&w1=-3&x1=-2&w2=-3"),
            new Example("x × x", "a value that is used twice: its gradients add up", "x*x", "x=3"),
            new Example("ReLU that is off", "an exact 0", "relu(x)", "x=-1"),
            new Example(
                    "Eight sigmoids",
                    "a gradient that vanishes, step by step",
                    "sigmoid(".repeat(8) + "w*x" + ")".repeat(8),
                    "w=1.5&x=1"),
            new Example(
                    "Squared error",
                    "one unit and its loss",
                    "p = tanh(w*x + b); loss = (p - t)^2",
                    "w=0.5&x=1.5&b=-0.2&t=1"),
            new Example(
                    "Softmax",
                    "the cross-entropy of three classes, of which the first is right",
                    "s = exp(a) + exp(b) + exp(c); loss = -log(exp(a) / s)",
                    "a=1&b=2&c=-1"),
            new Example(
                    "micrograd’s example",
                    "many uses of few values",
                    "c = a + b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a); d += d*2 + relu(b + a);"
                            + " d += 3*d + relu(b - a); e = c - d; f = e**2; g = f/2.0; g += 10.0/f",
                    "a=-4&b=2"));

    /// Where the lab shows it.
    String href() {
        return "/graph?expr=" + Request.encoded(expression) + "&" + values;
    }
}
