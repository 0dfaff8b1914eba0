package org.gradus.report;

import java.util.List;
import org.gradus.recipe.Places;

/// What a report says of its own making; everything that differs when the same run is made again
/// stands here.
///
/// @param run the run's id
/// @param metric what the metric is called: `accuracy`, or `R²` for regression
/// @param command the command that makes this again
/// @param next the command to run next; empty for none
/// @param report the path of the HTML report; empty when none is written
/// @param made how it was made: data, seed, machine, time and cost, in order
/// @param places where the recipe's layers stand in the text that it was read from
public record ReportFacts(
        String run, String metric, String command, String next, String report, List<Fact> made, Places places) {
    public ReportFacts {
        made = List.copyOf(made);
    }

    /// Those of a recipe that was not read from text.
    public ReportFacts(String run, String metric, String command, String next, String report, List<Fact> made) {
        this(run, metric, command, next, report, made, Places.NONE);
    }

    /// One line of how a report was made.
    public record Fact(String what, String value) {}
}
