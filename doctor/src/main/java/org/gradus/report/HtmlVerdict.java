package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.ledger.Ledger;

/// The head of the HTML report: what is wrong, four numbers, and what came of the cures.
final class HtmlVerdict {
    /// The characters of a sentence from which on it is set smaller.
    private static final int LONG = 140;

    private HtmlVerdict() {}

    static String banner(Consultation consultation, ReportFacts facts) {
        Headline headline = Headline.of(consultation.verdict());
        Markup out = new Markup();
        out.open("p", "class", "cause " + headline.style());
        out.element("span", headline.sign(), "class", "sign", "aria-hidden", "true")
                .text(" " + headline.title());
        about(out, consultation.verdict(), headline.about());
        out.close().line();
        out.open("h1", "class", headline.sentence().length() > LONG ? "long" : "")
                .raw(whole(headline.sentence()))
                .close()
                .line();
        grounds(out, consultation);
        consultation
                .evidence()
                .stop()
                .ifPresent(stop -> out.element(
                        "p",
                        "Training ended at step " + stop.step() + ": " + stop.operation() + " gave no finite number.",
                        "class",
                        "stop"));
        numbers(out, consultation, facts);
        outcome(out, consultation, facts);
        also(out, consultation);
        return out.toString();
    }

    /// A sentence whose numbers, such as `1.1e-7`, are not broken at the minus.
    private static String whole(String sentence) {
        return Markup.escape(sentence).replaceAll("[\\d.]+e-\\d+", "<span class=\"whole\">$0</span>");
    }

    /// Since when, where, and how sure.
    private static void about(Markup out, Verdict verdict, String sure) {
        List<Diagnosis> named = Headline.named(verdict);
        if (named.isEmpty()) return;
        long first = named.stream().mapToLong(d -> d.finding().since()).min().orElse(0);
        String since = first == 0 ? "since before the first step" : "since step " + first;
        List<String> layers = named.getFirst().finding().layers();
        String where = named.size() > 1 || layers.isEmpty() ? "" : ", first in " + layers.getFirst();
        out.element("span", since + where + " · " + sure, "class", "about");
    }

    /// What it was before the trials, and what it rests on.
    private static void grounds(Markup out, Consultation consultation) {
        String before = Grounds.before(consultation), ground = Grounds.of(consultation);
        if (!before.isEmpty())
            out.element("p", Markup.sentence(before), "class", "ground").line();
        if (!ground.isEmpty()) {
            out.open("p", "class", "ground")
                    .element("span", "Rests on", "class", "lead")
                    .text(" " + ground + ".")
                    .close()
                    .line();
        }
    }

    /// A number with its meaning.
    private record Key(String value, String meaning) {}

    private static void numbers(Markup out, Consultation consultation, ReportFacts facts) {
        Evidence evidence = consultation.evidence();
        Ledger ledger = Album.ledger(evidence, consultation.verdict());
        List<Key> numbers = new ArrayList<>();
        if (Album.known(ledger)) {
            boolean grows = Headline.grows(ledger.keptPerLayer());
            String meaning = grows ? "is what each layer does to the signal" : "of the signal is kept per layer";
            numbers.add(new Key(Headline.rate(ledger.keptPerLayer()), meaning));
            String first = ledger.hiddenHops().getLast().to();
            numbers.add(new Key(
                    Numbers.of(ledger.reach()), "is what " + first + " gets of the last hidden layer's signal"));
        }
        String metric = Numbers.metric(evidence.score().testMetric());
        numbers.add(consultation
                .cure()
                .map(c -> new Key(
                        metric + " → " + Numbers.metric(c.evidence().score().testMetric()),
                        "held-out " + facts.metric() + ", before and after the cure"))
                .orElse(new Key(metric, "held-out " + facts.metric())));
        if (consultation.cure().isEmpty()) {
            numbers.add(new Key(
                    Numbers.loss(evidence.score().testLoss()),
                    "held-out loss; a constant guess has " + Numbers.loss(evidence.constantLoss())));
        }
        out.open("dl", "class", "numbers");
        for (Key n : numbers)
            out.open("div").element("dt", n.meaning()).element("dd", n.value()).close();
        out.close().line();
    }

    private static void outcome(Markup out, Consultation consultation, ReportFacts facts) {
        if (consultation.trials().isEmpty()) return;
        long accepted = consultation.trials().stream().filter(Trial::accepted).count();
        long tried = consultation.trials().stream()
                .filter(t -> t.arm() == Trial.Arm.CURE)
                .count();
        out.open("p", "class", "outcome " + (consultation.cure().isPresent() ? "good" : "bad"));
        for (Consultation.Refuted r : consultation.refuted())
            out.text("No remedy for " + String.join(" and ", r.causes()) + " passed. ");
        if (consultation.cure().isPresent()) {
            Consultation.Cure cure = consultation.cure().get();
            out.element("strong", (cure.well() ? "● Cured by " : "● Better with ") + cure.remedy())
                    .text(". ");
            out.text(accepted + " of " + tried
                    + " cures beat the untouched control and the sham; this one was then trained in full: ");
            out.text(Costs.after(cure) + Costs.longer(consultation.evidence(), cure.evidence(), facts.metric()) + ". ")
                    .element("a", "The trial", "href", "#cures");
        } else {
            out.element("strong", "○ No cure yet")
                    .text(". " + accepted + " of " + tried
                            + " candidates were accepted against the control and the sham. ");
            out.element("a", "The trial", "href", "#cures");
        }
        out.close().line();
    }

    /// What was found besides.
    private static void also(Markup out, Consultation consultation) {
        List<Diagnosis> seen = Headline.also(consultation.verdict());
        if (seen.isEmpty()) return;
        out.open("ul", "class", "also");
        for (Diagnosis d : seen) {
            boolean ill = d.finding().severity() == Finding.Severity.ILL;
            out.open("li")
                    .element("strong", "also seen: " + (ill ? "▼ " : "◆ ") + d.cause())
                    .text(" (" + Grounds.standing(consultation, d) + ")")
                    .text(": " + d.finding().headline());
            out.close();
        }
        out.close().line();
    }
}
