package org.gradus.doctor;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("doctor", Layout.of("preset probe ledger forecast landscape remedy detect clinic report record"));
    }
}
