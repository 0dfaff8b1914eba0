package org.gradus.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.geometry.Certificate.Verdict;
import org.gradus.graph.Expr;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Points whose kind is known are certified as what they are.
final class CertificateLaws {
    private static Objective objective(Surface surface) {
        List<Expr> leaves = IntStream.range(0, surface.dimensions())
                .mapToObj(i -> Expr.parameter("x" + i, Shape.SCALAR))
                .toList();
        return Objective.of(surface.value(leaves), leaves);
    }

    private static Certificate certificate(Surface surface, double... at) {
        try (Objective f = objective(surface)) {
            return Certifier.plain().withInfimum(surface.domain().infimum()).certify(f, at);
        }
    }

    record Case(List<Double> modes, int layers, List<Integer> learned, List<Double> spectrum) {}

    /// Baldi and Hornik 1989 for Σ = diag(3, 1).
    static Stream<Case> linearNets() {
        List<Double> modes = List.of(3.0, 1.0);
        return Stream.of(
                new Case(modes, 2, List.of(), List.of(-3., -3., -1., -1., 1., 1., 3., 3.)),
                new Case(modes, 2, List.of(0), List.of(-1., 0., 0., 0., 1., 2., 4., 6.)),
                new Case(modes, 2, List.of(1), List.of(-3., -2., 0., 0., 0., 2., 3., 4.)),
                new Case(modes, 2, List.of(0, 1), List.of(0., 0., 0., 0., 2., 4., 4., 6.)));
    }

    @ParameterizedTest
    @MethodSource("linearNets")
    void everyStationaryPointOfALinearNetHasItsSpectrum(Case c) {
        LinearNet net = new LinearNet(c.modes(), c.layers());
        double[] at = net.point(c.learned());
        try (Objective f = net.objective()) {
            assertThat(Vectors.norm(f.gradient(at))).isLessThan(1e-14);
            assertThat(f.value(at)).isCloseTo(net.loss(c.learned()), within(1e-14));
            double[] spectrum = Eigen.of(f.hessian(at)).values();
            for (int i = 0; i < spectrum.length; i++) {
                assertThat(spectrum[i])
                        .as(Arrays.toString(spectrum))
                        .isCloseTo(c.spectrum().get(i), within(1e-13));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("linearNets")
    void allButTheGlobalMinimumAreStrictSaddlesWithAWayOutThatLowersTheLoss(Case c) {
        LinearNet net = new LinearNet(c.modes(), c.layers());
        double[] at = net.point(c.learned());
        try (Objective f = net.objective()) {
            Certificate certificate = Certifier.plain().certify(f, at);
            if (c.learned().size() == 2) {
                assertThat(certificate.verdict()).isEqualTo(Verdict.DEGENERATE);
                assertThat(certificate.curvature().zeros()).hasValue(4);
                assertThat(certificate.probe().orElseThrow().found()).isFalse();
                assertThat(Certifier.plain().withResidual(0).certify(f, at).verdict())
                        .isEqualTo(Verdict.FITTED);
                return;
            }
            assertThat(certificate.verdict()).isEqualTo(Verdict.STRICT_SADDLE);
            assertThat(certificate.curvature().least().value())
                    .isCloseTo(c.spectrum().getFirst(), within(1e-12));
            WayDown escape = certificate.escape().orElseThrow();
            double there = f.value(
                    Vectors.plus(at, escape.distance(), escape.direction().toDoubles()));
            assertThat(there).isCloseTo(f.value(at) - escape.decrease(), within(1e-12));
            assertThat(escape.decrease()).isGreaterThan(0.1);
            assertThat(certificate.sentence()).contains("saddle").doesNotContain("global");
        }
    }

    @Test
    void theOriginOfThreeLayersHasNoCurvatureAndAWayDown() {
        LinearNet net = new LinearNet(List.of(3.0, 1.0), 3);
        try (Objective f = net.objective()) {
            Certificate c = Certifier.plain().certify(f, net.point(List.of()));
            assertThat(c.verdict()).isEqualTo(Verdict.DEGENERATE);
            assertThat(c.curvature().norm()).isZero();
            assertThat(c.probe().orElseThrow().found()).isTrue();
        }
    }

    @Test
    void classicSurfaces() {
        assertThat(certificate(Surface.himmelblau(), 3, 2).verdict()).isEqualTo(Verdict.LOCAL_MINIMUM);
        assertThat(certificate(Surface.himmelblau(), 1, 1).verdict()).isEqualTo(Verdict.NOT_STATIONARY);
        assertThat(certificate(Surface.saddle(), 0, 0).verdict()).isEqualTo(Verdict.STRICT_SADDLE);
        assertThat(certificate(Surface.beale(), 0, 1).verdict()).isEqualTo(Verdict.STRICT_SADDLE);
        Certificate product = certificate(Surface.product(2), 0, 0);
        assertThat(product.verdict()).isEqualTo(Verdict.STRICT_SADDLE);
        assertThat(product.curvature().least().value()).isCloseTo(-1, within(1e-14));
    }

    @Test
    void aPlateauIsNoSaddle() {
        Certificate c = certificate(Surface.easom(), 0, 0);
        assertThat(c.verdict()).isEqualTo(Verdict.PLATEAU);
        assertThat(c.slope().norm()).isCloseTo(2.377e-8, within(1e-11));
        assertThat(c.curvature().least().value()).isCloseTo(-2.03e-7, within(1e-9));
        assertThat(c.curvature().largest().value()).isCloseTo(8.0e-9, within(1e-10));
    }

    @Test
    void whereCurvatureVanishesOnlyALookDecides() {
        Certificate monkey = certificate(Surface.monkeySaddle(), 0, 0);
        assertThat(monkey.verdict()).isEqualTo(Verdict.DEGENERATE);
        assertThat(monkey.probe().orElseThrow().decrease()).isGreaterThan(1e-4);
        Certificate quartic = certificate(Surface.quartic(), 0);
        assertThat(quartic.verdict()).isEqualTo(Verdict.DEGENERATE);
        assertThat(quartic.probe().orElseThrow().found()).isFalse();
        Certificate chain = certificate(Surface.product(3), 0, 0, 0);
        assertThat(chain.verdict()).isEqualTo(Verdict.DEGENERATE);
        assertThat(chain.probe().orElseThrow().found()).isTrue();
        assertThat(chain.loss()).isEqualTo(0.5);
    }

    @Test
    void scalingTheLossDoesNotChangeTheVerdict() {
        for (double scale : List.of(1e-6, 1.0, 1e6)) {
            Expr x = Expr.parameter("x", Shape.SCALAR), y = Expr.parameter("y", Shape.SCALAR);
            Expr f = Surface.himmelblau().value(List.of(x, y)).times(scale);
            try (Objective objective = Objective.of(f, List.of(x, y))) {
                assertThat(Certifier.plain()
                                .certify(objective, new double[] {3, 2})
                                .verdict())
                        .isEqualTo(Verdict.LOCAL_MINIMUM);
            }
        }
    }
}
