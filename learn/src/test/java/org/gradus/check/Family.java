package org.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Compares examples with a sealed list, so that no member escapes its laws.
public final class Family {
    private Family() {}

    /// Every member of the sealed list is among the examples.
    public static void isCovered(Class<?> sealed, Stream<?> examples) {
        List<String> members = Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(examples.map(e -> e.getClass().getSimpleName())).containsAll(members);
    }
}
