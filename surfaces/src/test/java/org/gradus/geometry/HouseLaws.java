package org.gradus.geometry;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("surfaces", Layout.of("expression geometry"));
    }
}
