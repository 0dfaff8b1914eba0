package org.gradus.recipe;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradus.name.Members;
import org.gradus.name.Quoted;

/// Writes a recipe as the Java that makes it.
///
/// As for YAML, there is no schema: a record is made the [shortest way][JavaWays] that gives an equal record.
/// Where that is a constructor of many arguments, a comment says what a number or a truth value means.
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
            Object value = Members.value(recipe, c);
            boolean same = value.equals(Members.value(usual, c)) && !ALWAYS.contains(c.getName());
            if (GIVEN.contains(c.getName()) || same) continue;
            String with = ".with" + c.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                    + c.getName().substring(1);
            Object bare = value instanceof Optional<?> o ? o.orElseThrow() : value;
            out.append('\n').append(INDENT).append(new Code(with, List.of(code(bare))).fitted(INDENT));
        }
        return out.append(';').toString();
    }

    /// A call with its arguments and the calls made on what it gives, or a literal, which has no parentheses.
    private record Code(String head, List<Code> arguments, List<Code> then, boolean call) {
        Code(String head, List<Code> arguments) {
            this(head, arguments, List.of(), true);
        }

        static Code literal(String text) {
            return new Code(text, List.of(), List.of(), false);
        }

        String flat() {
            if (!call) return head;
            return head + "(" + arguments.stream().map(Code::flat).collect(Collectors.joining(", ")) + ")"
                    + then.stream().map(Code::flat).collect(Collectors.joining());
        }

        /// On one line if it fits behind an indentation.
        String fitted(String indent) {
            boolean fits = indent.length() + flat().length() <= WIDTH;
            if (fits || arguments.isEmpty() && then.isEmpty()) return flat();
            if (then.isEmpty()) return broken(indent + INDENT);
            String more = indent + INDENT;
            return new Code(head, arguments).fitted(indent)
                    + then.stream().map(c -> "\n" + more + c.fitted(more)).collect(Collectors.joining());
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
            case String s -> Code.literal(Quoted.java(s));
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

    private Code made(Record record) {
        JavaWays.Way way = JavaWays.shortest(record);
        String type = name(record.getClass());
        JavaWays.Call first = way.first();
        Code code =
                new Code(first.by() instanceof Method m ? type + "." + m.getName() : "new " + type, arguments(first));
        List<Code> then = way.then().stream()
                .map(c -> new Code("." + c.by().getName(), arguments(c)))
                .toList();
        return new Code(code.head(), code.arguments(), then, true);
    }

    private List<Code> arguments(JavaWays.Call call) {
        List<Code> arguments = new ArrayList<>();
        for (int i = 0; i < call.values().size(); i++) {
            Object value = call.values().get(i);
            Code code = code(value);
            boolean bare = value instanceof Number || value instanceof Boolean;
            String name = "/* " + call.names().get(i) + " */ ";
            arguments.add(bare && call.needsNames() ? Code.literal(name + code.head()) : code);
        }
        return arguments;
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
