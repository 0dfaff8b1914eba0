package org.gradus.name;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The members of a family, such as the losses: an interface with the sealed list of those that ship, open to
/// those of others.
///
/// A text calls a member that ships by its short name, see [Names], and any other by the full name of its
/// class. For that it must be a public record in a package, whose settings are such as a text can hold.
public final class Members {
    /// What is longer is the name of no class.
    private static final int LONGEST = 300;

    private static final Set<Class<?>> PLAIN = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            boolean.class,
            Boolean.class,
            String.class);

    private static final String REMEDY = "write it as a public record that implements ",
            SETTINGS =
                    "settings are int, long, double, boolean, String, enums, members of families, records of these,"
                            + " and Optional and List of them";

    private Members() {}

    /// Those that ship, by name.
    public static Map<String, Class<?>> of(Class<?> family) {
        return Names.family(
                sealed(family).orElseThrow(() -> new IllegalArgumentException(family + " has no list of its members")));
    }

    private static Optional<Class<?>> sealed(Class<?> family) {
        if (!family.isInterface()) return Optional.empty();
        return Arrays.stream(family.getDeclaredClasses())
                .filter(Class::isSealed)
                .<Class<?>>map(list -> list)
                .findFirst()
                .or(() -> family.isSealed() ? Optional.of(family) : Optional.empty());
    }

    private static boolean ships(Class<?> type, Class<?> family) {
        return of(family).containsValue(type);
    }

    /// What a text calls a member.
    ///
    /// @throws InputException when no text can speak of it, with why, and with what helps
    public static String name(Object member, Class<?> family) {
        Class<?> type = member.getClass();
        if (ships(type, family)) return Names.of(type);
        unfit(type, family).ifPresent(why -> {
            throw new InputException(why);
        });
        return type.getName();
    }

    /// The class that a text calls by a short or a full name.
    ///
    /// Only a public record that implements the family is ever given back, and none is run to find out.
    ///
    /// @return nothing for a name that is none of the family's and no full name of a class
    /// @throws InputException when it is the full name of a class that cannot be a member
    public static Optional<Class<?>> named(String name, Class<?> family) {
        Class<?> known = of(family).get(name);
        if (known != null) return Optional.of(known);
        if (!isFullName(name)) return Optional.empty();
        try {
            Class<?> type = loaded(name).orElseThrow(() -> missing(name));
            if (!family.isAssignableFrom(type)) {
                throw new InputException(type.getName() + " does not implement " + family.getName());
            }
            unfit(type, family).ifPresent(why -> {
                throw new InputException(why);
            });
            return Optional.of(type);
        } catch (LinkageError _) {
            // a class that it needs is not here
            throw missing(name);
        }
    }

    private static InputException missing(String name) {
        return new InputException(
                "no class " + name + " is here; the program that reads this needs it on its class path");
    }

    private static boolean isFullName(String name) {
        String[] parts = name.split("\\.", -1);
        return parts.length > 1
                && name.length() <= LONGEST
                && Arrays.stream(parts)
                        .allMatch(p -> !p.isEmpty()
                                && Character.isJavaIdentifierStart(p.codePointAt(0))
                                && p.codePoints().allMatch(Character::isJavaIdentifierPart));
    }

    /// A class as the program sees it, or as this library does; not initialised.
    private static Optional<Class<?>> loaded(String name) {
        return loaded(name, Thread.currentThread().getContextClassLoader())
                .or(() -> loaded(name, Members.class.getClassLoader()));
    }

    private static Optional<Class<?>> loaded(String name, @Nullable ClassLoader loader) {
        try {
            return Optional.of(Class.forName(name, false, loader));
        } catch (ClassNotFoundException _) {
            return Optional.empty();
        }
    }

    /// Why no text can call a class by its full name, and what helps.
    private static Optional<String> unfit(Class<?> type, Class<?> family) {
        String remedy = REMEDY + family.getSimpleName();
        if (type.isHidden()) {
            String within = type.getName().replaceAll("\\$\\$.*", "");
            return Optional.of("a lambda of " + within + " has no name by which to find it again; " + remedy);
        }
        if (type.isAnonymousClass() || type.isLocalClass()) {
            String what = type.isLocalClass() ? "local" : "anonymous";
            return Optional.of("the " + what + " class " + type.getName() + " cannot be found again; " + remedy
                    + ", outside of any method");
        }
        if (!type.isRecord()) return Optional.of(type.getName() + " has no settings to read by name; " + remedy);
        if (!isPublic(type)) return Optional.of(type.getName() + " is not public; " + remedy + ", in public classes");
        if (type.getPackageName().isEmpty()) {
            return Optional.of(type.getName() + " is in no package, and so has no full name; put it into one");
        }
        if (!isExported(type)) {
            return Optional.of(type.getName() + " is closed to other modules; export " + type.getPackageName());
        }
        return strange(type)
                .map(setting -> type.getName() + " has the setting `" + Names.snake(setting.getName()) + "` of type "
                        + setting.getGenericType().getTypeName() + ", which no text can hold; " + SETTINGS);
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    private static boolean isExported(Class<?> type) {
        return type.getModule().isExported(type.getPackageName(), Members.class.getModule());
    }

    /// A setting of a record that no text can hold.
    private static Optional<RecordComponent> strange(Class<?> record) {
        Set<Class<?>> seen = new HashSet<>(Set.of(record));
        return Arrays.stream(record.getRecordComponents())
                .filter(c -> !plain(c.getGenericType(), seen))
                .findFirst();
    }

    private static boolean plain(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType p) {
            boolean holds = p.getRawType() == List.class || p.getRawType() == Optional.class;
            return holds && plain(p.getActualTypeArguments()[0], seen);
        }
        if (!(type instanceof Class<?> c)) return false;
        if (sealed(c).isPresent()) return of(c).values().stream().allMatch(Class::isRecord);
        if (!c.isRecord()) return c.isEnum() || PLAIN.contains(c);
        return !seen.add(c)
                || isPublic(c)
                        && isExported(c)
                        && Arrays.stream(c.getRecordComponents()).allMatch(s -> plain(s.getGenericType(), seen));
    }

    /// Whether a member does not ship, or holds one that does not.
    public static boolean foreign(Object member, Class<?> family) {
        return !ships(member.getClass(), family) || foreign(member);
    }

    /// Whether a record, such as a recipe, holds a member that does not ship.
    public static boolean foreign(Object record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .anyMatch(c -> within(value(record, c), c.getGenericType()));
    }

    private static boolean within(Object value, Type type) {
        if (type instanceof ParameterizedType p) {
            Type inner = p.getActualTypeArguments()[0];
            return switch (value) {
                case List<?> list -> list.stream().anyMatch(v -> within(v, inner));
                case Optional<?> some -> some.filter(v -> within(v, inner)).isPresent();
                default -> false;
            };
        }
        if (type instanceof Class<?> c && sealed(c).isPresent()) return foreign(value, c);
        return value instanceof Record && foreign(value);
    }

    /// A setting's value.
    ///
    /// @throws InputException when it cannot be read
    public static Object value(Object record, RecordComponent setting) {
        try {
            return Objects.requireNonNull(setting.getAccessor().invoke(record));
        } catch (ReflectiveOperationException | NullPointerException e) {
            throw new InputException(
                    record.getClass().getName() + ": its setting `" + Names.snake(setting.getName())
                            + "` cannot be read",
                    e);
        }
    }

    /// The value of the setting of a name, if a member has one; its settings are those of its record.
    ///
    /// @param name as in Java, `weightDecay`
    public static Optional<Object> setting(Object member, String name) {
        return settings(member)
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .map(c -> value(member, c));
    }

    /// A member with another value of one of its settings.
    ///
    /// @param name as in Java, `weightDecay`
    /// @return nothing where it has no such setting, or takes no such value from outside
    public static <T> Optional<T> with(T member, String name, Object value) {
        if (setting(member, name).isEmpty()) return Optional.empty();
        Class<?>[] types = settings(member).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = settings(member)
                .map(c -> c.getName().equals(name) ? value : value(member, c))
                .toArray();
        try {
            @SuppressWarnings("unchecked") // the class of a T
            Class<T> type = (Class<T>) member.getClass();
            return Optional.of(type.getConstructor(types).newInstance(values));
        } catch (ReflectiveOperationException _) {
            return Optional.empty();
        }
    }

    private static Stream<RecordComponent> settings(Object member) {
        return member.getClass().isRecord() ? Arrays.stream(member.getClass().getRecordComponents()) : Stream.empty();
    }
}
