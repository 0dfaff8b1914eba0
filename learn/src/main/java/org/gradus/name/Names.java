package org.gradus.name;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How the members of a sealed family are called. The sealed list is the registry: there is no other.
public final class Names {
    private Names() {}

    /// The name of a type: its [Name], or its class name in snake case (`BatchNorm` is `batch_norm`).
    public static String of(Class<?> type) {
        Name name = type.getAnnotation(Name.class);
        return name != null ? name.value() : snake(type.getSimpleName());
    }

    /// `fanIn` as `fan_in`.
    public static String snake(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// The sealed list of a family: the interface of what ships, within that of all members.
    public static Class<?> sealed(Class<?> family) {
        return Arrays.stream(family.getDeclaredClasses())
                .filter(Class::isSealed)
                .findFirst()
                .orElse(family);
    }

    /// All members of a family by name, in the order of its `permits` clause.
    public static Map<String, Class<?>> family(Class<?> sealed) {
        Map<String, Class<?>> members = new LinkedHashMap<>();
        for (Class<?> member : sealed.getPermittedSubclasses()) members.put(of(member), member);
        return members;
    }
}
