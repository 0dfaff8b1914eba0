package org.gradus.speed;

/// What a training step takes at least, in microseconds, if its parts run one after the other at the machine's limits.
///
/// - *products*: the floating-point operations of all matrix products, at the rate of multiply-adds in registers;
/// - *elements*: for each hidden activation, the function (tanh at its measured cost; ReLU by moving 8 bytes) and its
///   derivative (moving 12 bytes), and one exponential for each output of a softmax;
/// - *update*: for each weight, 12 bytes for SGD, 20 with momentum, 28 for Adam: weight, gradient
///   and slots are read, and all but the gradient written.
///
/// Bytes move at the bandwidth of data that do not fit in the second cache. An engine that keeps activations closer, or
/// makes them while it still has the products in registers, can gain on *elements*; nothing can gain on *products*.
public record Floor(double products, double elements, double update) {
    public double total() {
        return products + elements + update;
    }
}
