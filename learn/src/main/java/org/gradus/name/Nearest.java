package org.gradus.name;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The known names that a mistyped one may have meant.
///
/// The distance of two names is the least number of letters to insert, delete, replace or swap with a neighbour that
/// turns one into the other (Damerau, 1964; in the form in which no piece is edited twice). Upper and lower case count
/// as the same, and so do `_`, `-` and space. A name that holds the other whole is at distance 1.
public final class Nearest {
    private static final int MOST = 3;
    private static final int LEAST_PIECE = 2;

    /// What is longer is no slip of a name; and comparing two takes their lengths multiplied.
    private static final int LONGEST = 200;

    private Nearest() {}

    /// At most three known names, nearest first; none when nothing is near enough to be a slip.
    public static List<String> of(String word, Collection<String> known) {
        record Near(String name, int distance) {}
        List<Near> near = new ArrayList<>();
        if (word.length() > LONGEST) return List.of();
        for (String name : known) {
            if (name.length() > LONGEST) continue;
            int distance = distance(plain(word), plain(name));
            if (distance <= Math.max(1, Math.max(word.length(), name.length()) / 3)) near.add(new Near(name, distance));
        }
        near.sort(Comparator.comparingInt(Near::distance));
        return near.stream().limit(MOST).map(Near::name).toList();
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    private static int distance(String a, String b) {
        if (a.equals(b)) return 0;
        boolean piece = Math.min(a.length(), b.length()) >= LEAST_PIECE && (a.contains(b) || b.contains(a));
        return piece ? 1 : edits(a, b);
    }

    private static int edits(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1]; // [letters of a used, letters of b used]
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int fewest(int[][] edits, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(edits[i - 1][j - 1] + change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
