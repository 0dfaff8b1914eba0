package org.gradus.run;

/// A program that prints which loops were chosen in its JVM.
final class HardwareProbe {
    private HardwareProbe() {}

    public static void main(String[] args) {
        System.out.print(Hardware.LANES.name());
    }
}
