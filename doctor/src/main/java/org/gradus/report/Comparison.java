package org.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gradus.detect.Evidence;
import org.gradus.draw.Chart;
import org.gradus.draw.Diff;
import org.gradus.draw.Table;
import org.gradus.recipe.Recipe;
import org.gradus.runs.Json;
import org.gradus.story.Story;
import org.gradus.story.Story.Block;
import org.gradus.story.Story.Charts;
import org.gradus.story.Story.Fact;
import org.gradus.story.Story.Section;
import org.gradus.story.Story.Words;

/// Tells what the second of two trainings changes as a [Story]: in its settings, in what was measured, and in pictures
/// on the same axes. The two are called A and B.
public final class Comparison {
    private static final Names NAMES = Names.RUNS;

    private final Compared a;
    private final Compared b;
    private final Contrasts contrasts;
    private final Likeness likeness;
    private final Diff settings;

    private Comparison(Compared a, Compared b) {
        this.a = a;
        this.b = b;
        contrasts = new Contrasts(a, b);
        likeness = Likeness.of(a, b);
        Recipe recipe = b.evidence().recipe().withName(a.evidence().recipe().name());
        settings = Diff.of(a.evidence().recipe().toText(), recipe.toText());
    }

    /// The story of a comparison.
    public static Story of(Compared a, Compared b) {
        return new Comparison(a, b).story();
    }

    private Story story() {
        String one = a.evidence().recipe().name(), other = b.evidence().recipe().name();
        return new Story(
                one.equals(other) || other.equals(one + "-cured") ? one : one + " and " + other,
                headline(),
                List.of("A: " + a.run(), "B: " + b.run()),
                opening(),
                List.of(
                        new Section("settings", "What B changes", settings()),
                        new Section("numbers", "In numbers", List.of(new Story.Sides(table()))),
                        new Section("signal", "The signal, layer by layer", signal()),
                        new Section("training", "Through training", training()),
                        new Section("made", "How both were made", List.of(new Story.Facts(made())))));
    }

    private Story.Headline headline() {
        Story.Headline first = Headline.of(a.verdict()), second = Headline.of(b.verdict());
        boolean same = first.title().equals(second.title());
        String title = same ? "BOTH " + first.title() : "A " + first.title() + ", B " + second.title();
        return new Story.Headline(second.mood(), title, List.of(), sentence());
    }

    /// The greatest of the differences.
    private String sentence() {
        Contrast kept = contrasts.kept();
        if (kept.differs()) return kept(kept.a(), kept.b());
        return score().map(
                        c -> "B ends with a " + c.what() + " of " + c.words(c.b()) + ", A with " + c.words(c.a()) + ".")
                .orElse("A and B do not differ in what they keep of the signal, nor in how they end.");
    }

    /// The metric, or else the error left, where they differ.
    private Optional<Contrast> score() {
        return Stream.concat(contrasts.metric().stream(), Stream.of(contrasts.left()))
                .filter(Contrast::differs)
                .findFirst();
    }

    private static String kept(double a, double b) {
        if (Kept.grows(a) || Kept.grows(b))
            return "Each layer of B " + Kept.words(b) + ", each layer of A " + Kept.words(a) + ".";
        return "B keeps " + Kept.number(b) + " of the signal per layer, A " + Kept.number(a) + ".";
    }

    private List<Block> opening() {
        List<Block> blocks = new ArrayList<>();
        List<Fact> figures = new ArrayList<>();
        if (contrasts.kept().differs())
            figures.add(new Fact(
                    "of the signal kept per layer, A → B", contrasts.kept().arrow()));
        score().ifPresent(c -> figures.add(new Fact(c.what() + ", A → B", c.arrow())));
        if (!figures.isEmpty()) blocks.add(new Story.Figures(figures));
        blocks.add(new Words("A", Headline.of(a.verdict()).line()));
        blocks.add(new Words("B", Headline.of(b.verdict()).line()));
        blocks.add(new Words(likeness.full() ? "alike" : "beware", likeness.sentence(a)));
        return blocks;
    }

    private List<Block> settings() {
        if (settings.changes().isEmpty()) return List.of(new Words("settings", "The two recipes are the same."));
        return List.of(new Story.Change("settings", settings, false));
    }

