package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.gradus.clinic.Consultation;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Picture;
import org.gradus.ledger.Ledger;

/// The evidence table and the explanation in the HTML report.
final class HtmlEvidence {
    private HtmlEvidence() {}

    static String measures(Verdict verdict) {
        Markup out = new Markup();
        for (Headline.Evidences e : Headline.evidences(verdict)) {
            if (!e.cause().isEmpty()) out.element("h3", e.cause()).line();
            table(out, e.measures(), "measure");
        }
        if (!Headline.against(verdict).isEmpty()) {
            out.element("h3", "What speaks against it").line();
            table(out, Headline.against(verdict), "measure");
        }
        return out.toString();
    }

    private static void table(Markup out, List<Finding.Measure> measures, String name) {
        if (measures.isEmpty()) {
            out.element("p", "There is none yet.").line();
            return;
        }
        List<List<String>> rows = measures.stream()
                .map(m -> List.of(m.what(), m.value(), m.expected(), m.since()))
                .toList();
        out.open("div", "class", "scroll evidence");
        out.raw(Picture.toHtml(new Picture.Table(List.of(name, "value", "expected", "since"), rows)));
        out.close().line();
    }

    static String why(Consultation consultation, ReportFacts facts) {
        Evidence evidence = consultation.evidence();
        Verdict verdict = consultation.verdict();
        Markup out = new Markup();
        Ledger ledger = Album.ledger(evidence, verdict);
        if (Album.known(ledger)) formula(out, ledger);
        mechanisms(out, Headline.named(verdict));
        bills(out, new Bills(ledger, facts.places()));
        if (!ledger.hiddenHops().isEmpty()) {
            out.element(
                            "p",
                            "Forecast before the first step: "
                                    + evidence.forecast().sentence(),
                            "class",
                            "forecast-line")
                    .line();
            out.raw(Album.waterfall(evidence, verdict).toHtml());
        }
        String tried = Headline.settled(verdict)
                ? ""
                : Costs.words(evidence.experiments().notes().trainings());
        if (!tried.isEmpty())
            out.element("h3", "Tried in short trainings")
                    .element("p", Markup.sentence(tried))
                    .line();
        if (!verdict.ruledOut().isEmpty()) {
            out.element("h3", "Ruled out").open("ul", "class", "ruled");
            for (String cause : verdict.ruledOut()) out.element("li", cause);
            out.close().line();
        }
        ledgers(out, evidence.last());
        return out.toString();
    }

    /// How what is named works, cause by cause.
    private static void mechanisms(Markup out, List<Diagnosis> named) {
        for (Diagnosis d : named) {
            out.open("p", "class", "mechanism");
            if (named.size() > 1)
                out.element("span", d.cause(), "class", "lead").text(" ");
            out.text(d.finding().why()).close().line();
        }
    }

    /// Who took the lost signal, and what cuts it off.
    private static void bills(Markup out, Bills bills) {
        labelled(out, "Billed", bills.decades());
        labelled(out, "Zero", bills.zeros());
    }

    private static void labelled(Markup out, String label, String words) {
        if (words.isEmpty()) return;
        out.open("p")
                .element("span", label, "class", "lead")
                .words(" " + words)
                .close()
                .line();
    }

    /// The product of this run's factors, written out.
    private static void formula(Markup out, Ledger ledger) {
        int hops = ledger.hiddenHops().size();
        out.open("p", "class", "formula", "role", "math", "aria-label", "the factors of one layer and their product");
        term(out, Numbers.of(ledger.typical(Ledger.Hop::weight), 3), "weight");
        operator(out, "×");
        term(out, Numbers.of(ledger.typical(Ledger.Hop::slope), 3), "slope");
        operator(out, "×");
        term(out, Numbers.of(ledger.typical(Ledger.Hop::rest), 3), "structure");
        operator(out, "=");
        term(out, Numbers.of(ledger.keptPerLayer(), 3), "kept per layer");
        out.open("span", "class", "gap").close();
        out.open("span", "class", "term").open("span", "class", "number").text(Numbers.of(ledger.keptPerLayer(), 3));
        out.element("sup", String.valueOf(hops))
                .close()
                .element("span", "over " + Costs.count(hops, "layer"), "class", "name")
                .close();
        operator(out, "=");
        term(
                out,
                Numbers.of(ledger.reach()),
                "reaches " + ledger.hiddenHops().getLast().to());
        out.close().line();
    }

    private static void term(Markup out, String number, String name) {
        out.open("span", "class", "term")
                .element("span", number, "class", "number")
                .element("span", name, "class", "name")
                .close();
    }

    private static void operator(Markup out, String sign) {
        out.text(" ").element("span", sign, "class", "operator").text(" ");
    }

    /// The four factors of every weight's gradient.
    private static void ledgers(Markup out, Ledger ledger) {
        List<List<String>> rows = new ArrayList<>();
        for (Ledger.Block block : ledger.blocks().reversed()) {
            rows.add(List.of(
                    block.path(),
                    Numbers.of(block.gradient()),
                    Numbers.of(ledger.residual()),
                    Numbers.of(block.transmission()) + " ± " + Numbers.percent(block.error()),
                    optional(block.alignment()),
                    optional(block.coherence())));
        }
        out.open("details").element("summary", "The ledger: every gradient, split into its four factors");
        out.element(
                "p",
                "At step " + ledger.step() + ", over " + ledger.samples()
                        + " samples. Norm of the gradient = residual (is an error left?) × "
                        + "transmission (would any error arrive?) × alignment (can the layer see this one?) × coherence (do the samples agree?). "
                        + "The residual is " + Numbers.percent(ledger.relativeResidual()) + " of a constant guess's.");
        out.open("div", "class", "scroll");
        out.raw(Picture.toHtml(new Picture.Table(
                List.of("parameter, output first", "gradient", "residual", "transmission", "alignment", "coherence"),
                rows)));
        out.close().close().line();
    }

    private static String optional(OptionalDouble value) {
        return value.isPresent() ? Numbers.of(value.getAsDouble()) : "–";
    }
}
