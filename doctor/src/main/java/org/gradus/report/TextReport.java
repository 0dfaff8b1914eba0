package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.draw.Axis;
import org.gradus.draw.Diff;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;
import org.gradus.ledger.Ledger;
import org.gradus.recipe.Recipe;

/// A consultation as a page of text for a terminal: what it is, where, how it is known, why, and
/// what helps.
public final class TextReport {
    private static final int NAME = 20, FEW = 6;

    private TextReport() {}

    /// The page, with a newline at its end.
    public static String write(Consultation consultation, ReportFacts facts, TextStyle style) {
        TextPage page = new TextPage(style);
        verdict(page, consultation, facts);
        if (!consultation.trials().isEmpty()) trials(page, consultation, facts);
        return end(page, facts);
    }

    /// The page without the trials: the verdict and what it stands on.
    public static String verdict(Consultation consultation, ReportFacts facts, TextStyle style) {
        TextPage page = new TextPage(style);
        verdict(page, consultation, facts);
        return end(page, facts);
    }

    private static void verdict(TextPage page, Consultation consultation, ReportFacts facts) {
        Evidence evidence = consultation.evidence();
        head(page, consultation, facts);
        if (evidence.history().size() > 0 && !evidence.layers().isEmpty()) {
            page.blank();
            TextBars.depth(page, evidence);
        }
        page.blank();
        for (Headline.Evidences e : Headline.evidences(consultation.verdict())) {
            evidence(page, e);
            page.blank();
        }
        why(page, consultation, facts);
    }

    private static Ink ink(Headline headline) {
        return switch (headline.style()) {
            case "bad" -> Ink.BAD;
            case "warn" -> Ink.WARN;
            default -> Ink.GOOD;
        };
    }

    private static void head(TextPage page, Consultation consultation, ReportFacts facts) {
        Headline headline = Headline.of(consultation.verdict());
        Evidence evidence = consultation.evidence();
        int layers = evidence.history().layers().size();
        List<String> about = Stream.of(
                        headline.about(),
                        evidence.recipe().name(),
                        Costs.count(layers, "layer"),
                        "step " + evidence.history().made() + " of " + evidence.steps(),
                        facts.run().isEmpty() ? "" : "run " + facts.run())
                .filter(part -> !part.isEmpty())
                .toList();
        page.head(ink(headline), headline.sign() + " " + headline.title(), about);
        page.words(Ink.BOLD, headline.sentence());
        String before = Grounds.before(consultation);
        if (!before.isEmpty()) page.words(Ink.PLAIN, Markup.sentence(before));
        signal(page, consultation, headline);
        if (!evidence.scores().isEmpty()) {
            page.words(
                    Ink.PLAIN,
                    "Held-out " + facts.metric() + " "
                            + Numbers.metric(evidence.score().testMetric()) + ", loss "
                            + Numbers.loss(evidence.score().testLoss()) + "; a constant guess has "
                            + Numbers.loss(evidence.constantLoss()) + ".");
        }
        evidence.stop()
                .ifPresent(stop -> page.words(
                        Ink.PLAIN,
                        "Training ended at step " + stop.step() + ": " + stop.operation() + " gave no finite number."));
    }

    /// What a layer does to the signal, where the verdict has not said it.
    private static void signal(TextPage page, Consultation consultation, Headline headline) {
        Ledger ledger = Album.ledger(consultation.evidence(), consultation.verdict());
        boolean said = headline.sentence().contains(Headline.keeps(ledger.keptPerLayer()));
        if (!said && Album.known(ledger)) {
            page.words(
                    Ink.PLAIN,
                    "Each layer " + Headline.keeps(ledger.keptPerLayer()) + "; "
                            + ledger.hiddenHops().getLast().to() + " gets " + Headline.part(ledger.reach()) + " what "
                            + ledger.hiddenHops().getFirst().from() + " gets.");
        }
    }

