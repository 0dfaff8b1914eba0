package org.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.cli.Shell.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCommandTest {
    @Test
    void theProductOfASum() {
        Golden.check("graph-product", graph("(x+y)*z", "x=-2", "y=5", "z=-4").all());
    }

    @Test
    void theSigmoidNeuron() {
        Golden.check(
                "graph-neuron",
                graph("sigmoid(w0*x0+w1*x1+w2)", "w0=2", "w1=-3", "w2=-3", "x0=-1", "x1=-2")
                        .all());
    }

    @Test
    void anExpressionInManyPartsWithNamesGivenAnew() {
        String parts = "c = a+b; d = a*b + b**3; c += c + 1; c += 1 + c + (-a); d += d*2 + relu(b+a);"
                + " d += 3*d + relu(b-a); e = c-d; f = e**2; g = f/2.0; g += 10.0/f";
        Golden.check("graph-parts", graph(parts, "a=-4", "b=2").all());
    }

    @Test
    void threeKindsOfNothing() {
        Golden.check(
                "graph-zeros",
                graph("relu(x) + exp(y)*x + z^0*x", "x=-1", "y=-800", "z=3").all());
    }

    @Test
    void aNumberThatIsNotFinite() {
        Golden.check("graph-not-finite", graph("2*log(x) + 1/y", "x=-1", "y=0").all());
    }

    @Test
    void aBranchThatWouldGrowTooFarToTheRightGoesOnBelow() {
        Golden.check(
                "graph-deep",
                graph("tanh(".repeat(25) + "x + 1" + ")".repeat(25), "x=0.5").all());
    }

    @Test
    void theSameInAscii() {
        Golden.check(
                "graph-ascii",
                graph("relu(x)*x + exp(y)", "x=-1", "y=-800", "--ascii").all());
    }

    @Test
    void theSameAsJson() {
        Golden.check(
                "graph-json",
                graph("(x+y)*relu(z)/0", "x=-2", "y=5", "z=-4", "--json").all());
    }

    @Test
    void theSameAsAPicture(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("graph.svg");
        Result result = graph("(x+y)*z", "x=-2", "y=5", "z=-4", "--svg", file.toString());
        assertThat(result.all()).contains("-12", "drawn: ");
        assertThat(Files.readString(file))
                .contains(">×</text>", "flow forward", ">-12</text>", "data-node=\"z\"", "z: value -4, gradient 3");
    }

    @Test
    void whatHasTooManyNodesForAPictureIsNotDrawn() {
        String sum = "x" + " + x".repeat(400);
        Result result = graph(sum, "x=1", "--svg", "sum.svg");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("at most 300 nodes are drawn, found 401");
    }

    @Test
    void anExpressionMayBeginWithAMinus() {
        assertThat(graph("-x*y", "x=2", "y=3").out()).contains("-6");
    }

    @Test
    void aValueMayBeReckoned() {
        assertThat(graph("x", "x=-2^2/8").out()).contains("-0.5");
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        StringBuilder all = new StringBuilder();
        String[][] calls = {
            {"x + y"},
            {"x + y", "x=1"},
            {"x", "x=1", "z=2"},
            {"2", "x=1"},
            {"x", "x=1", "x=2"},
            {"x", "x"},
            {"x", "x="},
            {"x", "x=y"},
            {"x", "x=1=2"},
            {"x", "2=1"},
            {""},
            {"x", "--frob"},
        };
        for (String[] call : calls) {
            Result result = graph(call);
            assertThat(result.code()).as(String.join(" ", call)).isEqualTo(2);
            all.append("> gradus graph '")
                    .append(String.join("' '", call))
                    .append("'\n")
                    .append(result.err());
        }
        Golden.check("graph-refused", all.toString());
    }

    private static Result graph(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "graph";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Shell.piped().run(all);
    }
}
