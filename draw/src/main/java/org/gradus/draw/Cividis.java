package org.gradus.draw;

import java.util.HexFormat;

/// The colour ramp cividis, dark to bright, which looks the same to people with and without colour blindness and
/// stays in order in grey (Nuñez, Anderton and Renslow 2018), by its values at ten evenly spaced places.
public final class Cividis {
    private static final int[] STOPS = {
        0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46
    };

    /// The colour of what is no number, which is none of the ramp's.
    public static final int UNDEFINED = 0x8E4FB8;

    private Cividis() {}

    /// The colour at a place between 0 (dark) and 1 (bright), as `0xRRGGBB`.
    public static int at(double share) {
        double place = Math.clamp(share, 0, 1) * (STOPS.length - 1);
        int low = Math.min((int) place, STOPS.length - 2);
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = STOPS[low] >> shift & 0xFF, b = STOPS[low + 1] >> shift & 0xFF;
            colour |= (int) Math.round(a + (place - low) * (b - a)) << shift;
        }
        return colour;
    }

    /// The same as CSS writes it: `#rrggbb`.
    public static String css(double share) {
        return "#" + HexFormat.of().toHexDigits(at(share)).substring(2);
    }
}
