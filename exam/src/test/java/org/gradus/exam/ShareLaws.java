package org.gradus.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareLaws {
    /// The score method without correction in Newcombe, "Two-sided confidence intervals for the
    /// single proportion", Statistics in Medicine 17 (1998), table I.
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
    })
    void theIntervalIsThePublishedOne(int count, int of, double low, double high) {
        Share share = new Share(count, of);
        assertThat(share.low()).isEqualTo(low, within(5e-5));
        assertThat(share.high()).isEqualTo(high, within(5e-5));
    }

    @Test
    void theIntervalMirrorsWhenSuccessAndFailureAreSwapped() {
        for (int n = 1; n < 30; n++) {
            for (int k = 0; k <= n; k++) {
                Share one = new Share(k, n), other = new Share(n - k, n);
                assertThat(one.low()).isEqualTo(1 - other.high(), within(1e-12));
                assertThat(one.value()).isBetween(one.low(), one.high());
            }
        }
    }

    @Test
    void withoutCasesNothingIsKnown() {
        Share none = new Share(0, 0);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isEqualTo(1);
        assertThat(none).hasToString("no cases");
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatThrownBy(() -> new Share(3, 2)).hasMessageContaining("from 0 to 2, found 3");
    }
}
