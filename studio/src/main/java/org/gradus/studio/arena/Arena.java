package org.gradus.studio.arena;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.gradus.draw.Markup;
import org.gradus.geometry.Basins;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.StationaryPoints;
import org.gradus.geometry.Walk;
import org.gradus.optim.Optimizer;
import org.gradus.runs.Json;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.studio.web.Routes;

/// The page `/optim`: optimizers beside each other on a surface.
///
/// The address holds all of its state: `f` the surface or an expression, `condition` and `depth` of those that have
/// them, `box` of an expression, `at` the start, `opt` the optimizers with rates and settings, `rates` and `rate` for
/// one rate for all, `n` the steps, `t` the step that is shown, `sigma` and `seed` of the noise, `basins` for the maps
/// of basins.
public final class Arena {
    private static final int KEPT = 16;

    /// The rates that "tune each" tries.
    private static final double[] RATES = {1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3};

    private final Kept<List<StationaryPoint>> points = new Kept<>();
    private final Kept<Race> races = new Kept<>();
    private final Kept<Basins> basins = new Kept<>();

    private Arena() {}

    /// The last few results.
    static final class Kept<T> {
        private final Map<String, T> results = new LinkedHashMap<>();

        synchronized T of(String key, Supplier<T> make) {
            T result = Optional.ofNullable(results.remove(key)).orElseGet(make);
            results.put(key, result);
            if (results.size() > KEPT)
                results.remove(results.keySet().iterator().next());
            return result;
        }
    }

    /// Adds the page, its parts and what its script asks for.
    public static void routes(Routes routes) {
        Arena arena = new Arena();
        routes.get("/optim", arena::page)
                .get("/part/optim/map", request -> Answer.html(arena.part(request, arena::map)))
                .get("/part/optim/more", request -> Answer.html(arena.part(request, arena::more)))
                .get(
                        "/part/optim/basins",
                        request -> Answer.html(arena.part(request, setup -> arena.basins(request, setup))))
                .get("/api/walks", arena::walks)
                .get("/api/rates", arena::rates);
    }

    private Race race(Setup setup) {
        List<StationaryPoint> found = points.of(setup.ground(), () -> StationaryPoints.of(setup.surface()));
        return races.of(setup.key(), () -> Race.of(setup, found));
    }

    /// Something made of the address, or what is wrong with it.
    private static <T> T read(Request request, Function<Setup, T> made, Function<String, T> wrong) {
        try {
            return made.apply(Setup.of(request));
        } catch (Refused | IllegalArgumentException e) {
            return wrong.apply(Optional.ofNullable(e.getMessage()).orElse("this cannot be drawn"));
        }
    }

    private Answer page(Request request) {
        Markup out = new Markup();
        out.element("h1", "Optimizers on a surface");
        out.open("div", "class", "arena").open("div", "class", "stage");
        part(out, "/part/optim/map", part(request, this::map));
        out.raw(ArenaForm.player(request)).close();
        out.raw(ArenaForm.form(request)).close();
        part(out, "/part/optim/more", part(request, this::more));
        // these take longest, and the script asks for them
        part(out, "/part/optim/basins", "");
        return Page.of("Optimizers", "/optim").with("arena.js").around(out.toString());
    }

    private static void part(Markup out, String address, String content) {
        out.open("div", "data-part", address, "data-query", "1").raw(content).close();
    }

    private String part(Request request, Function<Setup, String> made) {
        return read(
                request,
                made,
                why -> new Markup()
                        .element("p", why, "class", "refused", "role", "alert")
                        .toString());
    }

    private String map(Setup setup) {
        String title = setup.surface().name().replace('_', ' ');
        return new RaceMap(race(setup), setup.step()).picture("map", title).toHtml();
    }

    private String more(Setup setup) {
        Race race = race(setup);
        Markup out = new Markup();
        out.element("h2", "Where each ended").raw(RaceTables.ends(race));
        out.open("div", "class", "pair");
        out.raw(RacePlot.loss(race, setup).picture("loss", "Loss − best").toHtml());
        out.raw(RacePlot.slope(race, setup)
                .picture("gradient", "Length of the gradient")
                .toHtml());
        out.close();
        out.open("h2").text("What each remembers at step ");
        out.element("output", String.valueOf(setup.step()), "class", "now").close();
        out.raw(RaceTables.state(race, setup.step()));
        out.element(
                "p",
                "The arrow is the momentum, the area of the square is √v, each relative to its largest value on the way."
                        + " The effective rate is how far a step moves for each unit of the momentum, or of the"
                        + " gradient where there is none.",
                "class",
                "soft aside");
        out.element("h2", "Stationary points").raw(RaceTables.points(race));
        return out.toString();
    }

    private String basins(Request request, Setup setup) {
        if (!request.value("basins").equals("1") || setup.surface().dimensions() != 2) return "";
        Race race = race(setup);
        List<Basins> maps = setup.optimizers().stream()
                .map(o -> basins.of(setup.key(o), () -> BasinMaps.of(setup, race.points(), o)))
                .toList();
        return new Markup()
                .element("h2", "Basins: which start leads where")
                .raw(new BasinMaps(race, setup, maps).toHtml())
                .toString();
    }

    private Answer walks(Request request) {
        return read(request, setup -> Answer.json(RaceJson.of(race(setup), setup)), why -> {
            throw Refused.bad(why);
        });
    }

    /// The best rate of each optimizer, by its loss after all steps.
    private Answer rates(Request request) {
        return read(request, setup -> Answer.json(Json.write(Json.object("opt", tuned(setup)))), why -> {
            throw Refused.bad(why);
        });
    }

    private static String tuned(Setup setup) {
        List<Optimizer> tuned = new ArrayList<>();
        for (Optimizer optimizer : setup.own()) {
            tuned.add(DoubleStream.of(RATES)
                    .mapToObj(optimizer::withRate)
                    .min(Comparator.comparingDouble(o -> last(setup, o)))
                    .orElse(optimizer));
        }
        return OptimizerList.write(tuned);
    }

    private static double last(Setup setup, Optimizer optimizer) {
        Walk walk = Walk.of(setup.surface(), optimizer, setup.start(), setup.steps(), setup.noise(), (_, _) -> {});
        Walk.Ending ending = walk.end(setup.surface(), List.of()).kind();
        return ending == Walk.Ending.DIVERGED || !walk.last().finite()
                ? Double.MAX_VALUE
                : walk.last().cost();
    }
}
