package org.gradus.story;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gradus.draw.Chart;
import org.gradus.draw.Diff;
import org.gradus.draw.Table;

/// What was found out about something, as data. Every face tells the same words and numbers, computes nothing, and
/// leaves out what it has no room for.
///
/// @param name what it is about, such as a recipe's name
/// @param headline what was found, in a few words
/// @param context a few words each on the circumstances
/// @param opening what stands under the headline
/// @param sections the parts, in the order of the questions that a reader has
public record Story(String name, Headline headline, List<String> context, List<Block> opening, List<Section> sections) {
    public Story {
        context = List.copyOf(context);
        opening = List.copyOf(opening);
        sections = List.copyOf(sections);
    }

    /// How good something is. Signs say it as well as colours.
    public enum Mood {
        BAD("▼"),
        WARN("◆"),
        GOOD("●");

        private final String sign;

        Mood(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /// Its name in style sheets.
        public String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The finding in a few words.
    ///
    /// @param title its name in capitals, or what stands in its place
    /// @param about a few words each, such as how sure it is
    /// @param sentence one sentence for people who never heard of it, or one for each cause
    public record Headline(Mood mood, String title, List<String> about, String sentence) {
        public Headline {
            about = List.copyOf(about);
        }

        /// The sign and the name.
        public String signed() {
            return mood.sign() + " " + title;
        }

        /// All of it in one line.
        public String line() {
            String first = about.isEmpty() ? "" : ", " + about.getFirst();
            return signed() + first + ": " + sentence;
        }
    }

    /// A part under a heading.
    ///
    /// @param id its anchor in a page
    public record Section(String id, String title, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    /// A piece of a section.
    public sealed interface Block {}

    /// A paragraph. What stands between backticks is code.
    ///
    /// @param label a word or two in front of it; empty for none
    public record Words(String label, String text) implements Block {}

    /// Numbers in large type, each with its meaning.
    public record Figures(List<Fact> facts) implements Block {
        public Figures {
            facts = List.copyOf(facts);
        }
    }

    /// What came of it in the end, for those who read only the head of a page.
    ///
    /// @param section where more is said of it
    public record Outcome(Mood mood, String label, String text, String section) implements Block {}

    /// Measured numbers beside what was expected.
    ///
    /// @param places where each row of the table is seen
    public record Measures(Table table, List<Place> places) implements Block {
        public Measures {
            places = List.copyOf(places);
            if (places.size() != table.rows().size())
                throw new IllegalArgumentException("measures: expected a place for each of "
                        + table.rows().size() + " rows, found " + places.size());
        }
    }

    /// Where in a training something is seen.
    ///
    /// @param layer the path of the layer; empty where it is none
    /// @param since in words, such as `step 12`
    public record Place(String layer, String since) {}

    /// Numbers of two things side by side.
    public record Sides(Table table) implements Block {}

    /// A product of numbers.
    public record Formula(List<Term> terms) implements Block {
        public Formula {
            terms = List.copyOf(terms);
        }
    }

    /// A number in a formula.
    ///
    /// @param sign what stands before it: `×`, `=` or nothing
    /// @param power its power; empty for none
    /// @param name what it is
    public record Term(String sign, String number, String power, String name) {}

    /// Short items, the most important first. A page folds them.
    public record Items(String label, List<String> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// One chart, or two side by side.
    public record Charts(List<Chart> charts) implements Block {
        public Charts {
            charts = List.copyOf(charts);
        }
    }

    /// What changes in a text.
    ///
    /// @param folded whether it opens only when one asks for it, on a page
    public record Change(String label, Diff diff, boolean folded) implements Block {}

    /// Facts one below the other. They are for a page.
    public record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// A value and what it is.
    public record Fact(String what, String value) {}

    /// A text as it is, such as a file's. It is for a page.
    public record Listing(String label, String text) implements Block {}

    /// A table that one asks for, with words about it. It is for a page.
    public record Folded(String label, String about, Table table) implements Block {}

    /// The words of the first paragraph with a label; empty where there is none.
    public String words(String label) {
        return Stream.concat(opening.stream(), sections.stream().flatMap(s -> s.blocks().stream()))
                .flatMap(b -> b instanceof Words w && w.label().equals(label) ? Stream.of(w.text()) : Stream.of())
                .findFirst()
                .orElse("");
    }

    /// The story without some of its sections.
    public Story without(String... ids) {
        List<Section> left =
                sections.stream().filter(s -> !List.of(ids).contains(s.id())).toList();
        return new Story(name, headline, context, opening, left);
    }

    /// The story with one of its sections first, if it has that.
    public Story leading(String id) {
        Comparator<Section> first = Comparator.comparing(s -> !s.id().equals(id));
        List<Section> ordered = sections.stream().sorted(first).toList();
        return new Story(name, headline, context, opening, ordered);
    }

    /// The story with one more section at its end.
    public Story and(Section section) {
        List<Section> more =
                Stream.concat(sections.stream(), Stream.of(section)).toList();
        return new Story(name, headline, context, opening, more);
    }
}
