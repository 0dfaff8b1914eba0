package org.gradus.engine;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("engine", Layout.of("tensor graph math grad plan kernel run"));
    }
}
