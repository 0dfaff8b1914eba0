package org.gradus.report;

import java.util.List;

/// What a report says of its own making; everything that differs when the same run is made again stands here.
///
/// @param run the run's id
/// @param metric what the metric is called: `accuracy`, or `R²` for regression
/// @param command the command that makes this again
/// @param next the command to run next; empty for none
/// @param report the path of the HTML report; empty when none is written
/// @param made how it was made: data, seed, machine, time and cost, in order
public record ReportFacts(String run, String metric, String command, String next, String report, List<Fact> made) {
    public ReportFacts {
        made = List.copyOf(made);
    }

    /// One line of how a report was made.
    public record Fact(String what, String value) {}
}
