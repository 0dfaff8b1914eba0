package org.gradus.maven;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("maven-plugin", Layout.of("maven"));
    }
}
