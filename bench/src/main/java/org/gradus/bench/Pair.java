package org.gradus.bench;

/// Two builds timed one right after the other, on the same network and threads.
///
/// @param round from 1
/// @param before the older build's steps
/// @param after the newer build's steps
public record Pair(Setting setting, String network, int threads, int round, Printed.Timed before, Printed.Timed after) {
    /// What must be the same in all that is compared.
    ///
    /// @param older the older build's name
    /// @param newer the newer build's name
    /// @param seconds how long each kind of step is timed
    public record Setting(String older, String newer, double seconds, String machine) {}

    /// Whether it is about a network on some threads.
    boolean isOf(String otherNetwork, int otherThreads) {
        return network.equals(otherNetwork) && threads == otherThreads;
    }
}
