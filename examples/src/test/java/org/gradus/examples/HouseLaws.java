package org.gradus.examples;

import java.util.List;
import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        // the examples are users of the library, so they live outside its root
        House.keep("examples", new Layout(List.of("examples")));
    }
}
