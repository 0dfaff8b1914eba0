package org.gradus.report;

import org.gradus.clinic.Consultation;

/// The experiment and the making in the HTML report.
final class HtmlCures {
    private HtmlCures() {}

    static String trials(Consultation consultation, ReportFacts facts) {
        Markup out = new Markup();
        out.element(
                        "p",
                        "Each arm trained " + consultation.steps() + " steps with each of " + consultation.seeds()
                                + " seeds, on the same batches from the same start. The control is the network as given; the sham is the same "
                                + "with its first weights drawn anew, which shows what luck can do.")
                .line();
        out.raw(Album.ladder(consultation, facts.metric()).toHtml());
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
        String before = consultation.evidence().recipe().toYaml(),
                after = cure.recipe().toYaml();
        out.open("pre", "class", "diff").open("code");
        for (Diff.Line line : Diff.of(before, after).lines()) {
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
                .element("code", consultation.evidence().recipe().toYaml());
        return out.close().line().toString();
    }

    private static void fact(Markup out, String what, String value) {
        out.open("div").element("dt", what).element("dd", value).close();
    }
}
