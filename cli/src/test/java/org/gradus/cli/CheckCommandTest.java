package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    @Test
    void aPointThatIsGiven() {
        Golden.check(
                "check-point",
                Shell.piped()
                        .run("check", "sigmoid(w*x + b)", "w=2", "x=-1", "b=0.5")
                        .all());
    }

    @Test
    void randomPointsAreTheSameEachTimeAndOthersByAnotherSeed() {
        String first = Shell.piped().run("check", "tanh(x)*y").out();
        assertThat(Shell.piped().run("check", "tanh(x)*y").out()).isEqualTo(first);
        assertThat(Shell.piped().run("check", "tanh(x)*y", "--seed=2").out()).isNotEqualTo(first);
    }

    @Test
    void severalExpressionsAreCheckedOneAfterAnother() {
        Result result = Shell.piped().run("check", "x^3", "log(x)*y", "--points=3");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().filter(line -> line.contains("● pass"))).hasSize(2);
        assertThat(result.out()).contains("derivatives: 3, at 3 points", "derivatives: 6, at 3 points");
    }

    @Test
    void whatCannotBeComparedIsNotCalledAPass() {
        Golden.check("check-kink", Shell.piped().run("check", "relu(x)", "x=0").all());
        Golden.check(
                "check-unseen", Shell.piped().run("check", "sigmoid(x)", "x=60").all());
        Golden.check(
                "check-undefined", Shell.piped().run("check", "sqrt(x)", "x=0").all());
    }

    @Test
    void anExpressionWithoutNamesHasNothingToCheck() {
        Result result = Shell.piped().run("check", "1+2");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("expected a name to differentiate by");
    }

    @Test
    void anExpressionWithoutFiniteValuesSaysSo() {
        Result result = Shell.piped().run("check", "log(-x^2)");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("no finite value at 200 random points; give a value for");
    }

    @Test
    void jsonHoldsEveryComparison() {
        Result result = Shell.piped().run("check", "x*y", "--json", "--points=2");
        assertThat(result.out()).startsWith("{\n  \"version\": 1,").contains("\"pass\": true");
        assertThat(result.out().lines().filter(line -> line.contains("\"by\""))).hasSize(4);
    }
}
