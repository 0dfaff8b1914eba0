package org.gradus.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.geometry.StationaryPoint.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All published stationary points of the test surfaces are found, and nothing else, each rightly classified.
final class SurfaceLaws {
    /// A published point; kind, coordinates to the digits given, value and eigenvalues where published.
    record Known(Kind kind, List<Double> at, double value, List<Double> eigenvalues) {
        Known(Kind kind, double[] at, double value, double... eigenvalues) {
            this(
                    kind,
                    Arrays.stream(at).boxed().toList(),
                    value,
                    Arrays.stream(eigenvalues).boxed().toList());
        }
    }

    private static Known min(double x, double y, double value, double... eigenvalues) {
        return new Known(Kind.LOCAL_MINIMUM, new double[] {x, y}, value, eigenvalues);
    }

    private static Known saddle(double x, double y, double value, double... eigenvalues) {
        return new Known(Kind.SADDLE, new double[] {x, y}, value, eigenvalues);
    }

    private static Known top(double x, double y, double value, double... eigenvalues) {
        return new Known(Kind.MAXIMUM, new double[] {x, y}, value, eigenvalues);
    }

    private static Known point(Kind kind, double[] at, double value, double... eigenvalues) {
        return new Known(kind, at, value, eigenvalues);
    }

    record Case(Surface surface, List<Known> points) {
        @Override
        public String toString() {
            return surface.toString();
        }
    }

    /// A point and the one opposite.
    private static List<Known> twins(Known known) {
        List<Double> other = known.at().stream().map(v -> -v).toList();
        return List.of(known, new Known(known.kind(), other, known.value(), known.eigenvalues()));
    }

