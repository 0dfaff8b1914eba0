package org.gradus.runs;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gradus.data.JsonCursor;
import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// Reads back, as records, what [Json] wrote of records.
///
/// The records say what is read: no other objects are made of the text, and keys that they do not know are passed over.
public final class JsonReader {
    private static final Pattern LONG = Pattern.compile("-?[0-9]{1,19}");

    private final String file;
    private final JsonCursor json;

    /// What is known of the records so far: to ask the JVM for each would take longer than to read them.
    private final Map<Class<?>, Form> forms = new HashMap<>();

    /// How a record is made.
    ///
    /// @param places the place of each component by its name
    private record Form(List<RecordComponent> components, Map<String, Integer> places, Constructor<?> constructor) {
        static Form of(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            Map<String, Integer> places = new HashMap<>();
            for (RecordComponent c : components) places.put(c.getName(), places.size());
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Form(components, places, type.getConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " has no public canonical constructor", e);
            }
        }
    }

    private JsonReader(String file, String text) {
        this.file = file;
        json = JsonCursor.of(file, text);
    }

    /// A record from JSON text.
    ///
    /// @param file what the text is called in errors
    /// @throws InputException when the text is not JSON, lacks a key, or has a value that the record does not take
    public static <T extends Record> T read(String json, Class<T> type, String file) {
        JsonReader reader = new JsonReader(file, json);
        T record = type.cast(reader.value(type, ""));
        reader.json.end();
        return record;
    }

    private Object value(Type type, String key) {
        if (type instanceof ParameterizedType p) {
            Type of = p.getActualTypeArguments()[0];
            if (p.getRawType() == List.class) return list(of, key);
            if (p.getRawType() == Optional.class) return isNull() ? Optional.empty() : Optional.of(value(of, key));
        }
        if (type == OptionalDouble.class) return isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(key));
        if (type == double.class || type == Double.class) return isNull() ? Double.NaN : number(key);
        if (type == int.class || type == Integer.class) return (int) whole(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (type == long.class || type == Long.class) return whole(key, Long.MIN_VALUE, Long.MAX_VALUE);
        if (type == boolean.class) return truth(key);
        if (type == String.class) return text(key);
        if (type instanceof Class<?> c && c.isEnum()) return constant(c, key);
        if (type instanceof Class<?> c && c.isRecord()) return record(c, key);
        throw new IllegalStateException(type + " cannot be read from JSON");
    }

    private boolean isNull() {
        if (json.next() != 'n') return false;
        json.word();
        return true;
    }

    private List<Object> list(Type element, String key) {
        if (json.next() != '[') throw refused(key, "a list");
        List<Object> list = new ArrayList<>();
        json.list(() -> list.add(value(element, key + "[" + list.size() + "]")));
        return List.copyOf(list);
    }

    private double number(String key) {
        if (!isNumber()) throw refused(key, "a number");
        int place = json.at();
        String number = json.number();
        double value = Double.parseDouble(number);
        if (Double.isFinite(value)) return value;
        throw refused(place, key, "a number of at most 1.8e308", Shown.brief(number));
    }

    private boolean isNumber() {
        char c = json.next();
        return c == '-' || c >= '0' && c <= '9';
    }

    private long whole(String key, long least, long most) {
        if (!isNumber()) throw refused(key, "a whole number");
        int place = json.at();
        String number = json.number();
        try {
            if (LONG.matcher(number).matches()) {
                long value = Long.parseLong(number);
                if (value >= least && value <= most) return value;
            }
        } catch (NumberFormatException _) {
            // too many digits: said below
        }
        throw refused(place, key, "a whole number from " + least + " to " + most, Shown.brief(number));
    }

    private boolean truth(String key) {
        char c = json.next();
        if (c != 't' && c != 'f') throw refused(key, "true or false");
        return json.word().equals("true");
    }

    private String text(String key) {
        if (json.next() != '"') throw refused(key, "text");
        return json.string();
    }

    private Object constant(Class<?> type, String key) {
        int place = json.at();
        String name = text(key);
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) if (word(constant).equals(name)) return constant;
        String known = Arrays.stream(constants).map(JsonReader::word).collect(Collectors.joining(", "));
        throw refused(place, key, "one of " + known, quoted(name));
    }

    private static String word(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    private Object record(Class<?> type, String key) {
        if (json.next() != '{') throw refused(key, "an object");
        int place = json.at();
        Form form = forms.computeIfAbsent(type, Form::of);
        Map<String, Object> values = new HashMap<>();
        json.object(name -> {
            Integer at = form.places().get(name);
            if (at == null) json.skip();
            else values.put(name, value(form.components().get(at).getGenericType(), path(key, name)));
        });
        Object[] arguments = form.components().stream()
                .map(c -> values.containsKey(c.getName()) ? values.get(c.getName()) : missing(c, place, key))
                .toArray();
        return construct(form.constructor(), arguments, place, key);
    }

    /// What a key that is not there stands for: nothing, where there may be nothing.
    private Object missing(RecordComponent component, int place, String key) {
        if (component.getType() == Optional.class) return Optional.empty();
        if (component.getType() == OptionalDouble.class) return OptionalDouble.empty();
        throw refused(place, key, "the key " + quoted(component.getName()), "none");
    }

    private Object construct(Constructor<?> constructor, Object[] arguments, int place, String key) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            // what is no refusal of a value is a fault, or the end of memory
            if (!(e.getTargetException() instanceof IllegalArgumentException refusal)) {
                throw new IllegalStateException(constructor + " failed", e.getTargetException());
            }
            throw new InputException(json.line(file, place) + ": " + prefix(key) + refusal.getMessage(), refusal);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }

    /// The error of the value that comes next.
    private InputException refused(String key, String expected) {
        int place = json.at();
        String found = switch (json.next()) {
            case '{' -> "an object";
            case '[' -> "a list";
            case '"' -> quoted(json.string());
            default -> isNumber() ? Shown.brief(json.number()) : json.word();
        };
        return refused(place, key, expected, found);
    }

    private InputException refused(int place, String key, String expected, String found) {
        return new InputException(
                json.line(file, place) + ": " + prefix(key) + "expected " + expected + ", found " + found);
    }

    private static String prefix(String key) {
        return key.isEmpty() ? "" : key + ": ";
    }

    private static String path(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private static String quoted(String text) {
        return "\"" + Shown.brief(text) + "\"";
    }
}
