package org.gradus.junit;

import java.nio.file.Path;
import org.gradus.recipe.Recipe;

/// Assertions about networks, to be imported statically.
///
/// ```java
/// @Test
/// void myNetworkTrains() {
///     assertTrains(Path.of("my.yaml"));
/// }
/// ```
///
/// Each trains the recipe in full, on one thread, has the doctor judge it, and throws an
/// [AssertionError] with the diagnosis unless nothing was found:
///
/// - a cause that is likelier than not fails, and so do several that are needed together;
/// - a symptom fails by its name, such as `not-learning`, though its cause is not proven;
/// - much error left for no cause that is proven passes, unless `failingOn("warn,unproven")` asks;
/// - a network at the limit of its data passes, and one with too few samples to say;
/// - a training too short to judge fails.
///
/// What cannot be read or trained at all is no failure of the network: it throws what [Recipe#read]
/// and the trainer throw, an [IllegalArgumentException] that names the place.
public final class GradusAssertions {
    private GradusAssertions() {}

    /// Fails unless a recipe trains and the doctor finds nothing; paths of its data start in the
    /// working folder.
    public static void assertTrains(Recipe recipe) {
        assertTrains(Checkup.of(recipe));
    }

    /// The same for a recipe file; paths of its data start in its folder.
    public static void assertTrains(Path file) {
        assertTrains(Checkup.of(file));
    }

    /// The same for a preset, by name.
    public static void assertTrains(String preset) {
        assertTrains(Checkup.of(preset));
    }

    /// The same with a seed, a limit or exceptions of one's own.
    public static void assertTrains(Checkup checkup) {
        checkup.complaint().ifPresent(complaint -> {
            throw new AssertionError(complaint);
        });
    }
}
