package org.gradus.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.activation.Identity;
import org.gradus.activation.Relu;
import org.gradus.activation.Sigmoid;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.init.Init;
import org.gradus.layer.Outline.Block;
import org.gradus.layer.Outline.Link;
import org.gradus.layer.Outline.Repeated;
import org.gradus.layer.Outline.Sort;
import org.gradus.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A network as a picture shows it.
final class OutlineLaws {
    private static final int WIDTH = 4;

    private static Network.Forward forward(int features, Layer... layers) {
        return new Network(List.of(layers), 1).forward(Expr.input("x", Shape.of(2, features)), true);
    }

    private static Outline outline(int features, Layer... layers) {
        return Outline.of(forward(features, layers));
    }

    private static Layer dense(int units) {
        return Dense.of(units, new Sigmoid(), new GlorotUniform());
    }

    private static List<String> names(Outline outline) {
        return outline.blocks().stream()
                .map(b -> (b.times() > 1 ? b.times() + " x " : "") + b.name())
                .toList();
    }

    static Stream<List<Layer>> networks() {
        SplittableRandom random = new SplittableRandom(7);
        return Stream.concat(
                LayerLaws.layers().stream().map(List::of),
                IntStream.range(0, 60).mapToObj(_ -> drawn(random, 3)));
    }

