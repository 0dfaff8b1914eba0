package org.gradus.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.gradus.tensor.Philox;
import org.junit.jupiter.api.Test;

class DecimalLaws {
    /// Read back, a number differs by half of its last digit at most, whatever its size.
    @Test
    void whatIsWrittenReadsBackWithinHalfOfItsLastDigit() {
        for (int i = 0; i < 2000; i++) {
            double x = Philox.normal(1, 0, 0, i) * Math.pow(10, i % 40 - 20);
            for (int digits = 1; digits <= 7; digits++) {
                double half = Math.abs(x) * 0.5 * Math.pow(10, 1 - digits) * (1 + 1e-9);
                for (String text : List.of(Decimal.brief(x, digits, -3, 5), Decimal.full(x, digits, -4, 6))) {
                    assertThat(new BigDecimal(text).doubleValue()).as(text).isCloseTo(x, within(half));
                }
            }
        }
    }

    @Test
    void powersStandOutsideTheirRange() {
        assertThat(Decimal.brief(0.001, 2, -3, 5)).isEqualTo("0.001");
        assertThat(Decimal.brief(0.00099, 2, -3, 5)).isEqualTo("9.9e-4");
        assertThat(Decimal.brief(12345, 2, -3, 5)).isEqualTo("12000");
        assertThat(Decimal.brief(99999, 2, -3, 5)).isEqualTo("1e5");
        assertThat(Decimal.full(99999, 3, -3, 6)).isEqualTo("99999");
        assertThat(Decimal.full(-2.1e-14, 3, -3, 6)).isEqualTo("-2.10e-14");
    }

    @Test
    void tiesGoToTheEvenDigitAndZeroHasNoSign() {
        assertThat(Decimal.fixed(0.125, 2)).isEqualTo("0.12");
        assertThat(Decimal.fixed(0.375, 2)).isEqualTo("0.38");
        assertThat(Decimal.fixed(-0.001, 2)).isEqualTo("0.00");
        assertThat(Decimal.brief(-0.0, 3, -3, 5)).isEqualTo("0");
    }

    @Test
    void whatHasNoDigitsHasAWordInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Decimal.full(Double.NaN, 2, -3, 5)).isEqualTo("NaN");
            assertThat(Decimal.brief(Double.NEGATIVE_INFINITY, 2, -3, 5)).isEqualTo("-∞");
            assertThat(Decimal.fixed(Double.POSITIVE_INFINITY, 2)).isEqualTo("∞");
            assertThat(Decimal.full(2.3026, 3, -3, 5)).isEqualTo("2.30");
        } finally {
            Locale.setDefault(before);
        }
    }
}
