package org.gradus.run;

import org.gradus.kernel.Lanes;
import org.gradus.kernel.PlainLanes;
import org.gradus.kernel.WarmingLanes;
import org.gradus.kernel.vector.VectorLanes;

/// The loops that suit this machine, chosen once.
final class Hardware {
    static final Lanes LANES = choose();

    private Hardware() {}

    private static Lanes choose() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (vectors && VectorLanes.fits()) return new WarmingLanes(new VectorLanes());
        System.getLogger("org.gradus")
                .log(
                        System.Logger.Level.INFO,
                        vectors
                                ? "the vectors of this processor are of no use here: running plain loops"
                                : "running plain loops: start java with --add-modules jdk.incubator.vector for speed");
        return new PlainLanes();
    }
}
