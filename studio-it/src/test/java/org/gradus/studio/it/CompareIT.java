package org.gradus.studio.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.gradus.draw.Numbers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of two networks on the same axes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareIT {
    private final Visit visit = new Visit(House.shared().origin());
    private final String sick = House.id("deep-sigmoid"), sound = House.id("relu-he");

    @AfterEach
    void quiet() {
        visit.quiet();
    }

    @AfterAll
    void close() {
        visit.close();
    }

    @Test
    void theCureOfTheSickNetworkIsSoundAndItsSignalMuchStronger() {
        visit.open("/compare?a=" + sick);
        assertThat(visit.text("#verdict .cause")).contains("A VANISHING DEPTH", "B HEALTHY");
        assertThat(visit.text("#verdict")).contains("the same data, the seed 1 and 460 steps");
        String change = visit.text("#numbers tr:has(th:text-is('signal at dense1')) td:last-child");
        assertThat(Double.parseDouble(change.replace("×", ""))).isGreaterThan(1e5);
    }

    @Test
    void theDifferenceListsExactlyWhatWasChanged() {
        visit.open("/compare?a=" + sick);
        List<String> gone = visit.all("#settings .go").allTextContents(),
                come = visit.all("#settings .come").allTextContents();
        assertThat(gone).hasSize(1).first().asString().contains("activation: sigmoid");
        assertThat(come).hasSize(1).first().asString().doesNotContain("sigmoid").contains("activation: ");
        assertThat(gone.getFirst().replaceAll("activation.*", "").replaceFirst("^-", ""))
                .isEqualTo(come.getFirst().replaceAll("activation.*", "").replaceFirst("^\\+", ""));
    }

    /// The marks on the axes of a picture, with their places.
    private List<String> axes(String picture) {
        return visit.list("[...document.querySelectorAll('#" + picture + " svg')][0].querySelectorAll('text.tick')")
                        .isEmpty()
                ? List.of()
                : visit.list(
                        "[...document.querySelector('#" + picture
                                + " svg').querySelectorAll('text.tick')].map(t => t.textContent + ' ' + t.getAttribute('x') + ' ' + t.getAttribute('y'))");
    }

    @Test
    void bothColumnsHaveTheSameAxes() {
        visit.open("/compare?a=" + sick);
        List<String> pictures = visit.list("[...document.querySelectorAll('figure[id$=-a]')].map(f => f.id)");
        assertThat(pictures).isNotEmpty();
        for (String a : pictures)
            assertThat(axes(a)).as(a).isNotEmpty().isEqualTo(axes(a.substring(0, a.length() - 1) + "b"));
    }

    private List<String> column(int column) {
        return visit.all("#numbers tbody td:nth-child(" + column + ")").allTextContents();
    }

    @Test
    void swappedEveryNumberIsMirrored() {
        visit.open("/compare?a=" + sick + "&b=" + sound);
        List<String> a = column(2), b = column(3);
        List<String> profile = visit.all("#depth-pair tbody td:nth-child(2)").allTextContents();
        visit.all(".orders a")
                .filter(new Locator.FilterOptions().setHasText("Swap"))
                .click();
        visit.page().waitForURL("**/compare?a=" + sound + "&b=" + sick);
        assertThat(column(2)).isEqualTo(b);
        assertThat(column(3)).isEqualTo(a);
        assertThat(visit.all("#depth-pair tbody td:nth-child(3)").allTextContents())
                .isEqualTo(profile)
                .doesNotContain(Numbers.NONE);
        visit.page().goBack();
        assertThat(column(2)).isEqualTo(a);
    }

    @Test
    void theLinkRestoresAllAndTheFormLeadsThere() {
        visit.open("/compare");
        visit.all("#a").selectOption(sick);
        visit.all("#b").selectOption(sound);
        visit.all(".orders button").click();
        visit.page().waitForURL("**/compare?a=*");
        Page other = visit.another();
        other.navigate(visit.page().url());
        assertThat(other.locator("main").innerHTML())
                .isEqualTo(visit.all("main").innerHTML());
        other.close();
    }

    @Test
    void theCuresStandBesideAControlAndASham() {
        visit.open("/run/" + sick + "/why");
        assertThat(visit.text("#cures")).contains("control", "sham", "selu+lecun_normal");
    }
}
