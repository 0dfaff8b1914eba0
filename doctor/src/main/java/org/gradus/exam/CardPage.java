package org.gradus.exam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report card as a Markdown page.
public final class CardPage {
    /// Characters of a bar that stands for 1.
    private static final int BAR = 40;

    private final Card card;
    private final Family family;
    private final StringBuilder out = new StringBuilder();

    private CardPage(Card card, Family family) {
        this.card = card;
        this.family = family;
    }

    /// The page of a card.
    public static String of(Card card, List<Repair> repairs, Family family) {
        CardPage page = new CardPage(card, family);
        page.head(repairs);
        page.summary();
        page.ways();
        page.causes();
        page.confusion();
        page.sound();
        if (!repairs.isEmpty()) page.repairs(repairs);
        page.calibration();
        page.symptoms();
        return page.out.toString();
    }

    private void say(String line) {
        out.append(line).append('\n');
    }

    private void row(Object... cells) {
        out.append(List.of(cells).stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private void table(String... heads) {
        say("");
        row((Object[]) heads);
        out.append("|").append(" --- |".repeat(heads.length)).append('\n');
    }

    private void head(List<Repair> repairs) {
        out.append("""
                # The doctor's report card

                Sound networks are drawn at random, a fault of known cause is planted into each, and the doctor examines
                both. Everything here was measured by one command, which goes on where it was stopped:

                ```
                gradus exam --family=%s --card=%d --healthy=%d%s --out=card.jsonl --page=docs/report-card.md
                ```

                The networks come from the %s world; the other has other data, activations, first weights, optimizers,
                depths and widths. Thresholds and odds are chosen on the TRAIN world alone. A planted fault that leaves
                hardly more error than the sound network is harmless, and not counted. Intervals are Wilson's, at 95 %%.

                """.formatted(family, nets(), card.sound().size(), option(repairs), family));
    }

    private static String option(List<Repair> repairs) {
        long most =
                repairs.stream()
                        .collect(Collectors.groupingBy(Repair::planted, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(n -> n)
                        .max()
                        .orElse(0);
        return most == 0 ? "" : " --repairs=" + most;
    }

    private int nets() {
        return (int) card.causes().stream()
                .mapToLong(c -> card.of(card.results(), c).size())
                .max()
                .orElse(0);
    }

    private void summary() {
        say("## In short");
        table("what", "share");
        row("something found in a sick network", card.found());
        row("planted cause named first", card.first());
        row("planted cause among the first three", card.three());
        row("false alarm on a sound network", card.alarms());
        row("faults that did no harm, not counted", Card.share(planted(), r -> !r.harmful()));
        say("");
        out.append("""
                Time to the verdict beyond the bare training: median %.2f s, 90 %% below %.2f s; the bare training takes
                %.2f s (median).

                """.formatted(
                        seconds(0.5),
                        seconds(0.9),
                        Card.quantile(card.results().stream().mapToDouble(Result::training), 0.5)));
    }

    private double seconds(double q) {
        return Card.quantile(card.results().stream().mapToDouble(Result::verdict), q);
    }

    private List<Result> planted() {
        return card.results().stream().filter(r -> !r.sound()).toList();
    }

    private void ways() {
        out.append("""
                ## Beside published rules

                The rules are made anew from their published thresholds and see the same trainings, one step in ten.
                Gradus counts as naming a cause when it comes first; a tool when it is among all that it reports.
                """);
        table("who", "alarm on a sick network", "cause named", "alarms a sick network", "false alarm");
        for (Card.Way w : card.ways()) {
            row(w.who(), w.found(), w.named(), String.format(Locale.ROOT, "%.1f", w.causes()), w.alarms());
        }
        say("");
    }

    private void causes() {
        say("## Cause by cause");
        table("planted", "harmful", "harmless", "found", "named first", "among three");
        for (String cause : card.causes()) {
            List<Result> sick = card.of(card.sick(), cause);
            row(
                    cause,
                    sick.size(),
                    card.of(card.harmless(), cause).size(),
                    Card.share(sick, Result::found),
                    Card.share(sick, r -> r.among(1)),
                    Card.share(sick, r -> r.among(3)));
        }
        say("");
    }

    private void confusion() {
        say("## What is taken for what");
        table("planted", "named first");
        for (String cause : card.causes()) {
            List<Result> sick = card.of(card.sick(), cause);
            if (!sick.isEmpty()) row(cause, counts(Card.named(sick)));
        }
        row("nothing, and sound", counts(Card.named(card.sound())));
        row("a fault that did no harm", counts(Card.named(card.harmless())));
        say("");
    }

    private static String counts(List<Map.Entry<String, Long>> named) {
        return named.stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
    }

    private void sound() {
        say("## False alarms");
        table("sound network", "false alarm", "named first");
        card.kinds()
                .forEach((kind, of) -> row(
                        kind,
                        Card.share(of, Result::found),
                        counts(Card.named(of.stream().filter(Result::found).toList()))));
        say("");
    }

    private void repairs(List<Repair> repairs) {
        out.append("""
                ## Repair

                A sick network counts as repaired when it ends, over five seeds, within 2 points of held-out accuracy of
                the sound network that it was made from, or within 5 % of its held-out squared error. What is not well after
                its cure is examined once more, as the doctor's report advises. Random search draws from the same remedies,
                one to three at once, and has as many training steps as the doctor's trials.
                """);
        table("planted", "Gradus", "random search");
        for (String cause : card.causes()) {
            List<Repair> of =
                    repairs.stream().filter(r -> r.planted().equals(cause)).toList();
            if (!of.isEmpty()) repaired(cause, of);
        }
        repaired("all", repairs);
        say("");
        Share shams = new Share(
                repairs.stream().mapToLong(Repair::shamsPassed).sum(),
                repairs.stream().mapToLong(Repair::shams).sum());
        say(
                "Shams, the untreated network with other first weights or jolted ones, that gained on their control what a");
        say("cure has to gain: " + shams + ".");
        say("");
    }

    private void repaired(String what, List<Repair> of) {
        long doctor = of.stream().filter(Repair::doctorRepaired).count();
        long random = of.stream().filter(Repair::randomRepaired).count();
        row(what, new Share(doctor, of.size()), new Share(random, of.size()));
    }

    private void calibration() {
        say("## How sure, and how often right");
        say("");
        say("First diagnoses, of sick and of sound networks, by how sure the doctor says it is. Expected calibration");
        say("error %.3f, Brier score %.3f.".formatted(card.calibrationError(), card.brier()));
        table("stated", "mean stated", "right");
        for (Card.Bin b : card.calibration()) {
            row(edges(b), Double.isNaN(b.stated()) ? "" : String.format(Locale.ROOT, "%.3f", b.stated()), b.right());
        }
        say("");
        say("```");
        say("stated        how often right: interval ·, share #, mean stated |");
        for (Card.Bin b : card.calibration()) if (b.right().of() > 0) say("%-12s  %s".formatted(edges(b), bar(b)));
        say("```");
        say("");
    }

    private static String edges(Card.Bin b) {
        return String.format(Locale.ROOT, "%.2f to %.2f", b.from(), b.to());
    }

    /// A line from 0 to 1 with the interval, the share in it, and what was stated.
    static String bar(Card.Bin b) {
        char[] line = " ".repeat(BAR + 1).toCharArray();
        for (int i = at(b.right().low()); i <= at(b.right().high()); i++) line[i] = '·';
        line[at(b.right().value())] = '#';
        if (line[at(b.stated())] != '#') line[at(b.stated())] = '|';
        return new String(line).stripTrailing();
    }

    private static int at(double share) {
        return (int) Math.round(share * BAR);
    }

    private void symptoms() {
        say("## Rule by rule");
        table("tool", "symptom", "sick networks", "sound networks");
        for (Card.Symptom s : card.symptoms()) row(s.tool(), s.symptom(), s.sick(), s.sound());
        say("");
    }
}
