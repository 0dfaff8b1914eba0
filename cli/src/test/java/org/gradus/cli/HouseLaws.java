package org.gradus.cli;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        // the command line lists its commands, and each of them asks it for its streams
        House.keep("cli", Layout.of("speed cli"), Gradus.class);
    }
}
