package org.gradus.name;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/// What the members of a family declare as examples of themselves: `public static List<…> examples()`. Laws run on all
/// of them.
public final class Examples {
    private Examples() {}

    /// The examples of every member of a family, in the order of its `permits` clause.
    ///
    /// @param family the interface that has the sealed list
    /// @throws LinkageError when a member has none, with its name
    public static <T> List<T> of(Class<T> family) {
        List<T> all = new ArrayList<>();
        for (Class<?> member : Members.of(family).values()) all.addAll(of(family, member));
        return all;
    }

    /// The examples of one member.
    ///
    /// @throws LinkageError when it has none, or others than of itself
    public static <T> List<T> of(Class<T> family, Class<?> member) {
        String need = member.getSimpleName() + " needs `public static List<" + family.getSimpleName() + "> examples()`";
        try {
            List<?> examples = (List<?>) member.getMethod("examples").invoke(null);
            if (examples.isEmpty() || !examples.stream().allMatch(member::isInstance)) throw new LinkageError(need);
            return examples.stream().map(family::cast).toList();
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(need, e);
        }
    }
}
