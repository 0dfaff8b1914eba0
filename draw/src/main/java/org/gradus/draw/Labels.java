package org.gradus.draw;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names cut to the room they have, so that those that differ still do.
public final class Labels {
    private Labels() {}

    /// Each text in at most so many characters: a longer one loses its end; where two different ones would then
    /// look alike, their middles go; where they still would, they are numbered.
    ///
    /// @param sign what stands for what was cut, such as `…`
    public static List<String> fit(List<String> texts, int most, String sign) {
        List<String> ends = texts.stream().map(t -> start(t, most, sign)).toList();
        if (apart(texts, ends)) return ends;
        List<String> middles = texts.stream().map(t -> middle(t, most, sign)).toList();
        if (apart(texts, middles)) return middles;
        List<String> different = new ArrayList<>(new LinkedHashSet<>(texts)), numbered = new ArrayList<>();
        for (String text : texts) {
            String number = sign + (different.indexOf(text) + 1);
            boolean fits = length(text) <= most || length(number) > most;
            numbered.add(fits ? start(text, most, sign) : first(text, most - length(number)) + number);
        }
        return numbered;
    }

    /// Whether different texts have different labels.
    private static boolean apart(List<String> texts, List<String> labels) {
        Set<String> different = new HashSet<>(texts);
        return new HashSet<>(labels).size() == different.size();
    }

    private static String start(String text, int most, String sign) {
        return length(text) <= most ? text : first(text, most - length(sign)) + sign;
    }

    private static String middle(String text, int most, String sign) {
        if (length(text) <= most) return text;
        int room = Math.max(0, most - length(sign)), tail = room - room / 2;
        return first(text, room / 2) + sign + text.substring(text.offsetByCodePoints(0, length(text) - tail));
    }

    private static String first(String text, int count) {
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, count)));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
