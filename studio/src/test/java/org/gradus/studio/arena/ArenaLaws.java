package org.gradus.studio.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.Surface;
import org.gradus.geometry.Walk;
import org.gradus.name.Names;
import org.gradus.optim.Optimizer;
import org.gradus.runs.JsonReader;
import org.gradus.studio.Served;
import org.gradus.studio.web.Wire.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page of optimizers, as a browser gets it.
public class ArenaLaws extends Served {
    private static final String ALL =
            "sgd:0.01,momentum:0.01,nesterov:0.01,adagrad:0.1,rmsprop:0.01,adam:0.1," + "adamw:0.1,lion:0.03";

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// What an expression finds, group by group of its first match.
    private static String found(String page, String expression) {
        Matcher m = Pattern.compile(expression, Pattern.DOTALL).matcher(page);
        assertThat(m.find()).as(expression).isTrue();
        return m.group(1);
    }

    private static long count(String page, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(page).results().count();
    }

    /// What `/api/walks` says.
    public record Walks(List<Point> points, List<Steps> walks) {}

    /// A stationary point.
    public record Point(String name, List<Double> at) {}

    /// A walk, step by step.
    public record Steps(
            String optimizer,
            double rate,
            List<List<Double>> path,
            List<List<Double>> gradients,
            List<List<Double>> updates,
            List<List<Double>> momentum,
            List<List<Double>> rates) {}

    private Walks walks(String query) throws IOException {
        Reply reply = get("/api/walks?" + query);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return JsonReader.read(reply.body(), Walks.class, "walks");
    }

    @Test
    void himmelblauHasItsFourMinimaFourSaddlesAndOneMaximum() throws IOException {
        String page = get("/part/optim/more?f=himmelblau&opt=sgd:0.01").body();
        assertThat(count(page, "data-kind=\"global minimum\"")).isEqualTo(4);
        assertThat(count(page, "data-kind=\"saddle\"")).isEqualTo(4);
        assertThat(count(page, "data-kind=\"maximum\"")).isEqualTo(1);
        List<List<Double>> known = List.of(
                List.of(3.0, 2.0),
                List.of(-2.805118, 3.131313),
                List.of(-3.779310, -3.283186),
                List.of(3.584428, -1.848127));
        for (List<Double> at : known) {
            assertThat(walks("f=himmelblau&n=1").points()).as(at.toString()).anySatisfy(p -> {
                assertThat(p.at().get(0)).isCloseTo(at.get(0), within(1e-3));
                assertThat(p.at().get(1)).isCloseTo(at.get(1), within(1e-3));
            });
        }
    }

    @Test
    void onTheRidgeOfTheSaddleDescentIsReportedThere() throws IOException {
        String page =
                get("/part/optim/more?f=saddle&at=0.5,0&opt=sgd:0.1&n=200").body();
        assertThat(count(page, "data-kind=\"saddle\"")).isEqualTo(1);
        assertThat(page).doesNotContain("minimum\"").contains("stuck at saddle S1", "data-ending=\"stuck\"");
        assertThat(get("/part/optim/more?f=saddle&at=0.5,0&opt=sgd:0.1&n=200&sigma=0.1&seed=3")
                        .body())
                .as("noise pushes it off the ridge")
                .contains("data-ending=\"descended\"")
                .doesNotContain("stuck");
    }

    @Test
    void theFirstStepOfEachOptimizerIsTheEngines() throws IOException {
        List<Steps> walks = walks("f=beale&at=-1,1.5&n=3&opt=" + ALL).walks();
        assertThat(walks).hasSize(8);
        List<Optimizer> optimizers = OptimizerList.read("", ALL);
        for (int w = 0; w < walks.size(); w++) {
            Steps walk = walks.get(w);
            assertThat(walk.optimizer()).isEqualTo(Names.of(optimizers.get(w).getClass()));
            List<Double> start = List.of(-1.0, 1.5);
            List<Double> own =
                    Walk.of(Surface.beale(), optimizers.get(w), start, 3).at(1);
            for (int i = 0; i < 2; i++) {
                double place = walk.path().get(1).get(i),
                        slope = walk.gradients().getFirst().get(i);
                assertThat(place).isCloseTo(own.get(i), within(1e-6));
                if (walk.optimizer().equals("sgd"))
                    assertThat(place).isCloseTo(start.get(i) - 0.01 * slope, within(1e-6));
                if (walk.optimizer().equals("adam"))
                    assertThat(place).isCloseTo(start.get(i) - 0.1 * Math.signum(slope), within(1e-6));
            }
        }
    }

