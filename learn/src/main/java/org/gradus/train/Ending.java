package org.gradus.train;

/// How a training ended that might have stopped early.
///
/// @param early whether it stopped before its last epoch
/// @param epoch the last epoch made
/// @param epochs how many the recipe asks for
/// @param best the epoch whose weights are kept
/// @param value what validation measured after it; NaN when it never measured a number, and then the last weights
///     are kept
public record Ending(boolean early, int epoch, int epochs, int best, double value) {
    /// The ending in a line.
    public String sentence() {
        String ended =
                early ? "stopped after epoch " + epoch + " of " + epochs : "trained for all " + epochs + " epochs";
        return ended
                + (Double.isNaN(value)
                        ? "; validation never measured a number"
                        : "; best was epoch " + best + ", whose weights are kept");
    }
}
