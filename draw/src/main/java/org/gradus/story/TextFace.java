package org.gradus.story;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gradus.draw.TextPage;
import org.gradus.draw.TextStyle;
import org.gradus.draw.TextStyle.Ink;

/// A story as a page of text for a terminal.
public final class TextFace {
    /// Items that are named, at most.
    private static final int FEW = 6;

    private final TextPage page;

    private TextFace(TextPage page) {
        this.page = page;
    }

    /// The page, with a newline at its end.
    public static String write(Story story, TextStyle style) {
        TextFace face = new TextFace(new TextPage(style));
        face.head(story);
        story.opening().forEach(face::block);
        for (Story.Section section : story.sections()) {
            face.page.blank();
            section.blocks().forEach(face::block);
        }
        return face.page.toString();
    }

    private void head(Story story) {
        Story.Headline headline = story.headline();
        Ink ink = switch (headline.mood()) {
            case BAD -> Ink.BAD;
            case WARN -> Ink.WARN;
            case GOOD -> Ink.GOOD;
        };
        List<String> context = new ArrayList<>(List.of(story.name()));
        context.addAll(story.context());
        boolean bare = headline.about().isEmpty();
        page.head(ink, headline.signed(), bare ? context : headline.about());
        if (!bare) page.words(Ink.FAINT, String.join(" · ", context));
        page.words(Ink.BOLD, headline.sentence());
    }

    private void block(Story.Block block) {
        switch (block) {
            case Story.Words(var label, var text) -> {
                if (label.isEmpty()) page.words(Ink.PLAIN, text);
                else page.paragraph(label, text);
            }
            case Story.Figures(var facts) ->
                page.words(
                        Ink.PLAIN,
                        facts.stream().map(f -> f.value() + " " + f.what()).collect(Collectors.joining(" · ")));
            case Story.Measures(var table, var _) -> page.apart(() -> page.table(table));
            case Story.Sides(var table) -> page.apart(() -> page.table(table));
            case Story.Formula(var terms) -> page.paragraph("factors", formula(terms));
            case Story.Items(var label, var items) -> page.paragraph(label, few(items));
            case Story.Charts(var charts) -> page.apart(() -> charts.forEach(chart -> chart.print(page)));
            case Story.Change change ->
                page.paragraph(change.label(), String.join("\n", change.diff().changes()));
            // for a page
            case Story.Outcome _, Story.Facts _, Story.Listing _, Story.Folded _ -> {}
        }
    }

    private static String formula(List<Story.Term> terms) {
        StringBuilder line = new StringBuilder();
        for (Story.Term term : terms) {
            if (!line.isEmpty()) line.append(term.sign().isEmpty() ? "; " : " " + term.sign() + " ");
            line.append(term.number());
            line.append(term.power().isEmpty() ? "" : "^" + term.power())
                    .append(' ')
                    .append(term.name());
        }
        return line.toString();
    }

    private static String few(List<String> items) {
        String first = String.join(", ", items.subList(0, Math.min(FEW, items.size())));
        return items.size() <= FEW ? first : first + ", and " + (items.size() - FEW) + " others";
    }
}
