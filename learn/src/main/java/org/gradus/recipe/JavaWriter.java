package org.gradus.recipe;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes a recipe as the Java that makes it.
///
/// As for YAML, there is no schema: a record stands as the shortest call of a public constructor
/// or factory of its own that gives an equal record.
final class JavaWriter {
    /// What [Recipe#of] is given.
    private static final List<String> GIVEN = List.of("name", "data", "loss", "model");

    /// Settings that a reader looks for, and that are written even when they are as usual.
    private static final Set<String> ALWAYS = Set.of("optimizer", "batch", "epochs", "seed");

    private static final int WIDTH = 100;
    private static final String INDENT = "        ";

    /// Full names by the name that the code uses.
    private final Map<String, String> imports = new TreeMap<>();

    private JavaWriter() {}

    static String write(Recipe recipe) {
        JavaWriter writer = new JavaWriter();
        String statement = writer.statement(recipe);
        StringBuilder out = new StringBuilder();
        writer.imports.values().stream()
                .sorted()
                .forEach(name -> out.append("import ").append(name).append(";\n"));
        return out.append('\n').append(statement).append('\n').toString();
    }

    private String statement(Recipe recipe) {
        List<Code> made = new ArrayList<>(List.of(code(recipe.name()), code(recipe.data()), code(recipe.loss())));
        recipe.model().forEach(layer -> made.add(code(layer)));
        StringBuilder out = new StringBuilder();
        String type = name(Recipe.class);
        out.append(type).append(" recipe = ").append(new Code(type + ".of", made).broken(INDENT + INDENT));
        Recipe usual = Recipe.of(
                recipe.name(), recipe.data(), recipe.loss(), recipe.model().get(0));
        for (RecordComponent c : Recipe.class.getRecordComponents()) {
            Object value = get(recipe, c);
            boolean same = value.equals(get(usual, c)) && !ALWAYS.contains(c.getName());
            if (GIVEN.contains(c.getName()) || same) continue;
            String with = ".with" + c.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                    + c.getName().substring(1);
            Object bare = value instanceof Optional<?> o ? o.orElseThrow() : value;
            out.append('\n').append(INDENT).append(new Code(with, List.of(code(bare))).fitted(INDENT));
        }
        return out.append(';').toString();
    }

    /// A call with its arguments, or a literal, which has no parentheses.
    private record Code(String head, List<Code> arguments, boolean call) {
        Code(String head, List<Code> arguments) {
            this(head, arguments, true);
        }

        static Code literal(String text) {
            return new Code(text, List.of(), false);
        }

        String flat() {
            return call
                    ? head + "("
                            + String.join(
                                    ", ", arguments.stream().map(Code::flat).toList()) + ")"
                    : head;
        }

        /// On one line if it fits behind an indentation.
        String fitted(String indent) {
            boolean fits = indent.length() + flat().length() <= WIDTH;
            return fits || arguments.isEmpty() ? flat() : broken(indent + INDENT);
        }

        /// An argument a line.
        String broken(String indent) {
            List<String> lines = arguments.stream()
                    .map(a -> "\n" + indent + a.fitted(indent))
                    .toList();
            return head + "(" + String.join(",", lines) + ")";
        }
    }

    private Code code(Object value) {
        return switch (value) {
            case String s -> Code.literal(quoted(s));
            case Double d -> Code.literal(number(d));
            case Long l -> Code.literal(l == l.intValue() ? l.toString() : l + "L");
            case Integer _, Boolean _ -> Code.literal(value.toString());
            case Enum<?> e -> Code.literal(name(e.getDeclaringClass()) + "." + e.name());
            case Optional<?> o -> {
                String type = name(Optional.class);
                yield o.isEmpty()
                        ? new Code(type + ".empty", List.of())
                        : new Code(type + ".of", List.of(boxed(o.get())));
            }
            case List<?> list ->
                new Code(
                        name(List.class) + ".of", list.stream().map(this::boxed).toList());
            case Record r -> made(r);
            default -> throw new IllegalArgumentException(value.getClass() + ": expected a record or a plain value");
        };
    }

    /// Where no type asks for it, a number must be a `double` by how it is written.
    private Code boxed(Object value) {
        return switch (value) {
            case Double d when Double.isFinite(d) -> Code.literal(d.toString());
            case Long l -> Code.literal(l + "L");
            default -> code(value);
        };
    }

    private static String number(double d) {
        if (Double.isNaN(d)) return "Double.NaN";
        if (Double.isInfinite(d)) return d > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        boolean whole =
                d == Math.rint(d) && Math.abs(d) < 1e7 && !Double.toString(d).startsWith("-0");
        return whole ? Long.toString((long) d) : Double.toString(d);
    }

    private static String quoted(String s) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return out.append('"').toString();
    }

    /// A way to make a record.
    ///
    /// @param values what stands in the call
    private record Way(Executable by, List<Object> values) {}

    private Code made(Record record) {
        Class<?> type = record.getClass();
        Stream<Executable> factories = Arrays.stream(type.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
                .map(m -> m);
        Way way = Stream.concat(factories, Arrays.stream(type.getConstructors()))
                .flatMap(e -> way(e, record).stream())
                .min(Comparator.<Way>comparingInt(w -> w.by().getParameterCount())
                        .thenComparing(w -> !(w.by() instanceof Method))
                        .thenComparing(w -> !w.by().isVarArgs())
                        .thenComparing(w -> w.by().getName()))
                .orElseThrow(() -> new IllegalArgumentException(type + ": expected a public constructor, found none"));
        List<Code> arguments = way.values().stream().map(this::code).toList();
        return way.by() instanceof Method m
                ? new Code(name(type) + "." + m.getName(), arguments)
                : new Code("new " + name(type), arguments);
    }

    /// The call of a constructor or factory with the record's components in order, those left out
    /// that have no parameter; nothing when it gives another record.
    private static Optional<Way> way(Executable by, Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] parameters = by.getParameterTypes();
        List<Object> arguments = new ArrayList<>(), values = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.length; i++) {
            boolean many = by.isVarArgs() && i == parameters.length - 1;
            Class<?> wanted = many ? List.class : parameters[i];
            while (next < components.length && components[next].getType() != wanted) next++;
            if (next == components.length) return Optional.empty();
            Object value = get(record, components[next++]);
            if (many && value instanceof List<?> list) {
                if (!list.stream().allMatch(parameters[i].componentType()::isInstance)) return Optional.empty();
                values.addAll(list);
                arguments.add(list.toArray(n ->
                        (Object[]) Array.newInstance(parameters[parameters.length - 1].componentType(), n)));
            } else {
                values.add(value);
                arguments.add(value);
            }
        }
        return record.equals(call(by, arguments.toArray())) ? Optional.of(new Way(by, values)) : Optional.empty();
    }

    /// What a call gives; the reason when it throws.
    private static Object call(Executable by, Object[] arguments) {
        try {
            return by instanceof Method m ? m.invoke(null, arguments) : ((Constructor<?>) by).newInstance(arguments);
        } catch (InvocationTargetException e) {
            return e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(by + " cannot be called", e);
        }
    }

    private static Object get(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /// A type's name in the code: short, and imported, unless another type of that name is.
    private String name(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) outermost = outermost.getEnclosingClass();
        String full = type.getCanonicalName(), outer = outermost.getName();
        String known = imports.putIfAbsent(outermost.getSimpleName(), outer);
        return known == null || known.equals(outer)
                ? full.substring(outermost.getPackageName().length() + 1)
                : full;
    }
}
