package org.gradus.exam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.gradus.exam.Card.When;

/// The report card of the clean world as a Markdown page, and the tables that it shares with that
/// of the noisy one.
public final class CardPage {
    /// Characters of a bar that stands for 1.
    private static final int BAR = 40;

    static final double HOUR = 3600;

    private final Card card;
    private final Markdown page;

    CardPage(Card card, Markdown page) {
        this.card = card;
        this.page = page;
    }

    /// The page of a card.
    public static String of(Card card, Family family) {
        Markdown page = new Markdown();
        CardPage tables = new CardPage(card, page);
        tables.head(family);
        tables.summary();
        tables.ways();
        tables.causes(When.BEFORE);
        tables.confusion(When.BEFORE);
        tables.alarms();
        if (!card.repairs().isEmpty()) tables.repairs();
        page.say("## How sure, and how often right\n");
        tables.calibration(card.calibrated(When.BEFORE), "First diagnoses");
        tables.rules();
        return page.toString();
    }

    private void head(Family family) {
        page.say("""
                # The doctor's report card: clean data

                Sound networks are drawn at random, a fault of known cause is planted into each, and the doctor examines
                both. Everything here was measured by one command, which goes on where it was stopped; it takes about
                %.1f hours of one thread:

                ```
                gradus exam --family=%s --card=%d --healthy=%d%s --out=card.jsonl --page=docs/report-card-clean.md
                ```

                The networks come from the %s world; the other has other data, activations, initial weights, optimizers,
                depths and widths. Thresholds and odds are chosen on the TRAIN world alone. A planted fault that leaves
                hardly more error than the sound network is harmless, and not counted. Intervals are Wilson's, at 95 %%.

                """.formatted(hours(), family, nets(), sound(), option(), family));
    }

    /// Hours of one thread, the search for sound networks left out.
    double hours() {
        return (card.results().stream().mapToDouble(Result::seconds).sum()
                        + card.repairs().stream().mapToDouble(Repair::seconds).sum())
                / HOUR;
    }

    int sound() {
        return card.sound(When.BEFORE).size();
    }

