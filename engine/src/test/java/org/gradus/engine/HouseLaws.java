package org.gradus.engine;

import org.gradus.graph.Expr;
import org.gradus.law.House;
import org.gradus.law.Layout;
import org.junit.jupiter.api.Test;

class HouseLaws {
    @Test
    void thePackagesAreInOrderAndTheSourcesWithinBudget() {
        // an operation has methods of expressions, and its reverse rule is written in expressions
        House.keep("engine", Layout.of("tensor graph math grad plan kernel run"), Expr.class);
    }
}
