package org.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhiloxLaws {
    private static final long SEED = 0x1234_5678_9abc_def0L;
    private static final int COUNT = 100_000;

    /// Philox-4x32 with 10 rounds, written from the paper with 64-bit words throughout.
    private static long[] philox(long[] counter, long[] key) {
        long mask = 0xFFFFFFFFL;
        long[] c = counter.clone(), k = key.clone();
        for (int round = 0; round < 10; round++) {
            long p = 0xD2511F53L * c[0], q = 0xCD9E8D57L * c[2];
            c = new long[] {(q >>> 32) ^ c[1] ^ k[0], q & mask, (p >>> 32) ^ c[3] ^ k[1], p & mask};
            k = new long[] {(k[0] + 0x9E3779B9L) & mask, (k[1] + 0xBB67AE85L) & mask};
        }
        return c;
    }

    /// The known answers that the authors publish with their Random123 library.
    @Test
    void theRoundsGiveTheKnownAnswers() {
        assertThat(philox(new long[4], new long[2]))
                .containsExactly(0x6627e8d5L, 0xe169c58dL, 0xbc57ac4cL, 0x9b00dbd8L);
        long f = 0xFFFFFFFFL;
        assertThat(philox(new long[] {f, f, f, f}, new long[] {f, f}))
                .containsExactly(0x408f276dL, 0x41c83b0eL, 0xa20bc7c6L, 0x6d5451fdL);
        long[] pi = {0x243f6a88L, 0x85a308d3L, 0x13198a2eL, 0x03707344L};
        assertThat(philox(pi, new long[] {0xa4093822L, 0x299f31d0L}))
                .containsExactly(0xd16cfe09L, 0x94fdccebL, 0x5001e420L, 0x24126ea1L);
        assertThat(Philox.bits(0, 0, 0, 0)).isEqualTo(0xe169c58d_6627e8d5L);
    }

    @Test
    void anAddressIsTheCounterAndTheSeedIsTheKey() {
        for (int index : new int[] {0, 1, 77, -1}) {
            for (int step : new int[] {0, 9, Integer.MIN_VALUE}) {
                for (int stream : new int[] {0, 3, -5}) {
                    long[] words = philox(
                            new long[] {index & 0xFFFFFFFFL, step & 0xFFFFFFFFL, stream & 0xFFFFFFFFL, 0},
                            new long[] {SEED & 0xFFFFFFFFL, SEED >>> 32});
                    assertThat(Philox.bits(SEED, stream, step, index)).isEqualTo(words[1] << 32 | words[0]);
                }
            }
        }
    }

    @Test
    void uniformNumbersHaveTheMomentsOfTheirDistribution() {
        double mean = 0, square = 0;
        for (int i = 0; i < COUNT; i++) {
            double u = Philox.uniform(SEED, 1, 0, i);
            assertThat(u >= 0 && u < 1 && u == (float) u).isTrue();
            mean += u / COUNT;
            square += u * u / COUNT;
        }
        // five standard errors
        assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(1 / 12.0 / COUNT)));
        assertThat(square).isCloseTo(1 / 3.0, within(5 * Math.sqrt(4 / 45.0 / COUNT)));
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheirDistribution() {
        double[] moments = new double[5];
        double tail = 0, largest = 0;
        for (int i = 0; i < COUNT; i++) {
            double z = Philox.normal(SEED, 1, 0, i);
            for (int k = 1; k <= 4; k++) moments[k] += Math.pow(z, k) / COUNT;
            if (z > 1.959963984540054) tail += 1.0 / COUNT;
            largest = Math.max(largest, Math.abs(z));
        }
        // five standard errors: Var z^k = E z^2k - (E z^k)²
        assertThat(moments[1]).isCloseTo(0, within(5 / Math.sqrt(COUNT)));
        assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / COUNT)));
        assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / COUNT)));
        assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / COUNT)));
        assertThat(tail).isCloseTo(0.025, within(5 * Math.sqrt(0.025 / COUNT)));
        assertThat(largest).isLessThan(5.8);
    }

    @Test
    void seedsStreamsStepsAndIndicesAreIndependent() {
        double bound = 5 / Math.sqrt(COUNT);
        double stream = 0, step = 0, seed = 0, index = 0;
        for (int i = 0; i < COUNT; i++) {
            double z = Philox.normal(SEED, 1, 2, i) / COUNT;
            stream += z * Philox.normal(SEED, 2, 2, i);
            step += z * Philox.normal(SEED, 1, 3, i);
            seed += z * Philox.normal(SEED + 1, 1, 2, i);
            index += z * Philox.normal(SEED, 1, 2, i + 1);
        }
        for (double correlation : new double[] {stream, step, seed, index}) {
            assertThat(correlation).isCloseTo(0, within(bound)).isNotZero();
        }
    }

    @Test
    void noTwoAddressesOfASmallBoxGiveTheSameBits() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int stream = 0; stream < 10; stream++) {
                for (int step = 0; step < 10; step++) {
                    for (int i = 0; i < 10; i++) seen.add(Philox.bits(seed, stream, step, i));
                }
            }
        }
        assertThat(seen).hasSize(10_000);
    }

    @Test
    void aPermutationHoldsEveryNumberOnce() {
        for (int size : new int[] {0, 1, 2, 7, 1000}) {
            int[] order = Philox.permutation(size, SEED, 3, 5);
            assertThat(IntStream.of(order).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
        }
        assertThat(Philox.permutation(100, SEED, 3, 5)).isEqualTo(Philox.permutation(100, SEED, 3, 5));
        assertThat(Philox.permutation(100, SEED, 3, 5)).isNotEqualTo(Philox.permutation(100, SEED, 3, 6));
        assertThat(Philox.permutation(100, SEED, 3, 5)).isNotEqualTo(Philox.permutation(100, SEED, 4, 5));
    }

    @Test
    void everyOrderOfThreeIsEquallyLikely() {
        int[] count = new int[27];
        int trials = 60_000;
        for (int step = 0; step < trials; step++) {
            int[] order = Philox.permutation(3, SEED, 0, step);
            count[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        // each of the six orders: binomial with probability 1/6, five standard deviations
        double sd = Math.sqrt(trials * 5 / 36.0);
        int[] seen = IntStream.of(count).filter(c -> c > 0).toArray();
        assertThat(seen).hasSize(6);
        for (int c : seen) assertThat((double) c).isCloseTo(trials / 6.0, within(5 * sd));
    }
}
