package org.gradus.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The laws of the house that every module keeps: its packages in order, no knots of files, its sources within their
/// budgets.
public final class House {
    private House() {}

    /// Checks a module by its compiled classes and its sources, and prints how near the budgets it is.
    ///
    /// @param module the module's short name, `engine`
    /// @param layout the order of its packages
    /// @param knots classes in whose nature it lies to be used by all that they use, such as a command line and its
    ///     commands
    public static void keep(String module, Layout layout, Class<?>... knots) {
        Path base = Path.of(System.getProperty("basedir", ""));
        Path classes = base.resolve("target/classes");
        Budgets budgets = Budgets.measure(module, base.resolve("src/main/java"));
        System.out.println(budgets.table());
        assertThat(layout.violations(classes)).isEmpty();
        assertThat(knotted(classes, knots)).isEmpty();
        assertThat(budgets.violations()).isEmpty();
    }

    private static List<Set<String>> knotted(Path classes, Class<?>... knots) {
        List<String> known = List.of(knots).stream().map(Class::getName).toList();
        return Circles.among(classes).stream()
                .filter(Circles::isKnot)
                .filter(circle -> known.stream().noneMatch(circle::contains))
                .toList();
    }
}
