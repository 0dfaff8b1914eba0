package org.gradus.fuzz;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("fuzz", Layout.of("fuzz"));
    }
}
