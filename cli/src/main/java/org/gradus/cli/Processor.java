package org.gradus.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What the processor lacks that training lives on.
final class Processor {
    private Processor() {}

    /// Whether it multiplies and adds in one instruction, as far as the JVM says.
    static boolean fuses() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (vm == null) return true;
        try {
            return Boolean.parseBoolean(vm.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException _) {
            // a JVM that does not say
            return true;
        }
    }

    /// Why training will be slow, if it will.
    static Optional<String> slow() {
        return fuses()
                ? Optional.empty()
                : Optional.of("this processor has no fused multiply-add (FMA), which Java then computes in decimal"
                        + " digits: training takes tens of times as long as on one that has");
    }
}