    private static List<Known> all(List<List<Known>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private static final double ANY = Double.NaN;

    static Stream<Case> complete() {
        return Stream.of(
                new Case(
                        Surface.twoWell(),
                        List.of(
                                min(-1.029896, 0, -0.253791, 2, 8.728228880282),
                                min(0.967149, 0, 0.245963, 2, 7.224524816579),
                                saddle(0.062747, 0, 1.007828, -3.952753696862, 2))),
                new Case(Surface.rosenbrock(2), List.of(min(1, 1, 0, 0.399360767488, 1001.600639233))),
                new Case(
                        Surface.rosenbrock(4),
                        List.of(
                                point(
                                        Kind.LOCAL_MINIMUM,
                                        new double[] {1, 1, 1, 1},
                                        0,
                                        0.492959,
                                        436.085,
                                        1001.800,
                                        1567.622),
                                point(
                                        Kind.LOCAL_MINIMUM,
                                        new double[] {-0.775659, 0.613093, 0.382063, 0.145972},
                                        3.701428610430,
                                        0.379534),
                                point(
                                        Kind.SADDLE,
                                        new double[] {-0.656125, 0.443120, 0.204312, 0.041743},
                                        3.708241996650,
                                        -0.568700,
                                        168.865,
                                        310.353,
                                        653.999))),
                new Case(
                        Surface.himmelblau(),
                        List.of(
                                min(3, 2, 0, 25.715728753, 82.284271247),
                                min(-2.805118, 3.131313, 0),
                                min(3.584428, -1.848127, 0),
                                min(-3.779310, -3.283186, 0),
                                saddle(ANY, ANY, 13.311926),
                                saddle(ANY, ANY, 67.719150),
                                saddle(ANY, ANY, 104.015163),
                                saddle(ANY, ANY, 178.337239),
                                top(-0.270845, -0.923039, 181.616522, -45.605229, -16.066020))),
                new Case(
                        Surface.beale(),
                        List.of(
                                min(3, 0.5, 0, 0.301463647, 48.979786353),
                                saddle(0, 1, 14.203125, -27.75, 27.75),
                                saddle(0.100538, -2.644514, 9.864512, -0.781027, 867.752))),
                new Case(Surface.sixHumpCamel(), sixHumps()),
                new Case(
                        Surface.threeHumpCamel(),
                        all(List.of(
                                List.of(min(0, 0, 0, 1.585786438, 4.414213562)),
                                twins(min(1.747552, -0.873776, 0.298638)),
                                twins(saddle(1.070542, -0.535271, 0.877362, -4.038688, 2.165599))))),
                new Case(
                        Surface.goldsteinPrice(),
                        List.of(
                                min(0, -1, 3, 402.831011667, 965.168988333),
                                min(-.6, -.4, 30),
                                min(1.8, .2, 84),
                                min(1.2, .8, 840),
                                saddle(-.4, -.6, 35),
                                saddle(1.2, -.2, 99),
                                saddle(1.4, .6, 980),
                                saddle(.6, .4, 990),
                                top(.8, .2, 1155))),
                new Case(Surface.styblinskiTang(2), styblinskiTang()),
                new Case(Surface.saddle(), List.of(saddle(0, 0, 0, -2, 2))));
    }

    private static List<Known> sixHumps() {
        return all(List.of(
                twins(min(0.089842, -0.712656, -1.031628453, 7.682251413, 16.493195232)),
                twins(min(1.703607, -0.796084, -0.215463824)),
                twins(min(1.607105, 0.568651, 2.104250310)),
                List.of(saddle(0, 0, 0, -8.062257748, 8.062257748)),
                twins(saddle(1.109205, -0.768268, ANY)),
                twins(saddle(1.638068, 0.228674, ANY)),
                twins(saddle(1.296070, 0.605084, ANY)),
                twins(top(1.230230, 0.162335, ANY))));
    }

    private static List<Known> styblinskiTang() {
        double[] roots = {-2.903534027771, 0.156731256780, 2.746802770991};
        double[] curvatures = {34.583059103, -15.852611879, 29.269552776};
        List<Known> known = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double[] e = {Math.min(curvatures[i], curvatures[j]), Math.max(curvatures[i], curvatures[j])};
                Kind kind = e[0] > 0 ? Kind.LOCAL_MINIMUM : e[1] < 0 ? Kind.MAXIMUM : Kind.SADDLE;
                known.add(point(kind, new double[] {roots[i], roots[j]}, ANY, e));
            }
        }
        return known;
    }

    @ParameterizedTest
    @MethodSource("complete")
    void allPublishedPointsAreFoundAndNoOther(Case c) {
        List<StationaryPoint> found = StationaryPoints.of(c.surface());
        assertThat(found).as("%s", found).hasSameSizeAs(c.points());
        for (Known known : c.points()) {
            List<StationaryPoint> matches = found.stream()
                    .filter(p -> kind(p) == known.kind() && isAt(p, known.at()))
                    .filter(p -> Double.isNaN(known.value())
                            || Math.abs(p.value() - known.value()) < 1e-6 * (1 + Math.abs(known.value())))
                    .toList();
            assertThat(matches).as("%s among %s", known.at(), found).hasSize(1);
            for (int k = 0; k < known.eigenvalues().size(); k++) {
                double expected = known.eigenvalues().get(k),
                        digits = known.at().size() > 2 ? 5e-4 : 0;
                assertThat(matches.getFirst().eigenvalues().get(k))
                        .isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected)) + digits));
            }
        }
    }

    private static Kind kind(StationaryPoint p) {
        return p.kind() == Kind.GLOBAL_MINIMUM ? Kind.LOCAL_MINIMUM : p.kind();
    }

    private static boolean isAt(StationaryPoint p, List<Double> at) {
        return Double.isNaN(at.getFirst())
                || p.distance(at.stream().mapToDouble(v -> v).toArray()) < 2e-6;
    }

    @Test
    void rastriginHasOneMinimumInEachOfItsDents() {
        List<StationaryPoint> found = StationaryPoints.of(Surface.rastrigin(2));
        assertThat(found.stream().filter(p -> kind(p) == Kind.LOCAL_MINIMUM)).hasSize(121);
        assertThat(found.stream().filter(p -> p.kind() == Kind.MAXIMUM)).hasSize(100);
        assertThat(found.stream().filter(p -> p.kind() == Kind.SADDLE)).hasSize(220);
        StationaryPoint best = found.getFirst();
        assertThat(best.kind()).isEqualTo(Kind.GLOBAL_MINIMUM);
        assertThat(best.eigenvalues()).allSatisfy(e -> assertThat(e).isCloseTo(396.784176044, within(1e-6)));
        assertThat(found).anyMatch(p -> p.distance(0.994958637652, 1.989912233709) < 1e-9);
    }

    @Test
    void theHoleInThePlainIsFound() {
        assertThat(StationaryPoints.of(Surface.easom())).anySatisfy(p -> {
            assertThat(p.kind()).isEqualTo(Kind.GLOBAL_MINIMUM);
            assertThat(p.distance(Math.PI, Math.PI)).isLessThan(1e-9);
            assertThat(p.eigenvalues()).allSatisfy(e -> assertThat(e).isCloseTo(3, within(1e-9)));
        });
    }

    @Test
    void aDentOfAckleyHasThePublishedCurvatures() {
        assertThat(StationaryPoints.of(Surface.ackley())).anySatisfy(p -> {
            assertThat(p.distance(0.952167, 0)).isLessThan(1e-5);
            assertThat(p.value()).isCloseTo(2.579928, within(1e-5));
            assertThat(p.eigenvalues().get(0)).isCloseTo(47.466900, within(1e-4));
            assertThat(p.eigenvalues().get(1)).isCloseTo(55.063804, within(1e-4));
        });
    }

    @Test
    void pointsWithoutCurvatureAreToldApartByLooking() {
        assertThat(StationaryPoints.of(Surface.monkeySaddle()).stream().map(StationaryPoint::kind))
                .containsExactly(Kind.DEGENERATE);
        assertThat(StationaryPoints.of(Surface.quartic()).stream().map(StationaryPoint::kind))
                .containsExactly(Kind.FLAT_MINIMUM);
        assertThat(StationaryPoints.of(Surface.softplus())).isEmpty();
        List<StationaryPoint> powell = StationaryPoints.of(Surface.powellSingular());
        assertThat(powell.stream().map(StationaryPoint::kind)).containsExactly(Kind.FLAT_MINIMUM);
        assertThat(powell.getFirst().eigenvalues().get(2)).isCloseTo(20, within(1e-4));
        assertThat(powell.getFirst().eigenvalues().get(3)).isCloseTo(202, within(1e-4));
    }

    @Test
    void aCurveOfMinimaIsOneRow() {
        List<StationaryPoint> found = StationaryPoints.of(Surface.product(2));
        assertThat(found).hasSize(2);
        assertThat(found.getFirst().kind()).isEqualTo(Kind.FLAT_MINIMUM);
        double a = found.getFirst().at().getFirst();
        assertThat(found.getFirst().eigenvalues().getLast()).isCloseTo(a * a + 1 / (a * a), within(1e-6));
        assertThat(found.getLast().kind()).isEqualTo(Kind.SADDLE);
        assertThat(found.getLast().eigenvalues().getFirst()).isCloseTo(-1, within(1e-12));
        assertThat(found.getLast().eigenvalues().getLast()).isCloseTo(1, within(1e-12));
        assertThat(StationaryPoints.of(Surface.product(3)).stream().map(StationaryPoint::kind))
                .contains(Kind.FLAT_MINIMUM, Kind.DEGENERATE);
    }
}
