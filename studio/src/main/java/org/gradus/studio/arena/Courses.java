package org.gradus.studio.arena;

import java.util.List;
import java.util.Map;
import org.gradus.draw.Picture;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.StationaryPoints;
import org.gradus.geometry.Surface;
import org.gradus.geometry.Walk;
import org.gradus.studio.web.Request;

/// Walks of optimizers for pages that show one in a text: the same walks and the same picture as on the page of
/// optimizers, from the same words of an address.
public final class Courses {
    private final Arena.Kept<List<StationaryPoint>> points = new Arena.Kept<>();
    private final Arena.Kept<Race> races = new Arena.Kept<>();

    /// Nothing is computed yet.
    public Courses() {}

    /// What one address says.
    ///
    /// @param surface what is walked on
    /// @param points its stationary points
    /// @param runs one for each optimizer, in the order of the address
    /// @param picture all of them at the step of the address; its anchor is `map`
    public record Course(Surface surface, List<StationaryPoint> points, List<Run> runs, Picture picture) {
        public Course {
            points = List.copyOf(points);
            runs = List.copyOf(runs);
        }
    }

    /// One optimizer.
    ///
    /// @param name as in the address
    /// @param swatch a piece of its line with its sign, as markup
    /// @param end how it ended
    public record Run(String name, String swatch, Walk walk, Walk.End end) {}

    /// The walks of an address of the page of optimizers.
    ///
    /// @param query names and values, as `/optim` has them behind its `?`
    /// @param title of the picture
    /// @throws org.gradus.name.InputException when a value makes no sense
    public Course of(Map<String, String> query, String title) {
        Setup setup = Setup.of(new Request("GET", "/optim", Map.of(), query, ""));
        List<StationaryPoint> found = points.of(setup.ground(), () -> StationaryPoints.of(setup.surface()));
        Race race = races.of(setup.key(), () -> Race.of(setup, found));
        List<Run> runs = race.runs().stream()
                .map(run -> new Run(
                        run.name(), Looks.swatch("look-" + run.name(), run.look(), run.name()), run.walk(), run.end()))
                .toList();
        return new Course(setup.surface(), found, runs, new RaceMap(race, setup.step()).picture("map", title));
    }
}
