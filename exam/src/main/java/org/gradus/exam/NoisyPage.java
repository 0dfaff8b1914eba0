package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gradus.exam.Card.When;

/// The report card of the noisy world as a Markdown page.
public final class NoisyPage {
    private final Card card;
    private final List<SoundNetwork> drawn;
    private final Markdown page = new Markdown();
    private final CardPage tables;

    private NoisyPage(Card card, List<SoundNetwork> drawn) {
        this.card = card;
        this.drawn = drawn;
        this.tables = new CardPage(card, page);
    }

    /// The page of a card.
    ///
    /// @param drawn every sound network that was sought for it
    public static String of(Card card, List<SoundNetwork> drawn, Family family) {
        NoisyPage noisy = new NoisyPage(card, drawn);
        noisy.head(family);
        noisy.summary();
        noisy.tables.ways();
        noisy.alarms();
        noisy.drawnAgain();
        noisy.causes();
        noisy.tables.confusion(When.AFTER);
        if (!card.pairs(When.AFTER).isEmpty()) noisy.pairs();
        if (!card.repairs().isEmpty()) noisy.tables.repairs();
        noisy.page.say("## How sure, and how often right\n");
        noisy.tables.calibration(card.calibrated(When.BEFORE), "First diagnoses before trials");
        noisy.tables.calibration(card.calibrated(When.AFTER), "First diagnoses after trials");
        noisy.tables.rules();
        return noisy.page.toString();
    }

    private void head(Family family) {
        double seek = drawn.stream().mapToDouble(SoundNetwork::seconds).sum() / CardPage.HOUR;
        page.say("""
                # The doctor's report card: data as people have them

                Sound networks are drawn at random, one fault of known cause is planted into some and two into others, and the
                doctor examines all. Everything here was measured by one command, which goes on where it was stopped; it takes
                about %.1f hours of one thread to find the sound networks, and %.1f to examine and treat:

                ```
                gradus exam --world=NOISY --family=%s --card=%d --healthy=%d --pairs=%d%s --out=noisy.jsonl --page=docs/report-card.md
                ```

                """.formatted(
                        seek,
                        tables.hours(),
                        family,
                        tables.nets(),
                        tables.sound(),
                        card.pairs(When.BEFORE).size(),
                        tables.option()));
        world(family);
    }

    private void world(Family family) {
        page.say("""
                The [card of the clean world](report-card-clean.md) draws classes that hardly overlap and trainings that are
                long enough, so a sound network there leaves next to no error, and whatever leaves some is ill. Here classes
                overlap (Bayes error 1 to 45 %%), labels are wrong, targets are noisy (R² from 0.1 to 0.95), rows are few (60
                to 500), columns tell nothing or differ by decades, classes are skewed, inputs are whole numbers or mostly 0,
                targets are of odd scale, heads are of every kind, and trainings are short, right or long: a sound network may
                leave most of a guess's error, and only a change that leaves less of it on fresh samples shows that something is
                wrong. So whether a network is sound is measured apart from the doctor: by full trainings with other seeds, on
                2,000 fresh samples of the same law (of digits, on the 900 or more that are left), over %d changes that a
                practitioner would make. It is sound when none gains 5 %% of a guess's error or more and surely something (99 %%,
                corrected for the number of changes); where one gains that much but not surely, nobody knows, and the network is
                drawn again, too.

                The networks come from the %s half of that world; the other has other data, sizes, activations, initial weights
                and optimizers. Thresholds and odds of the verdict are chosen on the TRAIN half alone; of the guard's, the loss
                above which it calls a training stalled was raised after 231 sound networks of the TEST half had been seen.
                A planted fault counts when it leaves
                15 %% of a guess's error more on fresh samples than the sound network; of a pair, each must do so alone and both
                together. What leaves fewer than %d samples of a class to train on is not counted: those are too few for anybody.
                A false alarm is a cause or a symptom that is named as what is wrong with a sound network. The verdict after
                trials is the one that counts; `assertTrains` and `gradus diagnose` give the one before. Intervals are Wilson's,
                at 95 %%.

                """.formatted(Soundness.CHANGES, family, Harm.FEWEST));
    }

