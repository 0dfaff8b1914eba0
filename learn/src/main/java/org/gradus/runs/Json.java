package org.gradus.runs;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Writes values as JSON (RFC 8259): maps and records as objects, lists as arrays, the rest as they are.
///
/// An object longer than a line is broken at its fields. Characters beyond ASCII and those with a meaning in
/// HTML are escaped, so that any output and any page can hold the text. A number that is not finite and an
/// empty optional are `null`.
public final class Json {
    private static final int LINE = 100;

    /// Asking a class makes all of its components anew.
    private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> record) {
            return List.of(record.getRecordComponents());
        }
    };

    private Json() {}

    /// An object of fields in the order given: names and values in turn.
    public static Map<String, Object> object(Object... fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) object.put((String) fields[i], fields[i + 1]);
        return object;
    }

    public static String write(Object value) {
        return write(value, "");
    }

    private static String write(Object value, String indent) {
        String flat = flat(value);
        if (indent.length() + flat.length() <= LINE || flat.length() < 3) return flat;
        String inner = indent + "  ";
        return switch (value) {
            case Optional<?> some -> write(some.orElseThrow(), indent);
            case Record r -> write(fields(r), indent);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> inner + text(String.valueOf(e.getKey())) + ": " + write(e.getValue(), inner))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list ->
                list.stream()
                        .map(item -> inner + write(item, inner))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            default -> flat;
        };
    }

    private static String flat(Object value) {
        return switch (value) {
            case Optional<?> some -> some.isPresent() ? flat(some.get()) : "null";
            case OptionalDouble some -> some.isPresent() ? flat(some.getAsDouble()) : "null";
            case Record r -> flat(fields(r));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> text(String.valueOf(e.getKey())) + ": " + flat(e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(Json::flat).collect(Collectors.joining(", ", "[", "]"));
            case Double d -> number(d);
            case Number n -> n.toString();
            case Boolean b -> b.toString();
            case Enum<?> e -> text(e.name().toLowerCase(Locale.ROOT));
            default -> text(value.toString());
        };
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) return "null";
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static Map<String, Object> fields(Record r) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(r.getClass())) {
            try {
                fields.put(component.getName(), component.getAccessor().invoke(r));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read", e);
            }
        }
        return fields;
    }

    private static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default ->
                    out.append(
                            plain(c)
                                    ? String.valueOf(c)
                                    : "\\u" + HexFormat.of().toHexDigits(c));
            }
        }
        return out.append('"').toString();
    }

    private static boolean plain(char c) {
        return c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&';
    }
}