    /// The option that repairs are made with.
    String option() {
        long most = card.repairs().stream()
                .collect(Collectors.groupingBy(Repair::planted, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(n -> n)
                .max()
                .orElse(0);
        return most == 0 ? "" : " --repairs=" + most;
    }

    /// Networks with each fault.
    long nets() {
        return card.causes().stream()
                .mapToLong(c -> card.results().stream()
                        .filter(r -> r.planted().equals(c))
                        .count())
                .max()
                .orElse(0);
    }

    private void summary() {
        List<Examined> sick = card.sick(When.BEFORE);
        page.say("## In short");
        page.table("what", "share");
        page.row("something found in a sick network", card.found());
        page.row("planted cause named first", card.first());
        page.row("planted cause among the first three", Share.among(sick, e -> e.among(3)));
        page.row("false alarm on a sound network", card.alarms());
        page.row(
                "faults that did no harm, not counted",
                new Share(card.harmless().size(), sick.size() + card.harmless().size()));
        page.say("");
        times();
    }

    /// How long verdicts take.
    void times() {
        page.say("""
                Time to the verdict beyond the bare training: median %.2f s, 90 %% below %.2f s; the bare training takes
                %.2f s (median).

                """.formatted(
                        Card.quantile(verdicts(), 0.5),
                        Card.quantile(verdicts(), 0.9),
                        Card.quantile(card.results().stream().mapToDouble(Result::training), 0.5)));
    }

    private DoubleStream verdicts() {
        return card.results().stream().mapToDouble(Result::verdict);
    }

    /// The doctor beside the rules of others.
    void ways() {
        page.say("""
                ## Beside published rules

                The rules are made anew from their published thresholds and see the same trainings, one step in ten.
                Gradus counts as naming a cause when it comes first; a tool when it is among all that it reports.
                """);
        page.table("who", "alarm on a sick network", "cause named", "alarms a sick network", "false alarm");
        for (Card.Way w : card.ways()) {
            page.row(w.who(), w.found(), w.named(), String.format(Locale.ROOT, "%.1f", w.causes()), w.alarms());
        }
        page.say("");
    }

    void causes(When when) {
        page.say("## Cause by cause");
        page.table("planted", "harmful", "harmless", "found", "named first", "among three");
        for (String cause : card.causes()) {
            List<Examined> sick = Card.of(card.sick(when), cause);
            page.row(
                    cause,
                    sick.size(),
                    Card.of(card.harmless(), cause).size(),
                    Share.among(sick, Examined::found),
                    Share.among(sick, Examined::first),
                    Share.among(sick, e -> e.among(3)));
        }
        page.say("");
    }

    void confusion(When when) {
        page.say("## Confusion matrix");
        page.table("planted", "named first");
        for (String cause : card.causes()) {
            List<Examined> sick = Card.of(card.sick(when), cause);
            if (!sick.isEmpty()) page.row(cause, counts(sick));
        }
        page.row("nothing, and sound", counts(card.sound(when)));
        page.row("a fault that did no harm, before trials", counts(card.harmless()));
        page.say("");
    }

    static String counts(List<Examined> of) {
        return counted(Card.named(of));
    }

    static String counted(List<Map.Entry<String, Long>> counts) {
        return counts.stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }

    private void alarms() {
        page.say("## False alarms");
        page.table("sound network", "false alarm", "named first");
        Card.kinds(card.sound(When.BEFORE))
                .forEach((kind, of) -> page.row(
                        kind,
                        Share.among(of, Examined::found),
                        counts(of.stream().filter(Examined::found).toList())));
        page.say("");
    }

    /// What became of sick networks in the doctor's hands.
    void repairs() {
        page.say("""
                ## Repair

                A sick network counts as repaired when it ends, over five seeds, within 2 points of held-out accuracy of
                the sound network that it was made from, or within 5 % of its held-out squared error. What is not well after
                its cure is examined once more, as the doctor's report advises. Random search draws from the same remedies,
                one to three at once, and has as many training steps as the doctor's trials. Faults of the samples themselves
                are left out, which no recipe can undo.
                """);
        page.table("planted", "Gradus", "random search");
        for (String cause : card.causes()) {
            List<Repair> of = card.repairable().stream()
                    .filter(r -> r.planted().equals(cause))
                    .toList();
            if (!of.isEmpty()) repaired(cause, of);
        }
        repaired("all", card.repairable());
        page.say("");
        Share shams = new Share(
                card.repairs().stream().mapToLong(Repair::shamsPassed).sum(),
                card.repairs().stream().mapToLong(Repair::shams).sum());
        page.say("""
                Shams, the untreated network with other initial weights or jolted ones, that gained on their control what a
                cure has to gain: %s.

                """.formatted(shams));
    }

    private void repaired(String what, List<Repair> of) {
        long doctor = of.stream().filter(Repair::doctorRepaired).count();
        long random = of.stream().filter(Repair::randomRepaired).count();
        page.row(what, new Share(doctor, of.size()), new Share(random, of.size()));
    }

    /// Stated certainty beside truth.
    void calibration(Calibrated c, String what) {
        page.say(String.format(
                Locale.ROOT,
                "%s, of sick and of sound networks, by how sure the doctor says it is. Expected calibration\n"
                        + "error %.3f, Brier score %.3f.",
                what,
                c.error(),
                c.brier()));
        page.table("stated", "mean stated", "right");
        for (Calibrated.Bin b : c.bins()) {
            String mean = Double.isNaN(b.stated()) ? "" : String.format(Locale.ROOT, "%.3f", b.stated());
            page.row(edges(b), mean, b.right());
        }
        page.say("\n```");
        page.say("stated        how often right: interval ·, share #, mean stated |");
        for (Calibrated.Bin b : c.bins()) if (b.right().of() > 0) page.say("%-12s  %s".formatted(edges(b), bar(b)));
        page.say("```\n");
    }

    private static String edges(Calibrated.Bin b) {
        return String.format(Locale.ROOT, "%.2f to %.2f", b.from(), b.to());
    }

    /// A line from 0 to 1 with the interval, the share in it, and what was stated.
    static String bar(Calibrated.Bin b) {
        char[] line = " ".repeat(BAR + 1).toCharArray();
        for (int i = at(b.right().low()); i <= at(b.right().high()); i++) line[i] = '·';
        line[at(b.right().value())] = '#';
        if (line[at(b.stated())] != '#') line[at(b.stated())] = '|';
        return new String(line).stripTrailing();
    }

    private static int at(double share) {
        return (int) Math.round(share * BAR);
    }

    /// Every symptom of every tool.
    void rules() {
        page.say("## Rule by rule");
        page.table("tool", "symptom", "sick networks", "sound networks");
        for (Card.Symptom s : card.symptoms()) page.row(s.tool(), s.symptom(), s.sick(), s.sound());
        page.say("");
    }
}