    @Test
    void whatIsRememberedMakesTheStep() throws IOException {
        Steps walk = walks("f=himmelblau&n=20&opt=adam:0.1:beta1=0.8").walks().getFirst();
        for (int t = 0; t < 20; t++) {
            double corrected = walk.momentum().get(t).getFirst() / (1 - Math.pow(0.8, t + 1));
            assertThat(walk.updates().get(t).getFirst())
                    .isCloseTo(-walk.rates().get(t).getFirst() * corrected, within(1e-9));
        }
    }

    @Test
    void aPathHasAVertexMoreThanSteps() throws IOException {
        for (int t : new int[] {0, 1, 37}) {
            String map = get("/part/optim/map?f=himmelblau&at=-1,1&opt=sgd:0.001,adam:0.1&n=200&t=" + t)
                    .body();
            for (String name : List.of("sgd", "adam")) {
                String group = found(map, "(<g class=\"run\" data-optimizer=\"" + name + "\".*?<path .*?/>)");
                assertThat(group).contains("data-steps=\"" + t + "\"");
                assertThat(found(group, " d=\"M(.*?)\"").split("L")).hasSize(t + 1);
            }
        }
    }

    @Test
    void anOptimizerThatIsSwitchedOffHasNeitherPathNorLine() throws IOException {
        for (String part : List.of("map", "more")) {
            assertThat(get("/part/optim/" + part + "?opt=sgd:0.01,adam:0.1").body())
                    .contains("data-optimizer=\"sgd\"", "data-optimizer=\"adam\"");
            assertThat(get("/part/optim/" + part + "?opt=adam:0.1").body())
                    .contains("data-optimizer=\"adam\"")
                    .doesNotContain("data-optimizer=\"sgd\"");
            assertThat(get("/part/optim/" + part + "?opt=none").body()).doesNotContain("data-optimizer", "refused");
        }
    }

