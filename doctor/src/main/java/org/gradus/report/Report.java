package org.gradus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.gradus.draw.Chart;
import org.gradus.draw.Diff;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Table;
import org.gradus.ledger.Ledger;
import org.gradus.recipe.Recipe;
import org.gradus.story.Story;
import org.gradus.story.Story.Block;
import org.gradus.story.Story.Charts;
import org.gradus.story.Story.Fact;
import org.gradus.story.Story.Section;
import org.gradus.story.Story.Term;
import org.gradus.story.Story.Words;

/// Tells a consultation as a [Story]: what is it, where, how is it known, why, since when, what helps, how was it made.
public final class Report {
    /// The sections on the experiment, and the one on what to change.
    public static final String CURES = "cures", OUTCOME = "outcome", CHANGE = "change";

    private final Consultation consultation;
    private final ReportFacts facts;
    private final Evidence evidence;
    private final Verdict verdict;
    private final Ledger ledger;
    private final String metric;
    private final boolean trained;

    private Report(Consultation consultation, ReportFacts facts) {
        this.consultation = consultation;
        this.facts = facts;
        evidence = consultation.evidence();
        verdict = consultation.verdict();
        ledger = Album.ledger(evidence, verdict);
        metric = evidence.facts().task().metric();
        trained = evidence.history().size() > 0;
    }

    /// The story of a consultation.
    public static Story of(Consultation consultation, ReportFacts facts) {
        Report report = new Report(consultation, facts);
        return new Story(
                consultation.evidence().recipe().name(),
                Headline.of(consultation.verdict()),
                report.context(),
                report.opening(),
                report.sections());
    }

    /// The same story for a page, which need not be read to its end: what to change comes first.
    public static Story page(Consultation consultation, ReportFacts facts) {
        return of(consultation, facts).leading(CHANGE);
    }

    private List<String> context() {
        List<String> context = new ArrayList<>(List.of(
                Costs.count(evidence.layers().size(), "layer"),
                "step " + evidence.history().made() + " of " + evidence.steps()));
        if (!facts.run().isEmpty()) context.add("run " + facts.run());
        return context;
    }

    private static void add(List<Block> blocks, String label, String words) {
        if (!words.isEmpty()) blocks.add(new Words(label, words));
    }

    private List<Block> opening() {
        List<Block> blocks = new ArrayList<>();
        String before = Grounds.before(consultation);
        if (!before.isEmpty()) add(blocks, "", Markup.sentence(before));
        List<Fact> figures = figures();
        if (!figures.isEmpty()) blocks.add(new Story.Figures(figures));
        evidence.stop()
                .ifPresent(stop -> add(
                        blocks,
                        "",
                        "Training ended at step " + stop.step() + ": " + stop.operation() + " gave no finite number."));
        add(blocks, "rests on", Grounds.of(consultation));
        if (!consultation.trials().isEmpty()) {
            Words outcome = outcome();
            Story.Mood mood = consultation.cure().isPresent() ? Story.Mood.GOOD : Story.Mood.BAD;
            blocks.add(new Story.Outcome(mood, outcome.label(), outcome.text(), CURES));
        }
        for (Diagnosis d : verdict.seen()) {
            String sign = Headline.mood(d.finding().severity()).sign(), standing = Grounds.standing(consultation, d);
            add(
                    blocks,
                    "also",
                    sign + " " + d.cause() + " (" + standing + "): "
                            + d.finding().headline());
        }
        return blocks;
    }

    private List<Fact> figures() {
        List<Fact> figures = new ArrayList<>();
        if (Album.known(ledger)) {
            double kept = ledger.keptPerLayer();
            String what =
                    Kept.grows(kept) ? "is what each layer does to the signal" : "of the signal is kept per layer";
            figures.add(new Fact(what, Kept.number(kept)));
            String first = ledger.hiddenHops().getLast().to();
            figures.add(new Fact(
                    "is what " + first + " gets of the last hidden layer's signal", Numbers.of(ledger.reach())));
        }
        if (evidence.scores().isEmpty()) return figures;
        String held = "held-out " + metric,
                now = Numbers.metric(evidence.score().testMetric());
        figures.add(consultation
                .cure()
                .map(c -> new Fact(held + ", before and after the cure", now + " → " + metric(c)))
                .orElse(new Fact(held, now)));
        if (consultation.cure().isEmpty()) {
            String guess = Numbers.loss(evidence.constantLoss());
            figures.add(new Fact(
                    "held-out loss; a constant guess has " + guess,
                    Numbers.loss(evidence.score().testLoss())));
        }
        return figures;
    }

    private static String metric(Consultation.Cure cure) {
        return Numbers.metric(cure.evidence().score().testMetric());
    }

