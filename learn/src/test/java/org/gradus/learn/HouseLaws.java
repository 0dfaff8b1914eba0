package org.gradus.learn;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("learn", Layout.of("name moments activation init layer loss optim data recipe model train runs"));
    }
}
