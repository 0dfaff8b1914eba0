package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimCommandTest {
    @TempDir
    Path folder;

    private Result optim(String... more) {
        String[] call = new String[more.length + 1];
        call[0] = "optim";
        System.arraycopy(more, 0, call, 1, more.length);
        return Shell.piped().in(folder).run(call);
    }

    @Test
    void himmelblauHasFourMinimaFourSaddlesAndAMaximum() {
        String out = optim("himmelblau", "--at=-1,1", "--opt", "sgd:.01,adam:.1,sgd:1", "-n", "300")
                .out();
        assertThat(out.lines().filter(l -> l.contains("global minimum  ("))).hasSize(4);
        assertThat(out.lines().filter(l -> l.contains("saddle "))).hasSize(4);
        assertThat(out.lines().filter(l -> l.contains("maximum "))).hasSize(1);
        assertThat(out).contains("(3, 2)", "(-2.8051, 3.1313)", "(-3.7793, -3.2832)", "(3.5844, -1.8481)");
        assertThat(out).contains("at global minimum M3", "diverged at step");
    }

    @Test
    void onTheRidgeOfASaddleDescentIsStuckThere() {
        assertThat(optim("saddle", "--at=0.5,0", "--opt=sgd:.1", "-n", "300").out())
                .contains("stuck at saddle S1");
        assertThat(optim("saddle", "--at=0.5,0.01", "--opt=sgd:.1", "-n", "300").out())
                .contains("left downhill");
        assertThat(optim("quadratic", "--opt=sgd:.001", "-n", "50").out()).contains("still moving");
    }

    @Test
    void theFirstStepIsTheOptimizersOwn() {
        // ∇(x² + 25 y²)/2 at (1, 1) is (1, 25): descent moves by rate · g, Adam by its rate whatever g is
        String json = optim("quadratic", "--at=1,1", "--opt=sgd:.01,adam:.1", "-n", "1", "--json")
                .out();
        assertThat(json.replaceAll("\\s+", ""))
                .contains("[[1,1],[0.99,0.75]]")
                .containsPattern("\\[\\[1,1\\],\\[0\\.9(0000000\\d*)?,0\\.9(0000000\\d*)?\\]\\]");
    }

    @Test
    void thePictureHasAPathForEachOptimizerAndNoCoordinateIsInfinite() throws IOException {
        Result result = optim("himmelblau", "--opt=sgd:.01,momentum:.01,sgd:1", "--svg", "h.svg");
        assertThat(result.code()).isZero();
        String svg = Files.readString(folder.resolve("h.svg"));
        assertThat(Pattern.compile("class=\"walk w\\d\"").matcher(svg).results())
                .hasSize(6);
        assertThat(Pattern.compile("class=\"level( strong)?\"")
                        .matcher(svg)
                        .results()
                        .count())
                .isGreaterThan(8);
        assertThat(svg).contains(">M1<", ">S4<", ">X1<", "sgd, rate 0.01").doesNotContain("NaN", "Infinity");
    }

    @Test
    void anExpressionIsDescendedStepByStep() {
        Golden.check("optim-two", optim("x^2*y + sin(3*x)", "x=1", "y=2").all());
        Golden.check(
                "optim-one",
                optim("x^4 - 3*x^2 + x", "x=2", "--opt=momentum:.01").all());
        Golden.check(
                "optim-saddle",
                optim("x^2 - y^2", "x=.5", "y=0", "--opt=sgd:.1", "--ascii").all());
        Golden.check(
                "optim-plateau", optim("relu(w) + 1", "w=-1", "--opt=adam:.1").all());
        Golden.check("optim-pole", optim("1/x + x", "x=3", "--opt=nesterov:.05").all());
        Golden.check("optim-diverges", optim("x^4", "x=2", "--opt=sgd:1").all());
        assertThat(optim("-(x*y)^2/(1+x^2)", "x=1", "y=1", "--opt=sgd").out()).contains("-(x*y)^2/(1+x^2)");
    }

    @Test
    void eachRowHasTheGradientAndTheCostOfItsOwnWeights() {
        // f = x² + 10: at x the gradient is 2x, the update -rate · 2x and the cost x² + 10
        String out = optim("x^2 + 10", "x=3", "--opt=sgd:.25", "-n", "5").out();
        List<double[]> rows = out.lines()
                .filter(l -> l.matches(" +[0-4]( +-?[\\d.e-]+)+"))
                .map(l -> Arrays.stream(l.strip().split(" +"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .filter(r -> r.length == 5)
                .toList();
        assertThat(rows).hasSize(5);
        for (double[] row : rows) {
            double x = 3 * Math.pow(0.5, row[0]);
            assertThat(row).containsExactly(new double[] {row[0], x, 2 * x, -x / 2, x * x + 10}, within(1e-3));
        }
        String json = optim("x^2 + 10", "x=3", "--opt=sgd:.25", "-n", "2", "--json")
                .out()
                .replaceAll("\\s+", "");
        assertThat(json)
                .contains("\"path\":[[3],[1.5],[0.75]]", "\"costs\":[19,12.25,10.5625]")
                .contains("\"gradients\":[[6],[3],[1.5]]");
    }

    @Test
    void theStepOfAnEndIsThatOfItsLossAndItsGradient() {
        String json = optim("x^2 + 10", "x=3", "--opt=sgd:.25,adam:.1", "--json")
                .out()
                .replaceAll("\\s+", "");
        List<String> walks = List.of(json.split("\\{\"optimizer\"", -1)).subList(1, 3);
        for (String walk : walks) {
            int step = (int) numbers(walk, "step")[0];
            assertThat(step).isLessThan(numbers(walk, "costs").length - 1);
            assertThat(numbers(walk, "loss")[0]).isEqualTo(numbers(walk, "costs")[step]);
            assertThat(numbers(walk, "gradient")[0]).isEqualTo(Math.abs(2 * numbers(walk, "path")[step]));
        }
    }

    private static double[] numbers(String json, String name) {
        String values = json.split("\"" + name + "\":", 2)[1].split(",\"|}", 2)[0];
        return Arrays.stream(values.replaceAll("[\\[\\]]", "").split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void aFunctionOfOneNumberIsDrawnAsACurve() throws IOException {
        assertThat(optim("x^4", "x=1", "--opt=sgd:.1", "--svg=c.svg").code()).isZero();
        assertThat(Files.readString(folder.resolve("c.svg")))
                .contains("class=\"level strong\"", "sgd, rate 0.1")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheNearestName() {
        assertThat(optim("himelblau").err()).contains("nearest: himmelblau");
        assertThat(optim("beale", "--opt=adm:.1").err()).contains("nearest: adam");
        assertThat(optim("beale", "--at=1").err()).contains("expected 2 numbers");
        assertThat(optim("beale", "--opt=sgd:-1").err()).contains("rate above 0");
        assertThat(optim("beale", "-n", "0").err()).contains("expected 1 to");
        assertThat(optim("powell_singular", "--svg=p.svg").err()).contains("functions of one or two numbers");
        assertThat(optim("x^2+y", "x=1").err()).contains("no value for y; add y=…");
        assertThat(optim("x^2", "x=1", "y=2").err()).contains("`y`");
        assertThat(optim("2+3").err()).contains("nothing to move");
        assertThat(optim("x^2", "x=1", "--at=2").err()).contains("--at");
        assertThat(optim("x^2", "x=1", "--box=3,2").err()).contains("the lower first");
        assertThat(optim("x^2", "x=1/0").err()).contains("finite");
        assertThat(optim("x^2", "x=1", "--frob").err()).contains("--frob");
        assertThat(optim().out()).contains("himmelblau", "six_hump_camel", "x^4", "easom");
    }
}
