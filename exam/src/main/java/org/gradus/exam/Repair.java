package org.gradus.exam;

/// How a sick network fared in the doctor's hands and by chance, beside the sound network that it
/// was made from.
///
/// The metric is accuracy, or R², on held-out samples at the end of a full training, averaged over
/// seeds; the least there is when some training came to a number that is not finite.
///
/// @param world what kind of data it is trained on
/// @param planted the planted cause
/// @param number draws the network again
/// @param after what the doctor said after its trials
/// @param sound the metric of the sound network; infinitely small where no recipe can reach it,
///     since the fault is in the samples, or where the sound network breaks down with some seed
/// @param sick that of the sick one
/// @param named the cause that the doctor named first; `none` when it found nothing
/// @param remedy what the doctor changed; `none` without an accepted cure
/// @param doctor the metric after that
/// @param chance what random search changed; `none` when it found nothing better
/// @param random the metric after that
/// @param doctorRepaired whether the doctor's cure comes near the sound network
/// @param randomRepaired whether that of random search does
/// @param budget training steps of the doctor's trials, which random search had as well
/// @param refuted whether every remedy for the cause that was named failed
/// @param shams how many shams were trained
/// @param shamsPassed how many of them gained on their control what a cure has to gain
/// @param seconds what all of it took
public record Repair(
        World world,
        Family family,
        String planted,
        String kind,
        long number,
        Said after,
        double sound,
        double sick,
        String named,
        String remedy,
        double doctor,
        String chance,
        double random,
        boolean doctorRepaired,
        boolean randomRepaired,
        long budget,
        boolean refuted,
        int shams,
        int shamsPassed,
        double seconds) {
    String key() {
        return Result.key(world, family, planted, kind, number);
    }

    /// Whether there is a metric to come near to.
    boolean hasGoal() {
        return Double.isFinite(sound);
    }
}
