package org.gradus.report;

import java.util.Optional;
import org.gradus.clinic.Consultation;
import org.gradus.draw.Diff;
import org.gradus.draw.Markup;
import org.gradus.recipe.Recipe;

/// The experiment and the making in the HTML report.
final class HtmlCures {
    private HtmlCures() {}

    static String trials(Consultation consultation, ReportFacts facts) {
        Markup out = new Markup();
        out.element(
                        "p",
                        "Each arm trained for up to " + consultation.steps() + " steps with each of "
                                + Costs.seeds(consultation)
                                + ", on the same batches from the same start. The control is the network as given; the sham is the same "
                                + "with its initial weights drawn anew, which shows what luck can do. An arm behind whose name a step stands "
                                + "starts from the weights that the network had there, and so do its control and its sham, whose weights are "
                                + "moved a little at random. The worse half of the remedies is left off after a quarter and after half of the steps.")
                .line();
        out.raw(Album.ladder(consultation, facts.metric()).toHtml());
        out.element("p", Costs.words(consultation.cost())).line();
        out.open("p")
                .element("span", "The verdict after the trials", "class", "lead")
                .text(" " + Grounds.after(consultation) + ".")
                .close()
                .line();
        consultation
                .refuted()
                .forEach(r ->
                        out.element("p", Costs.words(r), "class", "outcome bad").line());
        consultation.cure().ifPresent(cure -> changes(out, consultation, cure));
        if (!facts.next().isEmpty()) {
            out.open("p", "class", "next")
                    .text("Next: ")
                    .element("code", facts.next())
                    .close()
                    .line();
        }
        return out.toString();
    }

    private static void changes(Markup out, Consultation consultation, Consultation.Cure cure) {
        out.element("h3", "What " + cure.remedy() + " changes").line();
        Recipe before = consultation.evidence().recipe(), after = cure.recipe();
        diff(out, Diff.of(before.toText(), after.toText()));
        out.element("h3", "The same in Java").line();
        Optional<String> refusal = before.unwritable().or(after::unwritable);
        if (refusal.isPresent()) {
            out.element("p", "None: " + refusal.get() + ".").line();
            return;
        }
        diff(out, Diff.of(before.toJava(), after.toJava()));
    }

    private static void diff(Markup out, Diff diff) {
        out.open("pre", "class", "diff").open("code");
        for (Diff.Line line : diff.lines()) {
            String kind = line.sign() == '+' ? "come" : line.sign() == '-' ? "go" : "stay";
            out.element("span", line.sign() + " " + line.text() + "\n", "class", kind);
        }
        out.close().close().line();
    }

    static String made(Consultation consultation, ReportFacts facts) {
        Markup out = new Markup().open("dl", "class", "made");
        fact(out, "run", facts.run());
        for (ReportFacts.Fact fact : facts.made()) fact(out, fact.what(), fact.value());
        if (!facts.command().isEmpty()) {
            out.open("div")
                    .element("dt", "again with")
                    .open("dd")
                    .element("code", facts.command())
                    .close()
                    .close();
        }
        out.close().line();
        out.element("h3", "The recipe")
                .open("pre")
                .element("code", consultation.evidence().recipe().toText());
        return out.close().line().toString();
    }

    private static void fact(Markup out, String what, String value) {
        out.open("div").element("dt", what).element("dd", value).close();
    }
}
