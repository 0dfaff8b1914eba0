package org.gradus.forecast;

/// The place where a dense layer's backward signal δ = ∂L/∂(its linear output) is measured.
///
/// @param pass the layer there
/// @param block index of its block
/// @param spread variance of the log-power of the signal that enters the block
/// @param enter the piece from the block's input to the tap, from which the gain below a tap is counted
/// @param leave the piece from the tap to the block's output, counted from the power of the block's input
record Tap(DensePass pass, int block, double spread, Link enter, Link leave) {}