    private static void evidence(TextPage page, Headline.Evidences e) {
        if (e.measures().isEmpty()) return;
        int rest = page.style().width() - 2 - 3 - 27 - 14 - 13;
        List<List<String>> rows = e.measures().stream()
                .map(m -> List.of(m.what(), m.value(), m.expected(), m.since()))
                .toList();
        String whose = e.cause().isEmpty() ? "evidence" : e.cause();
        page.table(new int[] {27, 14, rest, 13}, List.of(whose, "value", "expected", "since"), rows);
    }

    private static void why(TextPage page, Consultation consultation, ReportFacts facts) {
        Evidence evidence = consultation.evidence();
        Verdict verdict = consultation.verdict();
        Ledger ledger = Album.ledger(evidence, verdict);
        String ground = Grounds.of(consultation);
        if (!ground.isEmpty()) page.paragraph("rests on", ground);
        List<Diagnosis> named = Headline.named(verdict);
        for (Diagnosis d : named)
            page.paragraph(
                    "why",
                    (named.size() > 1 ? d.cause() + ": " : "") + d.finding().why());
        if (!(verdict instanceof Verdict.Unwell)) page.paragraph("factors", factors(ledger));
        Bills bills = new Bills(ledger, facts.places());
        String decades = bills.decades(), zeros = bills.zeros();
        if (!decades.isEmpty()) page.paragraph("billed", decades);
        if (!zeros.isEmpty()) page.paragraph("zero", zeros);
        page.paragraph("forecast", evidence.forecast().sentence());
        for (Finding.Measure m : Headline.against(verdict))
            page.paragraph("but", m.what() + ": " + m.value() + " (expected: " + m.expected() + ")");
        List<String> ruledOut = verdict.ruledOut();
        if (!ruledOut.isEmpty()) page.paragraph("not", few(ruledOut));
        if (Headline.settled(verdict)) return;
        String tried = Costs.words(evidence.experiments().notes().trainings());
        if (!tried.isEmpty()) page.paragraph("tried", tried);
        for (Diagnosis d : Headline.also(verdict)) {
            page.paragraph(
                    "also",
                    d.cause() + " (" + Grounds.standing(consultation, d) + "): "
                            + d.finding().headline());
        }
    }

    /// The first of what was ruled out: those that were suspected.
    private static String few(List<String> ruledOut) {
        String first = String.join(", ", ruledOut.subList(0, Math.min(FEW, ruledOut.size())));
        return ruledOut.size() <= FEW ? first : first + ", and " + (ruledOut.size() - FEW) + " others";
    }

    /// The factors of a layer and their product.
    private static String factors(Ledger ledger) {
        if (ledger.hiddenHops().isEmpty()) return "";
        return "weight " + Numbers.of(ledger.typical(Ledger.Hop::weight)) + " × slope "
                + Numbers.of(ledger.typical(Ledger.Hop::slope)) + " × structure "
                + Numbers.of(ledger.typical(Ledger.Hop::rest)) + " = " + Numbers.of(ledger.keptPerLayer())
                + " per layer; over " + Costs.count(ledger.hiddenHops().size(), "layer") + " "
                + Numbers.of(ledger.reach());
    }

