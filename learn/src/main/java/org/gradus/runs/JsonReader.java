package org.gradus.runs;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.gradus.name.InputException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads back, as records, what [Json] wrote of records.
public final class JsonReader {
    private final String file;

    private JsonReader(String file) {
        this.file = file;
    }

    /// A record from JSON text.
    ///
    /// @param file what the text is called in errors
    /// @throws InputException when the text is not JSON or lacks a field
    public static <T extends Record> T read(String json, Class<T> type, String file) {
        try {
            Object value = new Load(LoadSettings.builder()
                            .setCodePointLimit(Integer.MAX_VALUE)
                            .build())
                    .loadFromString(json);
            return type.cast(new JsonReader(file).value(value, type, ""));
        } catch (YamlEngineException e) {
            throw new InputException(file + ": not JSON: " + e.getMessage(), e);
        }
    }

    private Object value(@Nullable Object value, Type type, String key) {
        if (type instanceof ParameterizedType p && p.getRawType() == List.class && value instanceof List<?> list) {
            Type element = p.getActualTypeArguments()[0];
            return list.stream().map(item -> value(item, element, key + "[]")).toList();
        }
        if (type instanceof ParameterizedType p && p.getRawType() == Optional.class) {
            return value == null ? Optional.empty() : Optional.of(value(value, p.getActualTypeArguments()[0], key));
        }
        if (type == OptionalDouble.class) {
            return value instanceof Number n ? OptionalDouble.of(n.doubleValue()) : OptionalDouble.empty();
        }
        if (type == double.class || type == Double.class)
            return value instanceof Number n ? n.doubleValue() : Double.NaN;
        if ((type == int.class || type == Integer.class) && value instanceof Number n) return n.intValue();
        if (type == long.class && value instanceof Number n) return n.longValue();
        if (type == boolean.class && value instanceof Boolean b) return b;
        if (type == String.class && value instanceof String s) return s;
        if (type instanceof Class<?> c && c.isEnum() && value instanceof String s) return constant(c, s, key);
        if (type instanceof Class<?> c && c.isRecord() && value instanceof Map<?, ?> map) return record(c, map, key);
        throw new InputException(file + ": " + key + ": expected " + type.getTypeName() + ", found " + value);
    }

    private Object constant(Class<?> type, String name, String key) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> c.toString().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException(file + ": " + key + ": unknown value " + name));
    }

    private Object record(Class<?> type, Map<?, ?> map, String key) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            values[i] = value(map.get(name), components[i].getGenericType(), key + "." + name);
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new InputException(file + ": " + key + ": " + e.getMessage(), e);
        }
    }
}