    /// What came of the experiment.
    private Words outcome() {
        long accepted = consultation.trials().stream().filter(Trial::accepted).count();
        long tried = consultation.trials().stream()
                .filter(t -> t.arm() == Trial.Arm.CURE)
                .count();
        String passed = accepted + " of " + tried + " candidates beat the control and the sham";
        if (consultation.cure().isEmpty()) {
            return new Words("no cure", passed + (accepted > 0 ? ", but did not surely do better in full" : ""));
        }
        Consultation.Cure cure = consultation.cure().get();
        return new Words(
                cure.well() ? "cured" : "better",
                (cure.well() ? "by " : "with ") + cure.remedy() + seed(cure) + ", trained in full: " + metric + " "
                        + Numbers.metric(evidence.score().testMetric()) + " → " + metric(cure)
                        + Costs.longer(evidence, cure.evidence(), metric) + "; " + Costs.after(cure) + "; " + passed);
    }

    /// Which seed it takes, where the patient's own was unlucky.
    private String seed(Consultation.Cure cure) {
        long own = evidence.recipe().seed(), seed = cure.recipe().seed();
        return seed == own ? "" : " and seed " + seed + ", since with seed " + own + " it did worse";
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        Chart depth = Album.depth(evidence, verdict);
        if (trained) sections.add(new Section("signal", "The signal, layer by layer", List.of(charts(depth))));
        sections.add(new Section("evidence", "The evidence", measures()));
        sections.add(new Section("why", "Why", why()));
        if (trained) sections.add(new Section("training", "Through training", training()));
        consultation.cure().map(Consultation.Cure::evidence).ifPresent(after -> {
            Charts pair = charts(Album.depthPair(evidence, after), Album.lossPair(evidence, after));
            sections.add(new Section("cure", "Before and after the cure", List.of(pair)));
        });
        if (!consultation.trials().isEmpty()) {
            sections.add(new Section(CURES, "The cures, on trial", trials()));
            sections.add(new Section(OUTCOME, "What came of it", outcomes()));
        }
        consultation.cure().ifPresent(cure -> sections.add(new Section(CHANGE, "The change to make", change(cure))));
        sections.add(new Section("made", "How this was made", made()));
        return sections;
    }

    private static Charts charts(Chart... charts) {
        return new Charts(List.of(charts));
    }

    private List<Block> measures() {
        Map<String, List<Finding.Measure>> tables = new LinkedHashMap<>(Headline.evidence(verdict));
        tables.put("against it", Headline.against(verdict));
        List<Block> blocks = new ArrayList<>();
        tables.forEach((whose, measures) -> {
            List<String> head = List.of(whose, "value", "expected", "since");
            Table table = Table.of(head, measures, m -> List.of(m.what(), m.value(), m.expected(), m.since()));
            List<Story.Place> places = measures.stream()
                    .map(m -> new Story.Place(worst(whose), m.since()))
                    .toList();
            if (!measures.isEmpty()) blocks.add(new Story.Measures(table, places));
        });
        if (blocks.isEmpty()) add(blocks, "", "There is no evidence yet.");
        return blocks;
    }

    /// The layer in which a cause is worst, or the first cause where that is none; empty where it is in no layer.
    private String worst(String cause) {
        List<Diagnosis> named = verdict.findings();
        return named.stream()
                .filter(d -> d.cause().equals(cause))
                .findFirst()
                .or(() -> named.stream().findFirst())
                .flatMap(d -> d.finding().layers().stream().findFirst())
                .orElse("");
    }

    private List<Block> why() {
        List<Block> blocks = new ArrayList<>();
        if (Album.known(ledger)) blocks.add(formula());
        List<Diagnosis> named = verdict.findings();
        for (Diagnosis d : named)
            add(
                    blocks,
                    "why",
                    (named.size() > 1 ? d.cause() + ": " : "") + d.finding().why());
        Bills bills = new Bills(ledger, facts.places());
        add(blocks, "billed", bills.decades());
        add(blocks, "zero", bills.zeros());
        add(blocks, "forecast", evidence.forecast().sentence());
        if (!ledger.hiddenHops().isEmpty()) blocks.add(charts(Album.waterfall(evidence, verdict)));
        if (!Headline.settled(verdict))
            add(blocks, "tried", Costs.words(evidence.experiments().notes().trainings()));
        if (!verdict.ruledOut().isEmpty()) blocks.add(new Story.Items("ruled out", verdict.ruledOut()));
        blocks.add(gradients(evidence.last()));
        return blocks;
    }