    private void summary() {
        page.say("## In short");
        page.table("what", "before trials", "after trials");
        row("false alarm on a sound network", card::sound, Examined::found);
        row("something found in a network with one fault", card::sick, Examined::found);
        row("its cause named first", card::sick, Examined::first);
        row("something found in a network with two faults", card::pairs, Examined::found);
        row("one of its causes named first", card::pairs, Examined::first);
        row("both named", card::pairs, Examined::all);
        page.say("");
        page.say("%d planted faults did no harm, and are not counted.\n"
                .formatted(card.harmless().size()));
        tables.times();
    }

    private void row(String what, Function<When, List<Examined>> of, Predicate<Examined> which) {
        page.row(what, Share.among(of.apply(When.BEFORE), which), Share.among(of.apply(When.AFTER), which));
    }

    private void alarms() {
        page.say("## False alarms");
        page.table("sound networks", "before trials", "after trials", "guard", "named before trials");
        Map<String, List<Examined>> after = Card.kinds(card.sound(When.AFTER));
        Card.kinds(card.sound(When.BEFORE))
                .forEach((kind, of) -> page.row(
                        words(kind),
                        Share.among(of, Examined::found),
                        Share.among(after.getOrDefault(kind, List.of()), Examined::found),
                        Share.among(
                                of,
                                e -> e.result().alarms().stream()
                                        .anyMatch(a -> a.tool().equals(Card.GUARD))),
                        CardPage.counts(of.stream().filter(Examined::found).toList())));
        page.say("");
    }

    private static String words(String kind) {
        return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// What was drawn and was not sound, by group, and by the change that helped.
    private void drawnAgain() {
        page.say("""
                ## Drawn again

                Draws that were not sound, for the change that helped; `?` where it was not sure. Those under "plain" are the
                networks into which faults are planted, with what the faults need.
                """);
        page.table("networks", "sound", "drawn again", "most often for");
        Map<String, List<SoundNetwork>> kinds = new TreeMap<>();
        drawn.forEach(
                s -> kinds.computeIfAbsent(s.kind(), _ -> new ArrayList<>()).add(s));
        kinds.forEach((kind, of) -> drawnAgain(words(kind), of));
        drawnAgain("all", drawn);
        page.say("");
    }

    private void drawnAgain(String what, List<SoundNetwork> of) {
        Map<String, Long> counts = new TreeMap<>();
        of.forEach(s -> s.rejected().forEach(change -> counts.merge(change, 1L, Long::sum)));
        List<Map.Entry<String, Long>> most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(what.equals("all") ? counts.size() : 5)
                .toList();
        page.row(what, of.size(), of.stream().mapToInt(s -> s.rejected().size()).sum(), CardPage.counted(most));
    }

    private void causes() {
        page.say("## Cause by cause");
        page.table(
                "planted", "harmful", "harmless", "found before", "named first before", "treated", "named first after");
        for (String cause : card.causes()) {
            List<Examined> before = Card.of(card.sick(When.BEFORE), cause),
                    after = Card.of(card.sick(When.AFTER), cause);
            page.row(
                    cause,
                    before.size(),
                    Card.of(card.harmless(), cause).size(),
                    Share.among(before, Examined::found),
                    Share.among(before, Examined::first),
                    after.size(),
                    Share.among(after, Examined::first));
        }
        page.say("");
    }

    /// What was said of every pair, by what was right.
    private void pairs() {
        page.say("## Pairs");
        page.table("planted", "named after trials");
        for (Examined e : card.pairs(When.AFTER)) {
            if (!e.all())
                page.row(e.result().planted().replace("+", " + "), e.names().replace("+", " + "));
        }
        page.say("\nPairs of which both were named are left out.\n");
    }
}