    /// All measures, the verdicts first.
    private Table table() {
        List<List<String>> rows = new ArrayList<>();
        String one = Grounds.name(a.verdict()), other = Grounds.name(b.verdict());
        rows.add(List.of("verdict", one, other, one.equals(other) ? "same" : "differs"));
        contrasts.all().forEach(c -> rows.add(c.row()));
        return new Table(List.of("measure", NAMES.a(), NAMES.b(), "change"), rows);
    }

    private List<Block> signal() {
        Evidence one = a.evidence(), other = b.evidence();
        return List.of(
                new Charts(List.of(Album.depthPair(NAMES, one, other), Album.spreadPair(NAMES, one, other))),
                new Charts(Album.heatmaps(NAMES, one, other)));
    }

    private List<Block> training() {
        Evidence one = a.evidence(), other = b.evidence();
        Chart loss = contrasts.sameLoss()
                ? Album.lossPair(NAMES, likeness.brief(), one, other)
                : apart("loss-pair", "Held-out loss", "the losses of A and B are of two kinds");
        Chart metric = contrasts
                .metric()
                .map(_ -> Album.metricPair(NAMES, one.facts().task().metric(), one, other))
                .orElseGet(() -> apart("metric-pair", "Held-out metric", "A and B have different tasks"));
        return List.of(new Charts(List.of(loss, metric)), new Charts(Album.updates(NAMES, one, other)));
    }

    /// A picture that would compare what cannot be compared.
    private static Chart apart(String id, String title, String why) {
        return new Chart(id, title, () -> {
            throw new IllegalArgumentException(why);
        });
    }

    private List<Fact> made() {
        List<Fact> made = new ArrayList<>(List.of(
                fact("run", Compared::run),
                fact("made by", side -> side.command().isEmpty() ? "" : "`" + side.command() + "`"),
                fact("recipe", side -> side.evidence().recipe().name()),
                fact("seed", side -> String.valueOf(side.evidence().recipe().seed())),
                fact(
                        "steps",
                        side -> side.evidence().history().made() + " of "
                                + side.evidence().steps())));
        Stream.concat(a.made().stream(), b.made().stream())
                .map(Fact::what)
                .distinct()
                .forEach(what -> made.add(fact(
                        what,
                        side -> side.made().stream()
                                .filter(f -> f.what().equals(what))
                                .map(Fact::value)
                                .findFirst()
                                .orElse(""))));
        return made.stream().filter(f -> !f.value().isEmpty()).toList();
    }

    private Fact fact(String what, Function<Compared, String> value) {
        String one = value.apply(a), other = value.apply(b);
        return new Fact(what, one.equals(other) ? one : "A: " + one + "; B: " + other);
    }

    /// The same for programs: both trainings, what differs, the changed lines of the recipe, and every measure with its
    /// numbers and its words. Numbers that are not finite are `null`.
    ///
    /// @param page the path of the HTML page
    public static Map<String, Object> json(Compared a, Compared b, String page) {
        return new Comparison(a, b).json(page);
    }

    private Map<String, Object> json(String page) {
        Story story = story();
        return Json.object(
                "a", json(a),
                "b", json(b),
                "headline", story.headline().sentence(),
                "alike", likeness.full(),
                "differences",
                        likeness.differences().stream().map(Comparison::json).toList(),
                "settings", settings.changes(),
                "measures", contrasts.all().stream().map(Comparison::json).toList(),
                "page", page);
    }

    private static Map<String, Object> json(Likeness.Difference d) {
        return Json.object("what", d.what(), "a", d.a(), "b", d.b());
    }

    private static Map<String, Object> json(Compared side) {
        return Json.object(
                "run", side.run(),
                "name", side.evidence().recipe().name(),
                "verdict", JsonReport.name(side.verdict()),
                "cause", Grounds.name(side.verdict()).toLowerCase(Locale.ROOT),
                "data", side.data(),
                "seed", side.evidence().recipe().seed(),
                "steps", side.evidence().history().made());
    }

    private static Map<String, Object> json(Contrast c) {
        return Json.object(
                "measure", c.key(),
                "what", c.what(),
                "a", c.a(),
                "b", c.b(),
                "change", c.change(),
                "kind", c.kind(),
                "words", c.row().subList(1, 4));
    }
}
