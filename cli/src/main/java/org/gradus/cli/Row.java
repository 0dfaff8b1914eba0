package org.gradus.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Numbers drawn in one line of text, a character each.
final class Row {
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
    private static final String SHADES = "░▒▓█";

    /// Cividis (Nuñez, Anderton and Renslow 2018) in the 256 colours of terminals, dark to bright.
    private static final int[] CIVIDIS = {17, 18, 60, 102, 144, 186, 228};

    /// The fixed limits of a heat row, as powers of ten: below is dead, above is bright.
    private static final double DEAD = -10;

    private static final double BRIGHT = 0;

    private Row() {}

    /// A line of heights between the least and the largest number; a number that is not finite is ◆.
    ///
    /// @param width the most characters; longer series are averaged
    static String sparkline(Terminal terminal, double[] values, int width) {
        double[] thin = thin(values, width);
        double low = finite(thin).min().orElse(0), high = finite(thin).max().orElse(0);
        return Arrays.stream(thin)
                .mapToObj(v ->
                        Double.isFinite(v) ? terminal.plain(step(HEIGHTS, (v - low) / (high - low))) : broken(terminal))
                .collect(Collectors.joining());
    }

    private static java.util.stream.DoubleStream finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    private static double[] thin(double[] values, int width) {
        if (values.length <= width) return values.clone();
        return IntStream.range(0, width)
                .mapToDouble(i -> {
                    int from = (int) ((long) i * values.length / width);
                    int to = (int) ((i + 1L) * values.length / width);
                    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
                })
                .toArray();
    }

    /// Magnitudes by brightness on fixed logarithmic limits, 1e-10 to 1: ╱ is dead, ⊘ exactly 0, ◆ not finite.
    static String heat(Terminal terminal, double... magnitudes) {
        return Arrays.stream(magnitudes).mapToObj(m -> cell(terminal, m)).collect(Collectors.joining());
    }

    private static String cell(Terminal terminal, double magnitude) {
        if (!Double.isFinite(magnitude)) return broken(terminal);
        if (magnitude == 0) return terminal.plain("⊘");
        double share = (Math.log10(Math.abs(magnitude)) - DEAD) / (BRIGHT - DEAD);
        if (share <= 0) return terminal.plain("╱");
        if (!terminal.colour()) return terminal.plain(step(SHADES, share));
        int colour = CIVIDIS[index(CIVIDIS.length, share)];
        return "\u001b[38;5;" + colour + "m" + terminal.plain("█") + "\u001b[0m";
    }

    /// The character of a number that is not finite.
    private static String broken(Terminal terminal) {
        return terminal.unicode() ? "◆" : "*";
    }

    private static String step(String steps, double share) {
        return String.valueOf(steps.charAt(index(steps.length(), share)));
    }

    /// Where a share of 1 falls among so many steps; NaN, the share of a constant series, is the first.
    private static int index(int steps, double share) {
        return (int) Math.clamp(share * steps, 0, steps - 1.0);
    }
}
