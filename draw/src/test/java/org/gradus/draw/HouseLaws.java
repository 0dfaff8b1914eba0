package org.gradus.draw;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("draw", Layout.of("draw story"));
    }
}