    /// The product of this run's factors, written out.
    private Story.Formula formula() {
        int hops = ledger.hiddenHops().size();
        String kept = Numbers.of(ledger.keptPerLayer(), 3);
        return new Story.Formula(List.of(
                new Term("", Numbers.of(ledger.typical(Ledger.Hop::weight), 3), "", "weight"),
                new Term("×", Numbers.of(ledger.typical(Ledger.Hop::slope), 3), "", "slope"),
                new Term("×", Numbers.of(ledger.typical(Ledger.Hop::rest), 3), "", "structure"),
                new Term("=", kept, "", "kept per layer"),
                new Term("", kept, String.valueOf(hops), "over " + Costs.count(hops, "layer")),
                new Term(
                        "=",
                        Numbers.of(ledger.reach()),
                        "",
                        "reaches " + ledger.hiddenHops().getLast().to())));
    }

    /// The four factors of every weight's gradient.
    private static Story.Folded gradients(Ledger ledger) {
        List<String> head =
                List.of("parameter, output first", "gradient", "residual", "transmission", "alignment", "coherence");
        String about = "At step " + ledger.step() + ", over " + ledger.samples()
                + " samples. Norm of the gradient = residual (is an error left?) × transmission (would any error arrive?)"
                + " × alignment (can the layer see this one?) × coherence (do the samples agree?). The residual is "
                + Numbers.percent(ledger.relativeResidual()) + " of a constant guess's.";
        Table table = Table.of(
                head,
                ledger.blocks().reversed(),
                block -> List.of(
                        block.path(),
                        Numbers.of(block.gradient()),
                        Numbers.of(ledger.residual()),
                        Numbers.of(block.transmission()) + " ± " + Numbers.percent(block.error()),
                        Numbers.of(block.alignment().orElse(Double.NaN)),
                        Numbers.of(block.coherence().orElse(Double.NaN))));
        return new Story.Folded("The ledger: every gradient, split into its four factors", about, table);
    }

    private List<Block> training() {
        return List.of(
                charts(Album.heatmap(evidence)),
                charts(Album.loss(evidence), Album.metric(evidence, metric)),
                charts(Album.saturation(evidence)),
                charts(Album.updates(evidence)));
    }

    private List<Block> trials() {
        List<Block> blocks = new ArrayList<>();
        String moved =
                " An arm behind whose name a step stands starts from the weights that the network had there, and so do"
                        + " its control and its sham, whose weights are perturbed at random.";
        boolean later = consultation.trials().stream().anyMatch(t -> t.from() > 0);
        add(
                blocks,
                "",
                "Cures on trial: " + consultation.steps() + " steps, " + Costs.seeds(consultation)
                        + ", same start and batches; effect on the error of held-out samples, as a fraction of guessing's,"
                        + " with its 99 % bounds. The control is the network as it is, the sham has other initial"
                        + " weights, to show what luck alone can do; kept is the share of the signal kept per layer."
                        + (later ? moved : ""));
        blocks.add(charts(Album.ladder(consultation, metric)));
        Map<Long, List<String>> left = new TreeMap<>();
        for (Trial t : consultation.trials()) {
            if (t.leftOff())
                left.computeIfAbsent(t.steps(), _ -> new ArrayList<>()).add(t.remedy());
        }
        left.forEach((step, names) ->
                add(blocks, "left off", "at step " + step + ", in the worse half: " + String.join(", ", names)));
        add(blocks, "cost", Costs.words(consultation.cost()));
        return blocks;
    }

    private List<Block> outcomes() {
        List<Block> blocks = new ArrayList<>();
        add(blocks, "verdict", Grounds.after(consultation));
        consultation.refuted().forEach(r -> add(blocks, "failed", Costs.words(r)));
        blocks.add(outcome());
        return blocks;
    }

    /// What a cure changes, as the recipe and as Java.
    private List<Block> change(Consultation.Cure cure) {
        Recipe before = evidence.recipe(), after = cure.recipe().withName(before.name());
        Optional<String> refusal = before.unwritable().or(after::unwritable);
        return List.of(
                new Story.Change("changes", Diff.of(before.toText(), after.toText()), false),
                refusal.<Block>map(why -> new Words("in Java", "none: " + why))
                        .orElseGet(() -> new Story.Change("in Java", Diff.of(before.toJava(), after.toJava()), true)));
    }

    private List<Block> made() {
        List<Fact> made = Stream.of(
                        Stream.of(new Fact("run", facts.run())),
                        facts.made().stream(),
                        Stream.of(new Fact("again with", facts.command().isEmpty() ? "" : "`" + facts.command() + "`")))
                .flatMap(f -> f)
                .filter(f -> !f.value().isEmpty())
                .toList();
        return List.of(
                new Story.Facts(made),
                // beside the recipe's text, which says the same in words
                charts(Album.network(evidence)),
                new Story.Listing("the recipe", evidence.recipe().toText()));
    }
}
