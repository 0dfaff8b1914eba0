package org.gradus.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;
import org.gradus.runs.Json;

/// A consultation as one JSON object: what `--json` prints and what the HTML report carries.
public final class JsonReport {
    /// Raised when a field changes its meaning; fields may be added without.
    public static final int VERSION = 3;

    private JsonReport() {}

    /// The object as JSON text; numbers that are not finite are `null`.
    public static String write(Consultation consultation, ReportFacts facts) {
        Verdict verdict = consultation.verdict();
        Map<String, Object> out = Json.object(
                "version",
                VERSION,
                "run",
                facts.run(),
                "name",
                consultation.evidence().recipe().name(),
                "verdict",
                name(verdict),
                "answer",
                answer(verdict),
                "reason",
                verdict instanceof Verdict.Unwell ? Headline.of(verdict).sentence() : verdict.sentence(),
                "restsOn",
                Grounds.of(consultation),
                "before",
                before(consultation.before()));
        out.put("diagnoses", diagnoses(Headline.named(verdict)));
        out.put("together", verdict instanceof Verdict.Unwell u ? u.joint() : 0);
        out.put("seen", diagnoses(Headline.also(verdict)));
        out.put("evidence", verdict.evidence());
        out.put("ruledOut", verdict.ruledOut());
        out.put("forecast", forecast(consultation.evidence().forecast()));
        out.put("measured", measured(consultation.evidence()));
        out.putAll(reasons(consultation, facts));
        out.put("trials", consultation.trials().stream().map(JsonReport::trial).toList());
        out.put("refuted", consultation.refuted());
        out.put("cost", consultation.cost());
        out.put("cured", consultation.cure().map(JsonReport::cured));
        out.put("recipe", consultation.evidence().recipe().toText());
        out.put("report", facts.report());
        return Json.write(out);
    }

    /// A verdict's name: `healthy`, `unexplained`, `too-soon`, `unproven` or `unwell`.
    static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Healthy h -> h.unexplained() ? "unexplained" : "healthy";
            case Verdict.TooSoon _ -> "too-soon";
            case Verdict.Unproven _ -> "unproven";
            case Verdict.Unwell _ -> "unwell";
        };
    }

    /// What became of the error where nothing was found: `fitted`, `learned`, `data-limit`,
    /// `too-few-samples` or `unexplained`.
    private static Optional<String> answer(Verdict verdict) {
        return verdict instanceof Verdict.Healthy h
                ? Optional.of(h.answer().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                : Optional.empty();
    }

    /// The verdict before the trials, with the likeliest cause and how sure that was.
    private static Map<String, Object> before(Verdict before) {
        List<Diagnosis> named = Headline.named(before);
        List<Diagnosis> held = before instanceof Verdict.Unwell ? named : Headline.also(before);
        return Json.object(
                "verdict",
                name(before),
                "causes",
                named.stream().map(Diagnosis::cause).toList(),
                "likeliest",
                held.stream().findFirst().map(Diagnosis::cause),
                "confidence",
                held.stream().findFirst().map(Diagnosis::sure));
    }

    private static List<Map<String, Object>> diagnoses(List<Diagnosis> diagnoses) {
        return diagnoses.stream().map(JsonReport::diagnosis).toList();
    }

    private static Map<String, Object> diagnosis(Diagnosis diagnosis) {
        Finding.Found found = diagnosis.finding();
        return Json.object(
                "cause",
                diagnosis.cause(),
                "severity",
                found.severity(),
                "layers",
                found.layers(),
                "since",
                found.since(),
                "confidence",
                diagnosis.sure(),
                "gain",
                diagnosis.gain(),
                "undone",
                diagnosis
                        .undone()
                        .map(u -> Json.object(
                                "remedy",
                                u.remedy(),
                                "gain",
                                u.gain().mean(),
                                "low",
                                u.gain().low())),
                "evidence",
                found.evidence(),
                "against",
                found.against(),
                "ruledOut",
                diagnosis.ruledOut(),
                "headline",
                found.headline(),
                "text",
                found.why());
    }

    /// The sentences of the text report.
    private static Map<String, Object> reasons(Consultation consultation, ReportFacts facts) {
        Evidence evidence = consultation.evidence();
        Bills bills = new Bills(Album.ledger(evidence, consultation.verdict()), facts.places());
        return Json.object(
                "billed",
                bills.decades(),
                "zero",
                bills.zeros(),
                "tried",
                Costs.words(evidence.experiments().notes().trainings()));
    }

    private static Map<String, Object> forecast(Forecast forecast) {
        Map<String, Object> out = Json.object("text", forecast.sentence());
        if (forecast instanceof Forecast.Predicted p) {
            out.put("keptPerLayer", p.perLayer().typical());
            out.put("band", List.of(p.perLayer().low(), p.perLayer().high()));
            out.put("carries", p.budget().layers());
            out.put("asked", p.asked());
        }
        return out;
    }

    private static Map<String, Object> measured(Evidence evidence) {
        Ledger first = evidence.first(), last = evidence.last();
        return Json.object(
                "steps",
                evidence.history().made(),
                "keptPerLayer",
                first.keptPerLayer(),
                "reach",
                first.reach(),
                "left",
                evidence.left(),
                "leftHeldOut",
                evidence.heldOutLeft(),
                "keptPerLayerAtEnd",
                last.keptPerLayer(),
                "reachAtEnd",
                last.reach(),
                "loss",
                evidence.score().testLoss(),
                "accuracy",
                evidence.score().testMetric(),
                "constantLoss",
                evidence.constantLoss(),
                "stop",
                evidence.stop());
    }

    private static Map<String, Object> trial(Trial trial) {
        return Json.object(
                "arm",
                trial.arm(),
                "remedy",
                trial.remedy(),
                "loss",
                trial.loss(),
                "accuracy",
                trial.accuracy(),
                "effect",
                trial.effect(),
                "interval",
                List.of(trial.low(), trial.high()),
                "accepted",
                trial.accepted(),
                "reason",
                trial.reason(),
                "keptPerLayer",
                trial.kept(),
                "predicted",
                trial.predicted(),
                "errors",
                trial.errors(),
                "from",
                trial.from(),
                "steps",
                trial.steps(),
                "preserving",
                trial.preserving());
    }

    private static Map<String, Object> cured(Consultation.Cure cure) {
        return Json.object(
                "recipe",
                cure.recipe().toText(),
                "java",
                cure.recipe().unwritable().isPresent() ? "" : cure.recipe().toJava(),
                "remedy",
                cure.remedy(),
                "accuracy",
                cure.evidence().score().testMetric(),
                "loss",
                cure.evidence().score().testLoss(),
                "verdict",
                name(cure.verdict()),
                "changes",
                cure.changes());
    }
}
