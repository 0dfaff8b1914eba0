package org.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.check.Family;
import org.gradus.name.Members;
import org.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every source that ships; [#hold] tries one that is not on the list.
public class SourceLaws {
    @TempDir
    Path folder;

    static Stream<Source> examples() {
        // what only a program has cannot be loaded
        return Family.examples(Source.BuiltIn.class)
                .filter(s -> !(s instanceof InMemory))
                .map(s -> s);
    }

    SourceLaws() {}

    /// Every law on one source, for which no files are written.
    public static void hold(Source source, Path folder) {
        Dataset once = source.load(folder), again = source.load(folder);
        assertThat(again).isEqualTo(once);
        assertThat(once.train().count()).isPositive();
        Samples train = source.standardized(true, false).load(folder).train();
        for (int column = 0; column < train.features(); column++) standardized(train, column);
    }

    /// A source with other values of the four settings that all share; those that change another leave them
    /// to it.
    private static Source of(Source source, double split, long splitSeed, boolean standardize, Scale scale) {
        Optional<Source> inner = Members.setting(source, "source").map(Source.class::cast);
        if (inner.isPresent()) {
            return Members.with(source, "source", of(inner.get(), split, splitSeed, standardize, scale))
                    .orElseThrow();
        }
        return Members.with(source, "split", split)
                .flatMap(s -> Members.with(s, "splitSeed", splitSeed))
                .flatMap(s -> Members.with(s, "standardize", standardize))
                .flatMap(s -> Members.with(s, "scale", scale))
                .orElseThrow();
    }

    private Dataset load(Source example, double split, long splitSeed, boolean standardize, Scale scale)
            throws IOException {
        StringBuilder csv = new StringBuilder();
        byte[] images = new byte[40 * 4];
        byte[] labels = new byte[40];
        for (int i = 0; i < 40; i++) {
            csv.append(i * i).append(',').append(-i).append(',').append(i % 3).append('\n');
            labels[i] = (byte) (i % 3);
            for (int j = 0; j < 4; j++) images[4 * i + j] = (byte) (i * (j + 5));
        }
        Files.writeString(folder.resolve("a.csv"), csv);
        Files.write(folder.resolve("images"), IdxTest.idx(images, 40, 2, 2));
        Files.write(folder.resolve("labels"), IdxTest.idx(labels, 40));
        return of(example, split, splitSeed, standardize, scale).load(folder);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void sameSettingsSameSamples(Source example) throws IOException {
        assertThat(load(example, 0.8, 1, false, Scale.FALSE)).isEqualTo(load(example, 0.8, 1, false, Scale.FALSE));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSplitSeedMovesRowsAndChangesNone(Source example) throws IOException {
        Dataset one = load(example, 0.75, 1, false, Scale.FALSE);
        Dataset two = load(example, 0.75, 2, false, Scale.FALSE);
        assertThat(one.hash()).isNotEqualTo(two.hash());
        assertThat(one.train().count()).isEqualTo(two.train().count());
        assertThat(total(one)).isCloseTo(total(two), within(1e-6));
    }

    private static double total(Dataset data) {
        double total = 0;
        for (Tensor t : List.of(data.train().inputs(), data.test().inputs())) {
            for (int i = 0; i < t.size(); i++) total += t.get(i);
        }
        return total / (data.train().count() + data.test().count());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSplitIsTheTrainingPart(Source example) throws IOException {
        Dataset data = load(example, 0.75, 1, false, Scale.FALSE);
        int all = data.train().count() + data.test().count();
        assertThat(data.train().count()).isEqualTo(all * 3 / 4);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void atASplitOfOneNothingIsHeldOut(Source example) throws IOException {
        Dataset some = load(example, 0.75, 1, true, Scale.FALSE), all = load(example, 1, 1, true, Scale.FALSE);
        assertThat(all.train().count())
                .isEqualTo(some.train().count() + some.test().count());
        assertThat(all.test().count()).isZero();
        assertThat(all.test().features()).isEqualTo(all.features());
        assertThat(all).isEqualTo(load(example, 1, 1, true, Scale.FALSE));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void standardizedInputsHaveMeanZeroAndVarianceOne(Source example) throws IOException {
        Samples train = load(example, 0.8, 1, true, Scale.FALSE).train();
        for (int column = 0; column < train.features(); column++) standardized(train, column);
    }

    private static void standardized(Samples train, int column) {
        double sum = 0, squares = 0;
        for (int row = 0; row < train.count(); row++) {
            double x = train.inputs().get(row * train.features() + column);
            sum += x;
            squares += x * x;
        }
        assertThat(sum / train.count()).isBetween(-1e-6, 1e-6);
        if (squares > 0) assertThat(squares / train.count()).isBetween(1 - 1e-5, 1 + 1e-5);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void standardizedItIsThatSourceWithSuchInputs(Source example) throws IOException {
        Samples train = load(example.standardized(true, false), 0.8, 1, false, Scale.FALSE)
                .train();
        for (int column = 0; column < train.features(); column++) standardized(train, column);
    }

    @Test
    void theSourcesOfCurvedClassesAreKnown() {
        assertThat(examples().filter(Source::curved).<Class<?>>map(Object::getClass))
                .containsExactly(Circles.class, Spirals.class, Xor.class);
        assertThat(new Subset(new Xor(200, 0.2, 1, 0.8, 1, false, Scale.FALSE), 9, 9).curved())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void scaledInputsFillTheUnitInterval(Source example) throws IOException {
        Samples train = load(example, 0.8, 1, false, Scale.TRUE).train();
        assertThat(Arrays.stream(train.inputs().toDoubles())).contains(0.0, 1.0).allMatch(x -> x >= 0 && x <= 1);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void inputsThatAreScaledAlikeFillTheUnitIntervalAndKeepTheirSizesBesideEachOther(Source example)
            throws IOException {
        Dataset raw = load(example, 0.8, 1, false, Scale.FALSE), alike = load(example, 0.8, 1, true, Scale.ALL);
        double[] x = raw.train().inputs().toDoubles();
        double low = Arrays.stream(x).min().orElseThrow(),
                high = Arrays.stream(x).max().orElseThrow();
        assertThat(Arrays.stream(alike.train().inputs().toDoubles())).contains(0.0, 1.0);
        for (int i = 0; i < raw.test().inputs().size(); i++) {
            assertThat(alike.test().inputs().get(i))
                    .isCloseTo((raw.test().inputs().get(i) - low) / (high - low), within(1e-6));
        }
    }

    @Test
    void theSeedOfAGeneratorChangesItsNumbers() {
        assertThat(new Circles(100, 0.1, 0.5, 1, 0.8, 1, false, Scale.FALSE)
                        .load(folder)
                        .hash())
                .isNotEqualTo(new Circles(100, 0.1, 0.5, 2, 0.8, 1, false, Scale.FALSE)
                        .load(folder)
                        .hash());
        assertThat(new Regression(100, 2, 1, 0, 1, 0.8, 1, false, Scale.FALSE)
                        .load(folder)
                        .hash())
                .isNotEqualTo(new Regression(100, 2, 1, 0, 2, 0.8, 1, false, Scale.FALSE)
                        .load(folder)
                        .hash());
    }
}
