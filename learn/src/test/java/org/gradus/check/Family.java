package org.gradus.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A sealed list as the laws see it, so that no member escapes them.
public final class Family {
    private Family() {}

    /// Every example of every member: each declares `public static List<…> examples()`, of itself.
    ///
    /// @throws LinkageError when one does not, or declares none
    public static <T> Stream<T> examples(Class<T> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses()).flatMap(member -> examples(sealed, member).stream());
    }

    /// The examples of a class, which need not be on a list.
    public static <T> List<T> examples(Class<T> family, Class<?> member) {
        try {
            Method method = member.getMethod("examples");
            if (!Modifier.isStatic(method.getModifiers())) throw new NoSuchMethodException("static examples()");
            List<T> examples =
                    ((List<?>) method.invoke(null)).stream().map(family::cast).toList();
            assertThat(examples).as("examples of " + member).isNotEmpty().hasOnlyElementsOfType(member);
            return examples;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(member.getSimpleName() + " needs `public static List<…> examples()`", e);
        }
    }

    /// Every member of the sealed list is among the examples.
    public static void isCovered(Class<?> sealed, Stream<?> examples) {
        List<String> members = Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(examples.map(e -> e.getClass().getSimpleName())).containsAll(members);
    }
}
