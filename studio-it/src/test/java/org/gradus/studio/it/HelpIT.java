package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Signs, keys and words, and whether they are those of the pages.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelpIT {
    /// Signs: geometric shapes, crosses, circled operators, a dash by itself. Arrows within words and signs on buttons
    /// that say what they do are none.
    private static final Pattern SIGN =
            Pattern.compile("[\\u25A0-\\u25CF\\u25D6-\\u25FF\\u2715\\u2717\\u2713\\u2298]|≈0");

    private final Visit visit = new Visit(House.shared().origin());

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    @Test
    void everySignOfEveryPageIsListed() {
        Set<String> signs = new TreeSet<>();
        for (String address : Pages.all()) {
            visit.open(address);
            Matcher found = SIGN.matcher(String.valueOf(visit.is("document.querySelector('main').textContent")));
            while (found.find()) signs.add(found.group());
        }
        visit.open("/help");
        assertThat(signs).hasSizeGreaterThan(5);
        String listed = visit.all("#signs").textContent();
        assertThat(signs).allSatisfy(sign -> assertThat(listed).contains(sign));
    }

    @Test
    void everyPictureSaysHowToReadItAndEveryLinkWithinAPageLeadsThere() {
        for (String address : Pages.all()) {
            visit.open(address);
            assertThat(
                            visit.list(
                                    "[...document.querySelectorAll('figure')].filter(f => !(f.querySelector('figcaption')?.textContent.length > 40)).map(f => f.id)"))
                    .as("pictures of " + address + " without a reading")
                    .isEmpty();
            assertThat(
                            visit.list(
                                    "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"))
                    .as("links of " + address + " that lead nowhere")
                    .isEmpty();
        }
    }

    @Test
    void aKeyOpensIt() {
        visit.open("/graph");
        visit.all("main h1").click();
        visit.page().keyboard().press("?");
        visit.page().waitForURL("**/help");
        assertThat(visit.all("#keys dt").allInnerTexts()).containsAll(List.of("Space", ".", ",", "?"));
    }
}
