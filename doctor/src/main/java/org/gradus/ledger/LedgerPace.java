package org.gradus.ledger;

import org.gradus.train.Trainer;

/// At which steps of a training ledgers are taken: so that all of them stay within a share of its
/// work, and yet enough of them where that is little anyway.
///
/// It goes by counted [Work], not by the clock, so that the same training is measured at the same
/// steps on any machine. One before the first step and one after the last are always taken.
///
/// @param every one ledger in so many steps
public record LedgerPace(long every) {
    /// The share of a training's work that ledgers may take.
    public static final double SHARE = 0.03;

    /// Ledgers after the one before the first step, where nothing speaks against it.
    public static final int USUAL = 8;

    /// The work up to which a training is brief, and the price of its ledgers no matter: some
    /// seconds on one thread.
    static final long BRIEF = 40_000_000_000L;

    /// How much longer a ledger's work takes than as much of a step's: its batch is small.
    /// Measured with batches of 128 on two cores: 1.63 for two ReLU layers of 512, 1.64 for 50
    /// tanh layers of 256, 1.21 for 12 of 64.
    static final double SLOWER = 1.7;

    /// @param ledger the work of one ledger
    /// @param step the work of one step
    /// @param steps how many will be made
    public static LedgerPace of(long ledger, long step, long steps) {
        double work = (double) step * steps;
        if (work <= BRIEF) return new LedgerPace(Math.max(1, steps / USUAL));
        long affordable = (long) (SHARE * work / (SLOWER * ledger));
        // the first ledger begins the first stretch, and each other ends one
        long stretches = Math.clamp(affordable - 1, 1, USUAL);
        return new LedgerPace(Math.ceilDiv(steps, stretches));
    }

    /// The pace of a probe beside a training.
    ///
    /// @param steps how many will be made
    public static LedgerPace of(LedgerProbe probe, Trainer trainer, long steps) {
        return of(probe.work(), Work.of(trainer.session().plan().graph()), steps);
    }

    /// Whether a ledger is due after some steps.
    public boolean due(long steps) {
        return steps % every == 0;
    }
}
