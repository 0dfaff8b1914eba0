package org.gradus.ledger;

import org.gradus.train.Trainer;

/// How often a ledger may be taken: so that all of them stay within a share of the training's work.
///
/// It goes by counted [Work], not by the clock, so that the same training is measured at the same steps on any
/// machine.
///
/// @param every one ledger in so many steps
public record LedgerPace(int every) {
    /// The share of a training's work that ledgers may take.
    public static final double SHARE = 0.03;

    /// How much longer a ledger's work takes than as much of a step's: its batch is small. Measured with batches of 128
    /// on two cores: 1.63 for two ReLU layers of 512, 1.64 for 50 tanh layers of 256, 1.21 for 12 of 64.
    static final double SLOWER = 1.7;

    /// @param ledger the work of one ledger
    /// @param step the work of one step
    public static LedgerPace of(long ledger, long step) {
        double steps = Math.ceil(SLOWER * ledger / (SHARE * step));
        return new LedgerPace((int) Math.clamp(steps, 1, Integer.MAX_VALUE));
    }

    /// The pace of a probe beside a training.
    public static LedgerPace of(LedgerProbe probe, Trainer trainer) {
        return of(probe.work(), Work.of(trainer.session().plan().graph()));
    }

    /// Whether a ledger is due after some steps.
    public boolean due(int steps) {
        return steps % every == 0;
    }
}
