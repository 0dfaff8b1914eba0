package org.gradus.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumbersLaws {
    @Test
    void aNumberHasItsSignificantDigits() {
        assertThat(Numbers.of(2.3026, 3)).isEqualTo("2.30");
        assertThat(Numbers.of(0.09876, 3)).isEqualTo("0.0988");
        assertThat(Numbers.of(0.9996, 3)).isEqualTo("1.00");
        assertThat(Numbers.of(1234.5, 3)).isEqualTo("1234");
        assertThat(Numbers.of(0.00012345, 3)).isEqualTo("1.23e-4");
        assertThat(Numbers.of(123456, 3)).isEqualTo("1.23e5");
        assertThat(Numbers.of(0.001, 1)).isEqualTo("0.001");
        assertThat(Numbers.of(-2.3026, 3)).isEqualTo("-2.30");
    }

    @Test
    void aNumberThatIsNoneSaysSo() {
        assertThat(Numbers.of(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.percent(Double.POSITIVE_INFINITY)).isEqualTo("∞");
        assertThat(Numbers.loss(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.loss(0)).isEqualTo("0");
        assertThat(Numbers.metric(Double.NaN)).isEqualTo("–");
    }

    @Test
    void aMetricFarFromOneIsAPowerOfTen() {
        assertThat(Numbers.metric(0.9724)).isEqualTo("0.972");
        assertThat(Numbers.metric(-417.05)).isEqualTo("-417.050");
        assertThat(Numbers.metric(-5818.077)).isEqualTo("-5818");
        assertThat(Numbers.metric(-16445514212570400.0)).isEqualTo("-1.6e16");
        assertThat(Numbers.metric(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
    }

    @Test
    void anEffectHasItsSignAndZeroHasNone() {
        assertThat(Numbers.effect(0.25)).isEqualTo("+0.25");
        assertThat(Numbers.effect(-1.994)).isEqualTo("-1.99");
        assertThat(Numbers.effect(-0.001)).isEqualTo("0.00");
        assertThat(Numbers.effect(0.001)).isEqualTo("0.00");
    }

    @Test
    void aCoordinateHasAtMostTwoDecimals() {
        assertThat(Numbers.px(12.3456)).isEqualTo("12.35");
        assertThat(Numbers.px(100)).isEqualTo("100");
        assertThat(Numbers.px(-0.001)).isEqualTo("0");
        assertThatThrownBy(() -> Numbers.px(Double.NaN)).hasMessageContaining("found NaN");
    }

    @Test
    void theLocaleChangesNoCharacter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Numbers.of(0.2345)).isEqualTo("0.23");
            assertThat(Numbers.loss(2.3026)).isEqualTo("2.30");
            assertThat(Numbers.percent(0.236)).isEqualTo("24 %");
            assertThat(Cividis.css(1)).isEqualTo("#ffea46");
        } finally {
            Locale.setDefault(before);
        }
    }
}