    private static List<Layer> drawn(SplittableRandom random, int depth) {
        List<Layer> layers = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) layers.add(layer(random, depth));
        return layers;
    }

    private static Layer layer(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> new LayerNorm(1e-5);
            case 1 -> new Activate(new Relu());
            case 4 -> new Residual(drawn(random, depth - 1), 0.5);
            case 5 -> new Repeat(random.nextInt(1, 5), drawn(random, depth - 1));
            case 6 -> new Freeze(drawn(random, depth - 1));
            default -> dense(WIDTH);
        };
    }

    @ParameterizedTest
    @MethodSource("networks")
    void allParametersAreThereHoweverItIsFolded(List<Layer> layers) {
        Network network = new Network(layers, 1);
        Outline outline = Outline.of(network.forward(Expr.input("x", Shape.of(2, WIDTH)), true));
        long there = 0;
        for (int b = 0; b < outline.blocks().size(); b++)
            there += times(outline, b) * outline.blocks().get(b).parameters();
        assertThat(there)
                .isEqualTo(network.parameters().stream()
                        .mapToLong(p -> p.leaf().shape().size())
                        .sum());
    }

    private static int times(Outline outline, int block) {
        return outline.repeats().stream()
                .filter(f -> f.first() <= block && f.last() >= block)
                .mapToInt(Repeated::times)
                .findFirst()
                .orElse(1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyBlockLeadsFromAnInputToTheOutput(List<Layer> layers) {
        Outline outline = Outline.of(new Network(layers, 1).forward(Expr.input("x", Shape.of(2, WIDTH)), true));
        for (Link link : outline.links()) assertThat(link.from()).isLessThan(link.to());
        for (int b = 0; b < outline.blocks().size(); b++) {
            int at = b;
            Sort sort = outline.blocks().get(b).sort();
            if (sort != Sort.INPUT) assertThat(outline.links()).anyMatch(l -> l.to() == at);
            if (sort != Sort.OUTPUT) assertThat(outline.links()).anyMatch(l -> l.from() == at);
        }
        assertThat(outline.blocks().getLast().sort()).isEqualTo(Sort.OUTPUT);
        assertThat(outline.blocks()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void aFoldedPartCanBeLaidOpen() {
        Network.Forward row = forward(2, new Repeat(13, dense(16)), Dense.of(1));
        assertThat(names(Outline.of(row, Set.of("dense2")))).hasSize(16).contains("dense2", "dense7", "dense13");
        assertThat(names(Outline.of(row, Set.of("none")))).isEqualTo(names(Outline.of(row)));
        Network.Forward branches = forward(WIDTH, new Repeat(5, new Residual(List.of(dense(WIDTH)), 1)));
        assertThat(Outline.of(branches).repeats()).isNotEmpty();
        Outline open = Outline.of(branches, Set.of("residual1/dense1"));
        assertThat(open.repeats()).isEmpty();
        assertThat(names(open)).contains("residual1/dense1", "residual5/dense1");
    }

    @Test
    void equalLayersInARowAreOneBlock() {
        Outline outline = outline(2, new Repeat(13, dense(16)), Dense.of(1));
        assertThat(names(outline)).containsExactly("x", "dense1", "12 x dense2", "dense14", "output");
        Block row = outline.blocks().get(2);
        assertThat(row.last()).isEqualTo("dense13");
        assertThat(row.parameters()).isEqualTo(12 * (16 * 16 + 16));
        assertThat(row.shape()).isEqualTo(Shape.of(16));
        assertThat(outline.links()).extracting(Link::from).containsExactly(0, 1, 2, 3);
    }

    @Test
    void layersThatDifferInTheirActivationAreNotEqual() {
        Outline outline = outline(
                16,
                dense(16),
                dense(16),
                Dense.of(16, new Relu(), new GlorotUniform()),
                dense(16),
                Dense.of(16, new Identity(), new GlorotUniform()));
        assertThat(names(outline)).containsExactly("x", "dense1", "dense2", "dense3", "dense4", "dense5", "output");
    }

    @Test
    void aResidualBlockIsItsBranchASumAndALinkAround() {
        Outline outline = outline(4, new Residual(List.of(dense(4), dense(4)), 0.5), Dense.of(1));
        assertThat(names(outline))
                .containsExactly("x", "residual1/dense1", "residual1/dense2", "residual1", "dense1", "output");
        assertThat(outline.blocks().get(3).sort()).isEqualTo(Sort.SUM);
        assertThat(outline.links())
                .containsExactlyInAnyOrder(
                        new Link(0, 1, false),
                        new Link(1, 2, false),
                        new Link(2, 3, false),
                        new Link(0, 3, true),
                        new Link(3, 4, false),
                        new Link(4, 5, false));
    }

    @Test
    void equalStretchesStandThereOnce() {
        Outline outline = outline(2, dense(4), new Repeat(20, new Residual(List.of(dense(4), dense(4)), 1)));
        assertThat(names(outline))
                .containsExactly("x", "dense1", "residual1/dense1", "residual1/dense2", "residual1", "output");
        assertThat(outline.repeats()).containsExactly(new Repeated(2, 4, 20));
        assertThat(outline.links()).contains(new Link(1, 4, true), new Link(4, 5, false));
    }

    @Test
    void aRepeatedStretchBeginsWithALinearMapWhereItCan() {
        Layer norm = new LayerNorm(1e-5), relu = new Activate(new Relu());
        Outline outline = outline(2, new Repeat(9, Dense.of(8), norm, relu), Dense.of(1));
        assertThat(outline.repeats()).containsExactly(new Repeated(4, 6, 8));
        assertThat(outline.blocks().get(4).name()).isEqualTo("dense2");
    }

    @Test
    void ofVeryManyDifferentLayersThoseInTheMiddleAreLeftOut() {
        Layer[] layers = IntStream.range(1, 101).mapToObj(i -> dense(i)).toArray(Layer[]::new);
        Outline outline = outline(2, layers);
        assertThat(outline.blocks()).hasSize(33);
        Block more = outline.blocks().get(16);
        assertThat(more.sort()).isEqualTo(Sort.MORE);
        assertThat(more.times()).isEqualTo(70);
        assertThat(more.name()).isEqualTo("dense16");
        assertThat(more.last()).isEqualTo("dense85");
        assertThat(more.shape()).isEqualTo(Shape.of(85));
    }

    /// A layer of somebody else, which says nothing of what it does and takes a second input.
    private record Gate() implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            int width = x.shape().last();
            Expr open = scope.parameter("open", Shape.of(width), new GlorotUniform(), FANS, new Identity());
            return x.times(open).plus(Expr.input("context", Shape.of(x.shape().dim(0), width)));
        }

        private static final Init.Fans FANS = new Init.Fans(1, 1);
    }

    @Test
    void aLayerOfSomebodyElseIsThereWithItsParametersAndItsInput() {
        Outline outline = outline(3, new Gate(), dense(2));
        assertThat(names(outline)).containsExactlyInAnyOrder("x", "context", "gate1", "dense1", "output");
        Block gate = outline.blocks().get(2);
        assertThat(gate.kind()).isEqualTo("gate");
        assertThat(gate.parameters()).isEqualTo(3);
        assertThat(gate.roles()).containsExactly(new Role.Other());
        assertThat(outline.links()).contains(new Link(0, 2, false), new Link(1, 2, false), new Link(2, 3, false));
    }

    /// Each of the last three layers also takes what a layer three before it gives.
    private record Far() implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            Expr a = scope.apply(dense(WIDTH), x), b = scope.apply(dense(WIDTH), a), c = scope.apply(dense(WIDTH), b);
            Layer relu = Dense.of(WIDTH, new Relu(), new GlorotUniform());
            Expr d = scope.apply(relu, c.plus(a)), e = scope.apply(relu, d.plus(b));
            return scope.apply(relu, e.plus(c));
        }
    }

    /// Each layer also takes what the one before the last gives.
    private record Near() implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            Expr before = x, now = scope.apply(dense(WIDTH), x);
            for (int i = 0; i < 6; i++) {
                Expr next = scope.apply(dense(WIDTH), now.plus(before));
                before = now;
                now = next;
            }
            return now;
        }
    }

    @Test
    void layersThatAreFedFromFurtherAwayAreNoRow() {
        for (Layer layer : List.of(new Far(), new Near())) {
            Outline outline = outline(WIDTH, layer);
            assertThat(outline.blocks()).extracting(Block::times).containsOnly(1);
            assertThat(outline.repeats()).isEmpty();
        }
    }

    @Test
    void aFrozenLayerSaysThatItIsNotTrained() {
        Outline outline = outline(3, new Freeze(List.of(dense(2))), dense(2));
        assertThat(outline.blocks()).extracting(Block::trained).containsExactly(true, false, true, true);
    }
}
