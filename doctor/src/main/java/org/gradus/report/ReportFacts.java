package org.gradus.report;

import java.util.List;
import org.gradus.recipe.Places;
import org.gradus.story.Story;

/// What a report says of its own making; everything that differs when the same run is made again
/// stands here.
///
/// @param run the run's id
/// @param command the command that makes this again
/// @param report the path of the HTML report; empty when none is written
/// @param made how it was made: data, seed, machine, time and cost, in order
/// @param places where the recipe's layers stand in the text that it was read from
public record ReportFacts(String run, String command, String report, List<Story.Fact> made, Places places) {
    public ReportFacts {
        made = List.copyOf(made);
    }
}
