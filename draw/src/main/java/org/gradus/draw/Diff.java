package org.gradus.draw;

import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, line by line: their longest common part stays, the rest goes or comes.
public record Diff(List<Line> lines) {
    public Diff {
        lines = List.copyOf(lines);
    }

    private static final Line GAP = new Line(' ', "…");

    /// A line and its sign: ` ` stays, `-` goes, `+` comes.
    public record Line(char sign, String text) {}

    /// The lines that go or come, each behind its sign, without their indentation and the marks of lists.
    public List<String> changes() {
        return lines.stream()
                .filter(l -> l.sign() != ' ')
                .map(l -> l.sign() + " " + l.text().strip().replaceFirst("^- ", ""))
                .toList();
    }

    /// The lines no farther than some from one that changes; a gap is a line of `…`.
    public Diff around(int near) {
        List<Line> shown = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<Line> about = lines.subList(Math.max(0, i - near), Math.min(lines.size(), i + near + 1));
            boolean close = about.stream().anyMatch(l -> l.sign() != ' ');
            if (close) shown.add(lines.get(i));
            else if (shown.isEmpty() || !shown.getLast().equals(GAP)) shown.add(GAP);
        }
        return new Diff(shown);
    }

    public static Diff of(String before, String after) {
        List<String> a = before.lines().toList(), b = after.lines().toList();
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0, j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                lines.add(new Line(' ', a.get(i++)));
                j++;
            } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', a.get(i++)));
            } else {
                lines.add(new Line('+', b.get(j++)));
            }
        }
        return new Diff(lines);
    }
}
