package org.gradus.report;

import java.util.List;
import java.util.Map;
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
    public static final int VERSION = 2;

    private JsonReport() {}

    /// The object as JSON text; numbers that are not finite are `null`.
    public static String write(Consultation consultation, ReportFacts facts) {
        Map<String, Object> out = Json.object(
                "version",
                VERSION,
                "run",
                facts.run(),
                "name",
                consultation.evidence().recipe().name(),
                "verdict",
                name(consultation.verdict()));
        out.putAll(verdict(consultation.verdict()));
        out.put("forecast", forecast(consultation.evidence().forecast()));
        out.put("measured", measured(consultation.evidence()));
        out.putAll(reasons(consultation, facts));
        out.put("trials", consultation.trials().stream().map(JsonReport::trial).toList());
        out.put("refuted", consultation.refuted());
        out.put("cost", consultation.cost());
        out.put("cured", consultation.cure().map(JsonReport::cured));
        out.put("recipe", consultation.evidence().recipe().toYaml());
        out.put("report", facts.report());
        return Json.write(out);
    }

    /// A verdict's name: `healthy`, `unexplained`, `too_soon` or `unwell`.
    static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Healthy h -> h.unexplained() ? "unexplained" : "healthy";
            case Verdict.TooSoon _ -> "too_soon";
            case Verdict.Unwell _ -> "unwell";
        };
    }

    private static Map<String, Object> verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Unwell unwell ->
                Json.object(
                        "diagnoses",
                        unwell.diagnoses().stream().map(JsonReport::diagnosis).toList());
            case Verdict.TooSoon soon -> Json.object("diagnoses", List.of(), "reason", soon.reason());
            case Verdict.Healthy healthy ->
                Json.object(
                        "diagnoses",
                        List.of(),
                        "answer",
                        healthy.answer(),
                        "evidence",
                        healthy.evidence(),
                        "ruledOut",
                        healthy.ruledOut());
        };
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
                evidence.history().size(),
                "keptPerLayer",
                first.keptPerLayer(),
                "reach",
                first.reach(),
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
                "losses",
                trial.losses(),
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
                cure.recipe().toYaml(),
                "java",
                cure.recipe().toJava(),
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