    private static void trials(TextPage page, Consultation consultation, ReportFacts facts) {
        TextStyle style = page.style();
        page.blank();
        page.words(
                Ink.PLAIN,
                "cures on trial: " + consultation.steps() + " steps, " + Costs.seeds(consultation)
                        + ", same start and batches; effect on the error of samples held back, in parts of guessing's,"
                        + " with its 99 % bounds. The control is the network as it is, the sham has other initial"
                        + " weights; kept is of the signal, per layer");
        Axis axis = TextBars.effects();
        int zero = (int) Math.round(axis.at(0));
        String direction = TextStyle.pad(TextStyle.right("better <", zero) + " > worse", TextBars.STRIP);
        page.line(style.paint(
                Ink.FAINT, " ".repeat(NAME + 1) + direction + cells(style, "effect", "loss", facts.metric(), "kept")));
        for (Trial trial : Album.arms(consultation)) {
            String outcome =
                    trial.accepted() ? style.paint(Ink.GOOD, "cure") : trial.arm() == Trial.Arm.CURE ? "no" : "";
            String name = style.plain(trial.remedy());
            boolean wide = TextStyle.columns(name) > NAME;
            if (wide) page.line(name);
            page.line(TextStyle.pad(wide ? "" : name, NAME) + " " + TextBars.strip(style, axis, trial)
                    + cells(
                            style,
                            Numbers.effect(trial.effect()),
                            Numbers.shortLoss(trial.loss()),
                            Numbers.metric(trial.accuracy()),
                            Numbers.of(trial.kept()))
                    + " " + outcome);
        }
        page.blank();
        leftOff(page, consultation);
        page.paragraph("cost", Costs.words(consultation.cost()));
        cure(page, consultation, facts);
    }

    /// The arms that were given up early, by step.
    private static void leftOff(TextPage page, Consultation consultation) {
        Map<Long, List<String>> names = new TreeMap<>();
        for (Trial t : consultation.trials()) {
            if (t.leftOff())
                names.computeIfAbsent(t.steps(), _ -> new ArrayList<>()).add(t.remedy());
        }
        names.forEach((step, some) ->
                page.paragraph("left off", "at step " + step + ", in the worse half: " + String.join(", ", some)));
    }

    private static String cells(TextStyle style, String effect, String loss, String metric, String kept) {
        return cell(style.plain(effect), 7)
                + cell(style.plain(loss), 7)
                + cell(style.plain(metric), 9)
                + cell(style.plain(kept), 7);
    }

    /// A number at the right of its column; one that does not fit is never cut.
    private static String cell(String number, int columns) {
        return TextStyle.columns(number) < columns ? TextStyle.right(number, columns) : " " + number;
    }

    private static void cure(TextPage page, Consultation consultation, ReportFacts facts) {
        page.blank();
        page.paragraph("verdict", Grounds.after(consultation));
        for (Consultation.Refuted refuted : consultation.refuted()) page.paragraph("in vain", Costs.words(refuted));
        if (consultation.cure().isEmpty()) {
            page.paragraph(
                    "cured",
                    consultation.trials().stream().anyMatch(Trial::accepted)
                            ? "no: what passed did not surely do better in full"
                            : "no");
            return;
        }
        Consultation.Cure cure = consultation.cure().get();
        boolean well = cure.well();
        page.paragraph(
                well ? "cured" : "better",
                (well ? "by " : "with ") + cure.remedy() + ", trained in full: " + facts.metric() + " "
                        + Numbers.metric(consultation.evidence().score().testMetric()) + " → "
                        + Numbers.metric(cure.evidence().score().testMetric())
                        + Costs.longer(consultation.evidence(), cure.evidence(), facts.metric()) + "; "
                        + Costs.after(cure));
        for (String change : cure.changes()) page.paragraph("", change);
        Recipe before = consultation.evidence().recipe();
        Optional<String> refusal = before.unwritable().or(cure.recipe()::unwritable);
        if (refusal.isPresent()) {
            page.paragraph("in Java", "none: " + refusal.get());
            return;
        }
        String label = "in Java";
        for (Diff.Line line : Diff.of(
                        before.toJava(), cure.recipe().withName(before.name()).toJava())
                .lines()) {
            if (line.sign() == ' ') continue;
            page.paragraph(label, line.sign() + " " + line.text().strip());
            label = "";
        }
    }

    private static String end(TextPage page, ReportFacts facts) {
        page.blank();
        if (!facts.report().isEmpty()) page.paragraph("report", facts.report());
        if (!facts.next().isEmpty()) page.paragraph("next", facts.next());
        return page.toString();
    }
}
