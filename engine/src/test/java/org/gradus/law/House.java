package org.gradus.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// The laws of the house that every module keeps: its packages in order, its sources within their budgets.
public final class House {
    private House() {}

    /// Checks a module by its compiled classes and its sources, and prints how near the budgets it is.
    ///
    /// @param module the module's short name, `engine`
    /// @param layout the order of its packages
    public static void keep(String module, Layout layout) {
        Path base = Path.of(System.getProperty("basedir", ""));
        Budgets budgets = Budgets.measure(module, base.resolve("src/main/java"));
        System.out.println(budgets.table());
        assertThat(layout.violations(base.resolve("target/classes"))).isEmpty();
        assertThat(budgets.violations()).isEmpty();
    }
}
