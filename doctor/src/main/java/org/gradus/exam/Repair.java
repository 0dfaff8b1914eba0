package org.gradus.exam;

/// How a sick network fared in the doctor's hands and by chance, beside the sound network that it
/// was made from.
///
/// The metric is accuracy, or R², on held-out samples at the end of a full training, averaged over
/// seeds; the least there is when some training came to a number that is not finite.
///
/// @param planted the planted cause
/// @param number draws the network again
/// @param sound the metric of the sound network
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
public record Repair(
        Family family,
        String planted,
        String kind,
        long number,
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
        int shamsPassed) {
    String key() {
        return Result.key(World.CLEAN, family, planted, kind, number);
    }
}
