package user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Site;
import org.gradus.math.Nonlinear;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;

/// Every expression knows the line of the user's program that made it.
class SiteLaws {
    /// The line of the caller.
    static Site line() {
        StackTraceElement caller = new Throwable().getStackTrace()[1];
        return new Site(String.valueOf(caller.getFileName()), caller.getLineNumber());
    }

    /// A line some lines before another.
    static Site before(Site here, int lines) {
        return new Site(here.file(), here.line() - lines);
    }

    @Test
    void aLeafAndAVerbAreMadeWhereTheyAreWritten() {
        Expr x = Expr.input("x", Shape.of(3));
        assertThat(x.site()).isEqualTo(before(line(), 1));
        Expr y = x.times(2);
        assertThat(y.site()).isEqualTo(before(line(), 1));
        assertThat(y.input(1).site()).isEqualTo(y.site());
        assertThat(y.named("y").site()).isEqualTo(y.site());
        assertThat(y.site()).hasToString("SiteLaws.java:" + y.site().line());
    }

    @Test
    void everyNodeOfACompositeIsMadeWhereTheCompositeIsAskedFor() {
        Expr x = Expr.input("x", Shape.of(3));
        List<Expr> nodes = new ArrayList<>(Graph.of(Nonlinear.gelu(x).exp()).nodes());
        nodes.remove(x);
        assertThat(nodes).extracting(Expr::site).containsOnly(before(line(), 2));
    }

    @Test
    void everyNodeOfAGradientIsMadeWhereTheGradientIsAskedFor() {
        Expr x = Expr.input("x", Shape.of(3));
        Expr y = x.times(x).plus(x).sum();
        List<Expr> gradient = Gradient.of(y, List.of(x));
        Site asked = before(line(), 1);
        List<Expr> made = new ArrayList<>(Graph.of(gradient.get(0)).nodes());
        made.removeAll(Graph.of(y).nodes());
        assertThat(made).isNotEmpty().extracting(Expr::site).containsOnly(asked);
    }

    @Test
    void aCollectionOrStreamThatCallsBackIsNotTheUser() {
        Expr x = Expr.input("x", Shape.of(3));
        Map<String, Expr> sums = new HashMap<>(Map.of("x", x));
        sums.merge("x", x, Expr::plus);
        assertThat(sums.get("x").site()).isEqualTo(before(line(), 1));
        Expr streamed = IntStream.of(1).mapToObj(i -> x.times(i)).toList().get(0);
        assertThat(streamed.site()).isEqualTo(before(line(), 1));
    }
}
