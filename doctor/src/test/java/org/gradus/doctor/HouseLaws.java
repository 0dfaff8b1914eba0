package org.gradus.doctor;

import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        House.keep("doctor", Layout.of("probe ledger forecast geometry remedy detect clinic report exam"));
    }
}
