package org.gradus.studio.arena;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradus.geometry.Descent;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.StationaryPoint;
import org.gradus.runs.Json;

/// All numbers of a race, for programs: a list `path` has the place before the first step and after each.
final class RaceJson {
    private RaceJson() {}

    static String of(Race race, Setup setup) {
        return Json.write(Json.object(
                "function", race.surface().name(),
                "coordinates", race.surface().coordinates(),
                "start", setup.start(),
                "steps", setup.steps(),
                "step", setup.step(),
                "best", race.best(),
                "points", race.points().stream().map(RaceJson::point).toList(),
                "walks", race.runs().stream().map(RaceJson::run).toList()));
    }

    private static Map<String, Object> point(StationaryPoint p) {
        return Json.object(
                "name", p.name(),
                "kind", p.kind().words(),
                "at", p.at(),
                "value", p.value(),
                "eigenvalues", p.eigenvalues());
    }

    private static Map<String, Object> run(Race.Run run) {
        List<Descent.Iterate> iterates = run.walk().iterates();
        return Json.object(
                "optimizer", run.name(),
                "rate", run.walk().optimizer().rate(),
                "settings", OptimizerList.settings(run.walk().optimizer()),
                "ending", run.end().kind().name().toLowerCase(Locale.ROOT),
                "point", run.end().point(),
                "step", run.end().step(),
                "words", run.words(),
                "steps", run.walk().steps(),
                "path", iterates.stream().map(it -> Race.numbers(it.weights())).toList(),
                "costs", iterates.stream().map(Descent.Iterate::cost).toList(),
                "gradients",
                        iterates.stream().map(it -> Race.numbers(it.gradient())).toList(),
                "updates",
                        iterates.stream().map(it -> Race.numbers(it.update())).toList(),
                "momentum", run.memories().stream().map(Race.Memory::momentum).toList(),
                "root", run.memories().stream().map(Race.Memory::root).toList(),
                "rates", run.memories().stream().map(Race.Memory::rate).toList());
    }
}
