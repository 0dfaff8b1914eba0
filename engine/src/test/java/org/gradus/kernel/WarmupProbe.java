package org.gradus.kernel;

import java.util.List;
import org.gradus.kernel.vector.VectorLanes;

/// A program that works with warming lanes for some seconds and prints `fast` when they became fast, else `plain`;
/// `wrong` if the bits of the twins differed on the way.
final class WarmupProbe {
    private static final LoopBody BODY = new LoopBody(
            List.of(LoopBody.Reach.FULL, LoopBody.Reach.ROW),
            List.of(new LoopBody.Step(Elementwise.ADD, List.of(0, 1)), new LoopBody.Step(Elementwise.TANH, List.of(2))),
            List.of(3),
            List.of(),
            List.of(3));
    private static final Patches PATCHES = Patches.of(org.gradus.tensor.Shape.of(4, 32));

    private WarmupProbe() {}

    /// @param args how many seconds to wait at most
    public static void main(String[] args) throws InterruptedException {
        System.out.print(run(Long.parseLong(args[0])));
    }

    static String run(long seconds) throws InterruptedException {
        Lanes plain = new PlainLanes();
        WarmingLanes lanes = new WarmingLanes(new VectorLanes());
        Loop loop = lanes.loop(BODY).orElseThrow();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        boolean fast = false, same = true;
        while (!fast && System.nanoTime() < end) {
            fast = loop.ready(PATCHES) && lanes.warm();
            same &= LanesDigest.product(lanes) == LanesDigest.product(plain);
            Thread.sleep(20);
        }
        return !same ? "wrong" : loop.ready(PATCHES) ? "fast" : "plain";
    }
}
