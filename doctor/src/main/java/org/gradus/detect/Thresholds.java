package org.gradus.detect;

/// The thresholds that several rules share. One that a single rule asks for stands in that rule's file.
public final class Thresholds {
    private Thresholds() {}

    /// What the first layer gets of the last hidden layer's signal where the signal is not the problem. In
    /// simulations networks that learn give it more than a tenth, and without normalisation none gives it ten
    /// times as much; with it, networks learn at 30.
    public static final double MIN_REACH = 0.1, MAX_REACH = 10;

    static boolean carries(double reach) {
        return reach > MIN_REACH && reach < MAX_REACH;
    }

    /// The slope factor below which a layer counts as saturated (simulated; the cure is at 0.3).
    static final double SATURATED = 0.2;

    /// A gain √fan-in × rms(W) from which on weights are large: it is 1 to 1.4 where they are drawn by the usual
    /// rules.
    static final double LARGE_WEIGHTS = 4;

    /// A step that changes a weight by half its size is no descent.
    static final double VIOLENT = 0.5;

    /// The share of the constant predictor's loss that a training in progress still sheds.
    public static final double FALLING = 0.02;

    /// The part of itself by which a loss falls in the last quarter of the steps, below which it has come to rest.
    static final double RESTS = 0.005;

    /// The error left, relative to guessing, up to which a network does well enough to be left in peace.
    static final double POOR = 0.12;

    /// The error left, relative to guessing, below which nothing is left to learn.
    public static final double FITTED = 0.05;

    /// The error left, relative to guessing, above which nothing was learned.
    public static final double NOTHING_LEARNED = 0.9;

    /// The last steps, over which a statistic is averaged to say how it is at the end.
    static final int LAST = 20;

    /// The last steps over which the size of the steps is averaged, which scatters more.
    static final int LAST_UPDATES = 50;
}
