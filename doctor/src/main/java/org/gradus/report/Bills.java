package org.gradus.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradus.ledger.Ledger;
import org.gradus.recipe.Places;

/// Who took the decades that the signal lost on its way through the hidden layers, and what cuts
/// a gradient to 0, in a sentence each; with the lines of the recipe where they are known.
final class Bills {
    /// Fewer decades than this are no loss to speak of.
    private static final double LEAST = 1;

    /// The part of all decades below which a payer is left out.
    private static final double SMALL = 0.05;

    /// How many payers are named, and how many lines of each.
    private static final int MOST = 3;

    private final Ledger ledger;
    private final Places places;

    Bills(Ledger ledger, Places places) {
        this.ledger = ledger;
        this.places = places;
    }

    /// The decades by payer, the largest first; empty when hardly any were lost or won.
    String decades() {
        double all = -ledger.reachDecades();
        if (!(Math.abs(all) >= LEAST) || !Double.isFinite(all)) return "";
        Map<String, List<Ledger.Bill>> payers =
                ledger.bills().stream().collect(Collectors.groupingBy(Bills::payer, TreeMap::new, Collectors.toList()));
        double sign = Math.signum(all);
        List<Map.Entry<String, List<Ledger.Bill>>> largest = payers.entrySet().stream()
                .filter(e -> Math.abs(decades(e.getValue())) > SMALL * Math.abs(all))
                .sorted(Comparator.comparingDouble(e -> -Math.abs(decades(e.getValue()))))
                .limit(MOST)
                .toList();
        Set<String> shared = largest.stream()
                .map(e -> lines(e.getValue()).keySet().toString())
                .collect(Collectors.toSet());
        boolean same = largest.size() > 1
                && shared.size() == 1
                && lines(largest.getFirst().getValue()).size() == 1;
        String sum = largest.stream()
                .map(e -> e.getKey() + " " + number(decades(e.getValue()) * sign)
                        + (same ? "" : where(e.getValue(), sign)))
                .collect(Collectors.joining(", "));
        return "the signal " + (all > 0 ? "loses " : "gains ") + number(Math.abs(all))
                + " powers of ten from the last hidden layer to the first: " + sum
                + (same
                        ? "; all at "
                                + lines(largest.getFirst().getValue())
                                        .keySet()
                                        .iterator()
                                        .next()
                        : "");
    }

    private static double decades(List<Ledger.Bill> bills) {
        return bills.stream().mapToDouble(Ledger.Bill::decades).sum();
    }

    private static String payer(Ledger.Bill bill) {
        return switch (bill.factor()) {
            case WEIGHT -> "size of the weights";
            case SLOPE -> bill.operation().isEmpty() ? "slope" : "slope of " + bill.operation();
            case NORMALIZATION -> bill.operation();
            case SKIP -> "skip";
            case STRUCTURE -> "structure";
        };
    }

    private static String number(double decades) {
        return String.format(Locale.ROOT, "%.1f", decades);
    }

    /// The lines of what a payer took, in brackets; those that took most when there are several.
    private String where(List<Ledger.Bill> bills, double sign) {
        Map<String, Double> lines = lines(bills);
        if (lines.isEmpty()) return "";
        if (lines.size() == 1) return " (" + lines.keySet().iterator().next() + ")";
        String first = lines.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> -Math.abs(e.getValue())))
                .limit(MOST)
                .map(e -> number(e.getValue() * sign) + " at " + e.getKey())
                .collect(Collectors.joining(", "));
        int others = lines.size() - MOST;
        return " (" + first + (others > 0 ? ", the rest at " + others + " more" : "") + ")";
    }

    /// The decades by line; empty where no line is known.
    private Map<String, Double> lines(List<Ledger.Bill> bills) {
        Map<String, Double> lines = new TreeMap<>();
        for (Ledger.Bill bill : bills) line(bill).ifPresent(line -> lines.merge(line, bill.decades(), Double::sum));
        return lines;
    }

    private Optional<String> line(Ledger.Bill bill) {
        boolean slope = bill.factor() == Ledger.Bill.Factor.SLOPE;
        return places.of(bill.layer()).map(p -> words(slope ? p.activation() : p.line(), p));
    }

    private String words(int line, Places.Place place) {
        return places.words(line) + (place.times() > 1 ? ", repeat " + place.times() : "");
    }

    /// Which parameters get a gradient of 0, and why; empty when none does.
    String zeros() {
        Map<String, List<Ledger.Block>> cuts = ledger.blocks().stream()
                .filter(b -> b.zero().isPresent())
                .collect(Collectors.groupingBy(b -> cut(b.zero().orElseThrow()), TreeMap::new, Collectors.toList()));
        return cuts.entrySet().stream()
                .map(e -> number(e.getValue()) + " " + e.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String number(List<Ledger.Block> blocks) {
        return blocks.size() == 1 ? blocks.getFirst().path() : blocks.size() + " parameters";
    }

    private String cut(Ledger.Zero zero) {
        String line =
                places.of(zero.layer()).map(p -> ", " + words(p.line(), p)).orElse("");
        String where = zero.operation() + (zero.layer().isEmpty() ? "" : " at " + zero.layer()) + line;
        return switch (zero.kind()) {
            case NO_PATH -> "without a path from the loss (" + where + ")";
            case EXACT -> "with a gradient of exactly 0 (" + where + ")";
            case ROUNDED -> "with a gradient rounded to 0 (" + where + ")";
        };
    }
}
