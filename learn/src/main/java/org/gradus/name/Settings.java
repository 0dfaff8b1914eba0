package org.gradus.name;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// The numbers among a record's settings, by the names that recipes give them; whatever its class, ours or
/// another's.
///
/// What is no record, or keeps its settings from other modules, has none that can be read.
public final class Settings {
    private Settings() {}

    /// A setting of a record, if it has one of this name that is a `double`.
    ///
    /// @param name as a recipe writes it, such as `weight_decay`
    public static OptionalDouble number(Object member, String name) {
        return component(member, name).stream()
                .mapToDouble(c -> (double) read(member, c))
                .findFirst();
    }

    /// The same record with another value of a setting; none when it has no such setting, or refuses the
    /// value.
    ///
    /// @param name as a recipe writes it, such as `weight_decay`
    public static <T> Optional<T> with(T member, String name, double value) {
        Optional<RecordComponent> changed = component(member, name);
        if (changed.isEmpty()) return Optional.empty();
        try {
            return copy(member, changed.get().getName(), value);
        } catch (InvocationTargetException _) {
            return Optional.empty();
        }
    }

    /// The same record with another value of a component.
    ///
    /// @param component its name in Java
    /// @throws IllegalArgumentException when the record refuses the value
    public static <T extends Record> T replace(T member, String component, Object value) {
        try {
            return copy(member, component, value).orElseThrow();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e);
        }
    }

    private static <T> Optional<T> copy(T member, String changed, Object value) throws InvocationTargetException {
        RecordComponent[] components = member.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(c -> c.getName().equals(changed) ? value : read(member, c))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked") // a record is of exactly its own class
            Class<T> type = (Class<T>) member.getClass();
            Constructor<T> canonical = type.getDeclaredConstructor(types);
            return canonical.trySetAccessible() ? Optional.of(canonical.newInstance(values)) : Optional.empty();
        } catch (InvocationTargetException e) {
            throw e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(member + " has no canonical constructor", e);
        }
    }

    private static Optional<RecordComponent> component(Object member, String name) {
        return member instanceof Record
                ? Arrays.stream(member.getClass().getRecordComponents())
                        .filter(c -> c.getType() == double.class
                                && Names.snake(c.getName()).equals(name))
                        .filter(c -> c.getAccessor().trySetAccessible())
                        .findFirst()
                : Optional.empty();
    }

    private static Object read(Object member, RecordComponent component) {
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(member);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }
}
