package org.gradus.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.gradus.clinic.Consultation;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.draw.Markup;
import org.gradus.draw.Picture;
import org.gradus.draw.Resources;

/// A consultation as one HTML file: it needs no network and no JavaScript, prints on A4, and can
/// be mailed.
///
/// The order is that of the questions a reader has: what is it, where, how is it known, why, since
/// when, what helps, how was it made.
public final class HtmlReport {
    private HtmlReport() {}

    /// The whole file as text.
    public static String write(Consultation consultation, ReportFacts facts) {
        Headline headline = Headline.of(consultation.verdict());
        String name = consultation.evidence().recipe().name();
        Markup out = new Markup()
                .raw("<!DOCTYPE html>\n")
                .open("html", "lang", "en")
                .open("head")
                .line();
        out.leaf("meta", "charset", "utf-8").line();
        String script = "\n" + Resources.read("report.js");
        out.leaf("meta", "http-equiv", "Content-Security-Policy", "content", policy(script))
                .line();
        out.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        out.leaf("meta", "name", "color-scheme", "content", "light dark").line();
        out.leaf("link", "rel", "icon", "href", "data:,").line();
        out.element("title", headline.sign() + " " + headline.title() + " · " + name + " · Gradus")
                .line();
        String style = Resources.read("theme.css") + Resources.read("picture.css") + Resources.read("report.css");
        out.open("style").raw("\n" + style).close().close().line().open("body").line();
        header(out, name, facts);
        out.open("main").line();
        for (Section section : sections(consultation, facts)) section(out, section);
        out.close().line();
        footer(out, facts);
        data(out, consultation, facts);
        out.open("script").raw(script).close().line();
        return out.close().close().toString() + "\n";
    }

    /// What a browser may do with the page: run this one script, by its hash, and show what stands in it. Should a
    /// name ever get through as markup, it would load and run nothing.
    private static String policy(String script) {
        return "default-src 'none'; script-src 'sha256-" + sha256(script)
                + "'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// A part of the page under its own anchor.
    private record Section(String id, String title, String html) {}

    private static List<Section> sections(Consultation consultation, ReportFacts facts) {
        Evidence evidence = consultation.evidence();
        Verdict verdict = consultation.verdict();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("verdict", "", HtmlVerdict.banner(consultation, facts)));
        boolean trained = evidence.history().size() > 0;
        if (trained)
            sections.add(new Section(
                    "signal",
                    "The signal, layer by layer",
                    Album.depth(evidence, verdict).toHtml()));
        sections.add(new Section("evidence", "The evidence", HtmlEvidence.measures(verdict)));
        sections.add(new Section("why", "Why", HtmlEvidence.why(consultation, facts)));
        if (trained) sections.add(new Section("training", "Through training", training(evidence, facts)));
        consultation
                .cure()
                .ifPresent(
                        cure -> sections.add(new Section("cure", "Before and after the cure", pairs(evidence, cure))));
        if (!consultation.trials().isEmpty()) {
            sections.add(new Section("cures", "The cures, on trial", HtmlCures.trials(consultation, facts)));
        }
        sections.add(new Section("made", "How this was made", HtmlCures.made(consultation, facts)));
        return sections;
    }

    private static String training(Evidence evidence, ReportFacts facts) {
        return Album.heatmap(evidence).toHtml()
                + pair(Album.loss(evidence), Album.metric(evidence, facts.metric()))
                + Album.saturation(evidence).toHtml()
                + Album.updates(evidence).toHtml();
    }

    private static String pairs(Evidence before, Consultation.Cure cure) {
        return pair(Album.depthPair(before, cure.evidence()), Album.lossPair(before, cure.evidence()));
    }

    private static String pair(Picture left, Picture right) {
        return "<div class=\"pair\">\n" + left.toHtml() + right.toHtml() + "</div>\n";
    }

    private static void section(Markup out, Section section) {
        out.open("section", "id", section.id()).line();
        if (!section.title().isEmpty()) out.element("h2", section.title()).line();
        out.raw(section.html()).close().line();
    }

    private static void header(Markup out, String name, ReportFacts facts) {
        out.open("header", "class", "top");
        out.element("span", "Gradus", "class", "wordmark");
        out.element("span", name, "class", "run");
        out.element("span", facts.run(), "class", "id");
        out.open(
                        "button",
                        "id",
                        "theme",
                        "type",
                        "button",
                        "hidden",
                        "hidden",
                        "aria-label",
                        "switch between light and dark")
                .text("◐")
                .close();
        out.close().line();
    }

    private static void footer(Markup out, ReportFacts facts) {
        out.open("footer").open("p");
        out.text(
                "▼ bad  ◆ warning  ● good · ▼ ▲ at an edge: outside the limits, with the number · ⊘ exactly 0 · purple ◆ not a number · – no number");
        out.close();
        if (!facts.command().isEmpty())
            out.open("p").text("Made by ").element("code", facts.command()).close();
        out.close().line();
    }

    private static void data(Markup out, Consultation consultation, ReportFacts facts) {
        out.open("script", "type", "application/json", "id", "data");
        out.raw("\n" + JsonReport.write(consultation, facts) + "\n");
        out.close().line();
    }
}