    @Test
    void theLinkRestoresEverything() throws IOException {
        String page = get("/optim?f=quadratic&condition=40&at=-1.5,0.5&opt=sgd:0.02,adam:0.3:beta1=0.8&n=150&t=37"
                        + "&rates=same&rate=0.05&sigma=0.5&seed=9&basins=1")
                .body();
        assertThat(page)
                .contains("<option value=\"quadratic\" selected=\"selected\">")
                .contains("name=\"condition\" min=\"1\" max=\"200\" step=\"1\" value=\"40\"")
                .contains("name=\"at\" value=\"-1.5,0.5\"", "name=\"n\" value=\"150\"")
                .contains("name=\"opt\" value=\"sgd:0.02,adam:0.3:beta1=0.8\"", "name=\"t\" value=\"37\"")
                .contains("id=\"on-adam\" class=\"on\" checked=", "id=\"on-lion\" class=\"on\"/>")
                .contains("name=\"rate\" min=\"0\" step=\"any\" value=\"0.05\"")
                .contains("name=\"sigma\" value=\"0.5\"", "name=\"seed\" value=\"9\"")
                .contains("id=\"time\" min=\"0\" max=\"150\" value=\"37\"", "name=\"basins\" value=\"1\" checked=");
        assertThat(found(page, "id=\"beta1-adam\"([^>]*)")).contains("value=\"0.8\"");
        assertThat(found(page, "id=\"rate-adam\"([^>]*)")).contains("value=\"0.3\"");
        assertThat(walks("opt=sgd:0.02&rates=same&rate=0.05").walks().getFirst().rate())
                .isEqualTo(0.05);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at=foo|at: expected 2 numbers separated by commas, found `foo`",
                "at=1,nan|at: expected a number, found `nan`",
                "opt=adam:-1|opt: expected a rate above 0, found -1",
                "opt=adam:0.1:beta1=2|opt: adam cannot have beta1=2; expected beta1 as in beta1=0.9",
                "opt=adam:0.1:foo=2|opt: expected a setting of adam as in beta1=… or beta2=… or epsilon=…, found `foo=2`",
                "opt=adan:1|opt: unknown optimizer `adan`; nearest: adam",
                "opt=sgd:1,sgd:2|opt: expected each optimizer once, found sgd twice",
                "n=1e9|n: expected a whole number from 1 to 2000, found 1e9",
                "sigma=-1|sigma: expected a number from 0 to 1000000, found -1",
                "f=deep_chain&depth=7|depth: expected an even number of layers, found 7",
                "f=product3|f: expected a function of one or two numbers, product3 has 3",
                "f=himelblau|f: unknown function `himelblau`; nearest: himmelblau",
                "f=x*y&box=3,1|box: expected two numbers, the lower first, found 3,1"
            })
    void whatMakesNoSenseIsRefusedInWords(String query, String words) throws IOException {
        Reply reply = get("/api/walks?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains(words);
        String page = get("/optim?" + query).body();
        assertThat(page).contains("class=\"refused\"", "id=\"setup\"").doesNotContain("id=\"map\"");
    }

    @Test
    void textFromTheAddressIsEscaped() throws IOException {
        String query = "f=" + encoded("<script>alert(1)</script>") + "&at=" + encoded("\"><b>");
        assertThat(get("/api/walks?" + query).status()).isEqualTo(400);
        String page = get("/optim?" + query).body();
        assertThat(page).contains("f: column 1: ", "&lt;script&gt;").doesNotContain("<script>", "\"><b>");
    }

    @Test
    void tooLargeARateDivergesAndTheViewStays() throws IOException {
        String query = "f=quadratic&condition=100&opt=sgd:0.1,adam:0.1&n=100";
        assertThat(found(get("/part/optim/more?" + query).body(), "<tr data-optimizer=\"sgd\" (.*?)</tr>"))
                .contains("data-ending=\"diverged\"", "diverged at step");
        assertThat(get("/part/optim/map?" + query).body())
                .contains("data-x0=\"-2.0\" data-x1=\"2.0\" data-y0=\"-2.0\" data-y1=\"2.0\"");
        assertThat(get("/part/optim/more?" + query).body()).doesNotContain("Infinity", "NaN");
    }

    @Test
    void allSurfacesAndFunctionsOfOnesOwnAreDrawn() throws IOException {
        Stream<String> names =
                Surface.all().stream().filter(s -> s.dimensions() <= 2).map(Surface::name);
        for (String f : Stream.concat(names, Stream.of("x^4 - 3*x^2 + x", "y^2 + sin(3*x)", "log(x)"))
                .toList()) {
            String map = get("/part/optim/map?n=2&opt=adam:0.1&f=" + encoded(f)).body();
            assertThat(map)
                    .as(f)
                    .contains("id=\"map\"", "data-optimizer=\"adam\"")
                    .doesNotContain("refused");
        }
        assertThat(get("/part/optim/map?n=5&opt=sgd:0.01&f=" + encoded("x^2")).body())
                .contains("class=\"tangent w0\"", "data-dimensions=\"1\"");
    }

    @Test
    void basinsCountEveryStart() throws IOException {
        assertThat(get("/part/optim/basins?f=himmelblau").body()).isEmpty();
        String maps = get("/part/optim/basins?f=himmelblau&basins=1&n=300&opt=sgd:0.01,adam:0.1")
                .body();
        assertThat(count(maps, "class=\"basinmap\"")).isEqualTo(2);
        assertThat(maps).contains("class=\"basin b0\"", "class=\"basin b3\"", "global minimum M4");
        assertThat(get("/part/optim/basins?f=quadratic&basins=1&n=50&opt=sgd:1").body())
                .contains("class=\"left\"");
    }

    @Test
    void tuningFindsARateThatArrives() throws IOException {
        String query = "f=quadratic&condition=5&n=100&opt=sgd:3";
        assertThat(get("/part/optim/more?" + query).body()).contains("data-ending=\"diverged\"");
        String tuned = found(get("/api/rates?" + query).body(), "\"opt\": \"(.*?)\"");
        assertThat(get("/part/optim/more?f=quadratic&condition=5&n=100&opt=" + tuned)
                        .body())
                .contains("data-ending=\"arrived\"");
    }
}
