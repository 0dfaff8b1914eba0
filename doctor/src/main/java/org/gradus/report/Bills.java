package org.gradus.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradus.ledger.Ledger;

/// Who took the decades that the signal lost on its way through the hidden layers, and what cuts
/// a gradient to 0, in a sentence each.
final class Bills {
    /// Fewer decades than this are no loss to speak of.
    private static final double LEAST = 1;

    /// The part of all decades below which a payer is left out.
    private static final double SMALL = 0.05;

    private static final int MOST = 3;

    private Bills() {}

    /// The decades by payer, the largest first; empty when hardly any were lost or won.
    static String decades(Ledger ledger) {
        Map<String, Double> payers = new TreeMap<>();
        for (Ledger.Bill bill : ledger.bills()) payers.merge(payer(bill), bill.decades(), Double::sum);
        double all = -ledger.reachDecades();
        if (!(Math.abs(all) >= LEAST) || !Double.isFinite(all)) return "";
        String sum = payers.entrySet().stream()
                .filter(e -> Math.abs(e.getValue()) > SMALL * Math.abs(all))
                .sorted(Comparator.comparingDouble(e -> -Math.abs(e.getValue())))
                .limit(MOST)
                .map(e -> e.getKey() + " " + number(e.getValue() * Math.signum(all)))
                .collect(Collectors.joining(", "));
        return "of " + number(Math.abs(all)) + " decades " + (all > 0 ? "lost" : "won")
                + " from the last hidden layer to the first: " + sum;
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

    /// Which parameters get a gradient of 0, and why; empty when none does.
    static String zeros(Ledger ledger) {
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

    private static String cut(Ledger.Zero zero) {
        String where = zero.operation() + (zero.layer().isEmpty() ? "" : " at " + zero.layer());
        return switch (zero.kind()) {
            case NO_PATH -> "without a path from the loss (" + where + ")";
            case EXACT -> "with a gradient of exactly 0 (" + where + ")";
            case ROUNDED -> "with a gradient rounded to 0 (" + where + ")";
        };
    }
}
