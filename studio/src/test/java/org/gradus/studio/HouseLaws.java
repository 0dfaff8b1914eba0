package org.gradus.studio;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

/// The order of packages and the size of sources.
class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep(
                "studio", Layout.of("studio.web studio.page studio.lab studio.arena studio.lesson studio.live studio"));
    }
}
