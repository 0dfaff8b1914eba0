package net.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.clinic.Alarm;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Examination;
import org.gradus.clinic.Guard;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.detect.Detector;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Finding;
import org.gradus.detect.Finding.Found;
import org.gradus.detect.Sign;
import org.gradus.detect.Tried;
import org.gradus.detect.Verdict;
import org.gradus.draw.TextStyle;
import org.gradus.init.HeNormal;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.preset.Preset;
import org.gradus.probe.Field;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.RemedyLaw;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.Subject;
import org.gradus.report.JsonReport;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunClaim;
import org.gradus.story.HtmlFace;
import org.gradus.story.TextFace;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A detector, a remedy and a sign that somebody else wrote are judged, tried and told like those that ship.
final class OwnDetectorLaws {
    /// Biases of -10, by which every unit is born dead.
    private static final Recipe DEAD =
            Preset.named("dead-relu").orElseThrow().recipe().withEpochs(3);

    private static final Dataset DATA = DEAD.data().load(Path.of(""));
    private static final ReportFacts FACTS = new ReportFacts("run", "", "", List.of(), Places.NONE);

    /// Units that are off before the first step.
    ///
    /// @param prior what speaks for it beforehand, in nats
    record BornDead(double prior) implements Tried {
        @Override
        public Phrases phrases() {
            return new Phrases("born dead", "a fresh start does not help");
        }

        @Override
        public Suspicion suspicion(Evidence e) {
            double off = e.history().get(Field.ZERO, 0, 0);
            return new Suspicion(off == 1, "layer 1 is off on " + Math.round(100 * off) + " % of the samples");
        }

        @Override
        public Found found(Evidence e, double gain) {
            return Found.ill(0.97, e.layers(), "The network was born dead.", "no unit is on for any sample")
                    .seen("units that are on", "none", "about half");
        }

        @Override
        public List<Remedy> remedies(Evidence e) {
            return List.of(new FreshStart());
        }

        @Override
        public Optional<Sign> glance() {
            return Optional.of(new Sign(
                    (g, layer) -> g.get(Field.ZERO, layer) == 1,
                    (_, layers) -> "born dead: " + String.join(", ", layers)));
        }
    }

    /// Every layer drawn by He's rule, with biases of 0.
    record FreshStart() implements Remedy {
        @Override
        public String name() {
            return "fresh_start";
        }

        @Override
        public Optional<Recipe> apply(Subject subject) {
            Recipe recipe = subject.recipe();
            return Optional.of(recipe.withModel(
                    recipe.model().stream().map(FreshStart::fresh).toList()));
        }

        private static Layer fresh(Layer layer) {
            if (layer instanceof Dense d) return Dense.of(d.units(), d.activation(), new HeNormal());
            return layer.withChildren(
                    layer.children().stream().map(FreshStart::fresh).toList());
        }
    }

    /// Names a cause for no reason, and has a remedy that does next to nothing.
    record Stars() implements Detector {
        @Override
        public Finding examine(Evidence e) {
            return Found.ill(0.93, e.layers(), "Mars is in the house of Saturn.", "it is known");
        }

        @Override
        public List<Remedy> remedies(Evidence e) {
            return List.of(new ScaleRate(0.999));
        }

        @Override
        public List<Remedy> decisive(Evidence e) {
            return List.of();
        }
    }

    private static Judge judge(Detector own) {
        List<Detector> all = new ArrayList<>(DetectorList.all());
        all.addFirst(own);
        return new Judge(all);
    }

    private static List<String> causes(Verdict verdict) {
        return verdict instanceof Verdict.Unwell u
                ? u.diagnoses().stream().map(Diagnosis::cause).toList()
                : List.of();
    }

    @Test
    void theRemedyKeepsTheLaws() {
        RemedyLaw.hold(new FreshStart(), DEAD);
    }

    @Test
    void howLikelyItIsBeforehandDecidesBetweenCausesThatExplainTheSame() {
        Evidence evidence = Examination.of(DEAD, DATA, Long.MAX_VALUE);
        assertThat(causes(new Judge().judge(evidence))).containsExactly("dead-units");
        assertThat(causes(judge(new BornDead(2)).judge(evidence))).containsExactly("born-dead", "dead-units");
        assertThat(causes(judge(new BornDead(-2)).judge(evidence))).containsExactly("dead-units", "born-dead");
    }

    @Test
    void itIsTreatedReportedAndReadBackFromItsFolder(@TempDir Path root) {
        Judge judge = judge(new BornDead(2));
        Consultation c = new Clinic(DATA, 2, (_, _, _) -> {}, judge).consult(DEAD);
        assertThat(causes(c.verdict())).startsWith("born-dead");
        assertThat(c.cure().orElseThrow().remedy()).startsWith("fresh_start");
        assertThat(TextFace.write(Report.of(c, FACTS), TextStyle.PLAIN)).contains("The network was born dead.");
        assertThat(HtmlFace.write(Report.page(c, FACTS), "{}")).contains("The network was born dead.", "fresh_start");
        try (RunClaim claim = RunClaim.create(root, LocalDate.of(2026, 11, 28))) {
            Archive.save(claim.run(), c);
            Consultation read = Archive.load(claim.run(), DATA, judge);
            assertThat(JsonReport.write(read, FACTS)).isEqualTo(JsonReport.write(c, FACTS));
        }
    }

    @Test
    void aCauseOfItsOwnWhoseRemediesFailIsRefutedLikeAnyOther() {
        Consultation c = new Clinic(DATA, 2, (_, _, _) -> {}, judge(new Stars())).consult(DEAD);
        assertThat(causes(c.before())).startsWith("stars");
        assertThat(c.refuted().getFirst().causes()).containsExactly("stars");
        assertThat(causes(c.verdict())).startsWith("dead-units");
        assertThat(TextFace.write(Report.of(c, FACTS), TextStyle.PLAIN).replaceAll("\\s+", " "))
                .contains("The one cure on trial for stars", "evidence against the cause");
    }

    @Test
    void aGuardKnowsItsSign() {
        List<Alarm> alarms = new ArrayList<>();
        Guard guard = Guard.telling(alarms::add, List.of(new BornDead(0)));
        Recipe longer = DEAD.withEpochs(9);
        try (Trainer trainer = Trainer.of(longer, DATA, List.of(guard), 1)) {
            while (!trainer.done()) trainer.step();
        }
        assertThat(alarms).singleElement().satisfies(a -> {
            assertThat(a.cause()).isEqualTo("born-dead");
            assertThat(a.words()).startsWith("born dead: ");
        });
    }
}
