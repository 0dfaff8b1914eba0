package org.gradus.cli;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.gradus.cli.Table.Column;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.expression.Circuit;
import org.gradus.expression.Node;
import org.gradus.expression.Reading;
import org.gradus.expression.Reading.Flow;
import org.gradus.expression.Readings;

/// A circuit drawn as a tree, the result on top, with the value ▶ and the gradient ◀ on each line.
///
/// A node that is used twice is drawn once, and ↑ points there from then on. A branch that would grow too far to the
/// right goes on below as a tree of its own.
final class Tree {
    private static final int DIGITS = 7;

    /// How many levels a tree has before a branch goes on below.
    private static final int LEVELS = 10;

    private final Terminal terminal;
    private final Circuit circuit;
    private final Readings readings;
    private final Table table;
    private final Set<Node> drawn = new HashSet<>();
    private final SequencedSet<Node> below = new LinkedHashSet<>();
    private final Map<Node, String> numbers = new HashMap<>();
    private final Set<Flow> flows = EnumSet.noneOf(Flow.class);

    Tree(Terminal terminal, Circuit circuit, Readings readings) {
        this.terminal = terminal;
        this.circuit = circuit;
        this.readings = readings;
        this.table = new Table(
                terminal,
                Column.left("node"),
                Column.left("").in(Ink.FORWARD),
                Column.point("value").in(Ink.FORWARD),
                Column.left("").in(Ink.BACKWARD),
                Column.point("gradient").in(Ink.BACKWARD));
    }

    void print() {
        draw(circuit.output(), "", "", 0);
        while (!below.isEmpty()) {
            table.row("", "", "", "", "");
            draw(below.removeFirst(), "", "", 0);
        }
        table.print("");
        legend();
    }

    /// Draws a node and what it is made of.
    ///
    /// @param lead the lines that lead to it
    /// @param under the lines that pass beside what it is made of
    private void draw(Node x, String lead, String under, int level) {
        if (drawn.contains(x) || below.contains(x)) {
            table.row(lead + (drawn.contains(x) ? "↑" : "↓") + called(x), "", "", "", "");
            return;
        }
        if (level == LEVELS && !x.inputs().isEmpty()) {
            below.add(x);
            table.row(lead + "↓" + called(x), "", "", "", "");
            return;
        }
        drawn.add(x);
        row(x, lead);
        for (int i = 0; i < x.inputs().size(); i++) {
            boolean last = i == x.inputs().size() - 1;
            draw(x.inputs().get(i), under + (last ? "└─ " : "├─ "), under + (last ? "   " : "│  "), level + 1);
        }
    }

    private void row(Node x, String lead) {
        Reading reading = readings.at(x);
        String value = Numerals.of(reading.value(), DIGITS);
        if (x.sort() == Node.Sort.NUMBER) table.row(lead + title(x), "▶", value, "", "");
        else table.row(lead + title(x), "▶", value, "◀", gradient(reading));
    }

    private String gradient(Reading reading) {
        flows.add(reading.flow());
        return switch (reading.flow()) {
            case PASSES -> Numerals.of(reading.gradient(), DIGITS);
            case EXACT_ZERO -> "⊘";
            case ROUNDED_AWAY -> "≈0";
            case NO_PATH -> "–";
        };
    }

    private String title(Node x) {
        String name = x.equals(circuit.output()) ? circuit.name() : numbers.getOrDefault(x, x.name());
        return name.isEmpty() || name.equals(x.label()) ? x.label() : name + " = " + x.label();
    }

    /// What a node is called where it is only pointed at: its name, or a number that it gets now.
    private String called(Node x) {
        return x.name().isEmpty() ? numbers.computeIfAbsent(x, _ -> "&" + (numbers.size() + 1)) : x.name();
    }

    private void legend() {
        if (flows.contains(Flow.EXACT_ZERO)) terminal.print("⊘ exactly 0: the result does not move with it");
        if (flows.contains(Flow.ROUNDED_AWAY)) terminal.print("≈0 not 0 in truth, but too small for a double");
        if (flows.contains(Flow.NO_PATH)) terminal.print("– no path leads back to here");
        circuit.nodes().stream()
                .filter(x -> !Double.isFinite(readings.at(x).value()))
                .findFirst()
                .ifPresent(x -> terminal.print("◆ the first that is no finite number: " + computed(x)));
    }

    /// A node with the numbers it was computed from, such as `log(-1) = NaN`.
    private String computed(Node x) {
        String from = x.inputs().stream()
                .map(input -> Numerals.of(readings.at(input).value(), DIGITS))
                .collect(Collectors.joining(", "));
        return x.label() + "(" + from + ") = " + Numerals.of(readings.at(x).value(), DIGITS);
    }
}
