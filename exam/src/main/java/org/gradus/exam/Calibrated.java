package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;

/// How surely the doctor named a cause first, beside how often it was the planted one.
///
/// @param stated networks in which something was named
/// @param bins those, by certainty
record Calibrated(List<Examined> stated, List<Bin> bins) {
    /// Edges of the bins in which stated certainty is held against truth.
    private static final List<Double> EDGES = List.of(0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0);

    Calibrated {
        stated = List.copyOf(stated);
        bins = List.copyOf(bins);
    }

    /// First diagnoses that were stated with about the same certainty.
    ///
    /// @param from the lower edge
    /// @param to the upper edge
    /// @param stated the mean certainty stated; NaN without cases
    /// @param right how often the first diagnosis was the planted cause; never in a sound network
    record Bin(double from, double to, double stated, Share right) {}

    /// Of some networks, those in which something was named.
    static Calibrated of(List<Examined> networks) {
        List<Examined> stated = networks.stream().filter(Examined::found).toList();
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i + 1 < EDGES.size(); i++) {
            double from = EDGES.get(i), to = EDGES.get(i + 1);
            boolean last = i + 2 == EDGES.size();
            List<Examined> in = stated.stream()
                    .filter(e -> e.sure() >= from && (e.sure() < to || last))
                    .toList();
            double mean = in.stream().mapToDouble(Examined::sure).average().orElse(Double.NaN);
            bins.add(new Bin(from, to, mean, Share.among(in, Examined::first)));
        }
        return new Calibrated(stated, bins);
    }

    /// The mean distance between stated certainty and truth, over bins, weighted by cases
    /// (expected calibration error; Naeini, Cooper and Hauskrecht, 2015).
    double error() {
        return bins.stream()
                .filter(b -> b.right().of() > 0)
                .mapToDouble(b ->
                        Math.abs(b.stated() - b.right().value()) * b.right().of() / stated.size())
                .sum();
    }

    /// The mean squared distance between stated certainty and truth (Brier, 1950).
    double brier() {
        return stated.stream()
                .mapToDouble(e -> Math.pow(e.sure() - (e.first() ? 1 : 0), 2))
                .average()
                .orElse(Double.NaN);
    }
}
