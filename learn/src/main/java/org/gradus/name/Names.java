package org.gradus.name;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How the members of a sealed family are called. The sealed list is the registry: there is no other.
public final class Names {
    private Names() {}

    /// The name of a type: its [Name], or its class name in snake case (`BatchNorm` is `batch_norm`);
    /// `lambda` or `unnamed` for what has none.
    public static String of(Class<?> type) {
        Name name = type.getAnnotation(Name.class);
        if (name != null) return name.value();
        if (type.isHidden()) return "lambda";
        return type.isAnonymousClass() ? "unnamed" : snake(type.getSimpleName());
    }

    /// `fanIn` as `fan_in`.
    public static String snake(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// All members of a family by name, in the order of its `permits` clause.
    public static Map<String, Class<?>> family(Class<?> sealed) {
        Map<String, Class<?>> members = new LinkedHashMap<>();
        for (Class<?> member : sealed.getPermittedSubclasses()) members.put(of(member), member);
        return members;
    }
}
