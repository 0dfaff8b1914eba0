package org.gradus.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Trial;
import org.gradus.data.Task;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Verdict;
import org.gradus.forecast.Forecast;
import org.gradus.ledger.Ledger;
import org.gradus.runs.Json;
import org.gradus.story.Story;

/// A consultation as one JSON object: what `--json` prints and what the HTML report carries. Its numbers are for
/// programs, its texts are those of the [story][Report].
public final class JsonReport {
    /// Raised when a field changes its meaning or name; fields may be added without.
    public static final int VERSION = 4;

    /// What the held-out metric is called: `accuracy`, or `r2` of quantities.
    private final String metric;

    private JsonReport(Evidence evidence) {
        metric = evidence.facts().task() instanceof Task.Regression ? "r2" : "accuracy";
    }

    /// The object as JSON text; numbers that are not finite are `null`.
    public static String write(Consultation c, ReportFacts facts) {
        Story story = Report.of(c, facts);
        Verdict verdict = c.verdict();
        JsonReport report = new JsonReport(c.evidence());
        return Json.write(Json.object(
                "version", VERSION,
                "run", facts.run(),
                "name", story.name(),
                "verdict", name(verdict),
                "answer", answer(verdict),
                "reason", story.headline().sentence(),
                "restsOn", story.words("rests on"),
                "before", before(c.before()),
                "diagnoses", diagnoses(verdict.findings()),
                "together", verdict instanceof Verdict.Unwell u ? u.joint() : 0,
                "seen", diagnoses(verdict.seen()),
                "evidence", verdict.evidence(),
                "ruledOut", verdict.ruledOut(),
                "forecast", forecast(c.evidence().forecast()),
                "measured", report.measured(c.evidence()),
                "billed", story.words("billed"),
                "zero", story.words("zero"),
                "tried", story.words("tried"),
                "trials", c.trials().stream().map(report::trial).toList(),
                "refuted", c.refuted(),
                "cost", c.cost(),
                "cured", c.cure().map(report::cured),
                "recipe", c.evidence().recipe().toText(),
                "report", facts.report()));
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
        List<Diagnosis> named = before.findings();
        Optional<Diagnosis> likeliest = (before instanceof Verdict.Unwell ? named : before.seen())
                .stream().findFirst();
        return Json.object(
                "verdict", name(before),
                "causes", named.stream().map(Diagnosis::cause).toList(),
                "likeliest", likeliest.map(Diagnosis::cause),
                "confidence", likeliest.map(Diagnosis::sure));
    }

    private static List<Map<String, Object>> diagnoses(List<Diagnosis> diagnoses) {
        return diagnoses.stream().map(JsonReport::diagnosis).toList();
    }

    private static Map<String, Object> diagnosis(Diagnosis diagnosis) {
        Finding.Found found = diagnosis.finding();
        return Json.object(
                "cause", diagnosis.cause(),
                "severity", found.severity(),
                "layers", found.layers(),
                "since", found.since(),
                "confidence", diagnosis.sure(),
                "gain", diagnosis.gain(),
                "undone", diagnosis.undone().map(JsonReport::undone),
                "evidence", found.evidence(),
                "against", found.against(),
                "ruledOut", diagnosis.ruledOut(),
                "headline", found.headline(),
                "text", found.why());
    }

    private static Map<String, Object> undone(Diagnosis.Undone u) {
        return Json.object(
                "remedy", u.remedy(), "gain", u.gain().mean(), "low", u.gain().low());
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

    private Map<String, Object> measured(Evidence evidence) {
        Ledger first = evidence.first(), last = evidence.last();
        Map<String, Object> out = Json.object(
                "steps", evidence.history().made(),
                "keptPerLayer", first.keptPerLayer(),
                "reach", first.reach(),
                "left", evidence.left(),
                "leftHeldOut", evidence.heldOutLeft(),
                "keptPerLayerAtEnd", last.keptPerLayer(),
                "reachAtEnd", last.reach(),
                "loss", evidence.score().testLoss(),
                "constantLoss", evidence.constantLoss(),
                "stop", evidence.stop());
        out.put(metric, evidence.score().testMetric());
        return out;
    }

    private Map<String, Object> trial(Trial trial) {
        Map<String, Object> out = Json.object(
                "arm", trial.arm(),
                "remedy", trial.remedy(),
                "loss", trial.loss(),
                "effect", trial.effect(),
                "interval", List.of(trial.low(), trial.high()),
                "accepted", trial.accepted(),
                "reason", trial.reason(),
                "keptPerLayer", trial.kept(),
                "predicted", trial.predicted(),
                "errors", trial.errors(),
                "from", trial.from(),
                "steps", trial.steps(),
                "preserving", trial.preserving(),
                "ownLoss", trial.ownLoss());
        out.put(metric, trial.metric());
        return out;
    }

    private Map<String, Object> cured(Consultation.Cure cure) {
        Map<String, Object> out = Json.object(
                "recipe", cure.recipe().toText(),
                "java",
                        cure.recipe().unwritable().isPresent()
                                ? ""
                                : cure.recipe().toJava(),
                "remedy", cure.remedy(),
                "loss", cure.evidence().score().testLoss(),
                "verdict", name(cure.verdict()),
                "changes", cure.changes());
        out.put(metric, cure.evidence().score().testMetric());
        return out;
    }
}
