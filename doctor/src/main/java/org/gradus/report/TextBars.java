package org.gradus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Trial;
import org.gradus.detect.Evidence;
import org.gradus.draw.Axis;
import org.gradus.draw.Frame;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.probe.Field;
import org.gradus.probe.History;

/// The two pictures of the text page: the depth profile, and the strip of a trial's effect.
final class TextBars {
    private static final int LABEL = 12, BAR = 46, VALUE = 7, ROWS = 16;
    static final int STRIP = 22;
    private static final String CAPTION =
            "error signal that arrives at each layer: root mean square of dL/dz, log scale";

    private TextBars() {}

    /// The depth profile, output on top: a sign at the signal's power of ten, and a line where
    /// the forecast expects it.
    static void depth(TextPage page, Evidence evidence) {
        History history = evidence.history();
        Axis axis = Axis.log(DepthProfile.SIGNAL_LOW, DepthProfile.SIGNAL_HIGH, 0, BAR - 1);
        page.line(page.style().paint(Ink.FAINT, CAPTION));
        page.line(page.style().paint(Ink.FAINT, TextStyle.pad("layer", LABEL + 1) + scale(axis)));
        int layers = history.layers().size();
        Recent recent = Recent.of(history);
        List<String> pathless = Album.pathless(evidence);
        double top = recent.mean(Field.SIGNAL, layers - 1);
        boolean dead = false;
        for (int layer : shown(layers)) {
            double signal = recent.mean(Field.SIGNAL, layer);
            boolean first = !dead && signal < Album.DEAD * top;
            dead |= first;
            String name = Frame.shorten(history.layers().get(layer), layer == 0 || layer == layers - 1 ? 8 : LABEL)
                    + (layer == 0 ? " in" : layer == layers - 1 ? " out" : "");
            boolean none = pathless.contains(history.layers().get(layer));
            String bar = none
                    ? (page.style().ascii() ? "." : "·").repeat(BAR)
                    : bar(page.style(), axis, signal, Album.forecast(evidence, layer));
            String value = TextStyle.right(none ? "no path" : page.style().plain(Numbers.of(signal)), VALUE);
            page.line(TextStyle.pad(page.style().plain(name), LABEL + 1) + bar + " " + value
                    + (first ? page.style().paint(Ink.BAD, page.style().plain(" ← dead")) : ""));
        }
        boolean ascii = page.style().ascii(),
                forecast = Album.forecast(evidence, 0).isPresent();
        String key = (ascii ? "# " : "■ ")
                + recent.words()
                + (forecast ? (ascii ? "  = " : "  ─ ") + "forecast at step 0" : "");
        page.line(page.style().paint(Ink.FAINT, " ".repeat(LABEL + 1) + key));
        if (dead) page.line(page.style().paint(Ink.FAINT, " ".repeat(LABEL + 1) + Heatmap.dead(Album.DEAD)));
    }

    private static String scale(Axis axis) {
        StringBuilder line = new StringBuilder(" ".repeat(BAR));
        for (int power : List.of(-15, -10, -5, 0, 3)) {
            String label = Numbers.power(power);
            int at = Math.clamp(Math.round(axis.atPower(power)) - label.length() / 2, 0, BAR - label.length());
            line.replace(at, at + label.length(), label);
        }
        return line.toString().stripTrailing();
    }

    /// All layers from the top, or about as many as [#ROWS] with both ends.
    private static List<Integer> shown(int layers) {
        List<Integer> shown = new ArrayList<>();
        int rows = Math.min(layers, ROWS);
        for (int i = rows - 1; i >= 0; i--)
            shown.add(rows == 1 ? 0 : (int) Math.round((double) i * (layers - 1) / (rows - 1)));
        return shown;
    }

    private static String bar(TextStyle style, Axis axis, double signal, Optional<DepthProfile.Band> forecast) {
        String[] cells = new String[BAR];
        Arrays.fill(cells, style.ascii() ? "." : "·");
        forecast.ifPresent(band -> {
            int from = (int) Math.round(axis.at(band.low())), to = (int) Math.round(axis.at(band.high()));
            Arrays.fill(cells, from, to + 1, style.ascii() ? "=" : "─");
        });
        int at = (int) Math.round(axis.at(signal));
        cells[at] = style.paint(Ink.BACKWARD, sign(style, axis.place(signal)));
        return String.join("", cells);
    }

    private static String sign(TextStyle style, Axis.Place place) {
        return switch (place) {
            case INSIDE -> style.ascii() ? "#" : "■";
            case BELOW -> style.ascii() ? "v" : "▼";
            case ABOVE -> style.ascii() ? "^" : "▲";
            case ZERO -> style.ascii() ? "0" : "⊘";
            case UNDEFINED -> style.ascii() ? "?" : "◆";
        };
    }

    /// The scale of effects, as wide as that of the [CureLadder].
    static Axis effects() {
        return CureLadder.effects(0, STRIP - 1);
    }

    /// One trial's effect with its interval; the upright line is the control.
    static String strip(TextStyle style, Axis axis, Trial trial) {
        String[] cells = new String[STRIP];
        Arrays.fill(cells, " ");
        if (trial.high() > trial.low()) {
            int from = (int) Math.round(axis.at(trial.low())), to = (int) Math.round(axis.at(trial.high()));
            Arrays.fill(cells, from, to + 1, style.ascii() ? "-" : "─");
        }
        int zero = (int) Math.round(axis.at(0));
        cells[zero] = style.ascii() ? "|" : "│";
        String dot = trial.accepted() ? style.ascii() ? "#" : "●" : style.ascii() ? "o" : "○";
        String sign = axis.holds(trial.effect()) ? dot : sign(style, axis.place(trial.effect()));
        Ink ink = trial.accepted() ? Ink.GOOD : trial.arm() == Trial.Arm.CURE ? Ink.BAD : Ink.PLAIN;
        cells[(int) Math.round(axis.at(trial.effect()))] = style.paint(ink, sign);
        return String.join("", cells);
    }
}
