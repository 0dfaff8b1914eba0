package org.gradus.recipe;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradus.name.Default;
import org.gradus.name.InputException;
import org.gradus.name.Members;
import org.gradus.name.Names;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes records as the YAML that [RecipeReader] reads back.
///
/// @param forPeople whether a member of others that no reader could make stands there by some name all the
///     same, and is not refused
record RecipeWriter(boolean forPeople) {
    /// Settings that a reader looks for, and that are written even at their default.
    private static final Set<String> ALWAYS = Set.of("optimizer", "rate", "batch", "epochs", "seed");

    /// Why no text can stand for a recipe.
    static Optional<String> refusal(Recipe recipe) {
        try {
            String text = new RecipeWriter(false).write(recipe);
            if (!Members.foreign(recipe) || Recipe.parse(text, "recipe").equals(recipe)) return Optional.empty();
        } catch (RecipeException e) {
            return Optional.ofNullable(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            return Optional.of("a part of it that does not ship with Gradus cannot be made again: " + e);
        }
        return Optional.of("a part of it that does not ship with Gradus is another when it is made again from its"
                + " settings; its class must keep them as they are given, and be found by its name");
    }

    String write(Recipe recipe) {
        StringBuilder out = new StringBuilder();
        settings(recipe, "").forEach((key, value) -> {
            if (value instanceof List<?> list) {
                out.append(key).append(":\n");
                for (Object item : list) out.append("  - ").append(flow(item)).append('\n');
            } else {
                out.append(key).append(": ").append(flow(value)).append('\n');
            }
        });
        return out.toString();
    }

    private static String flow(Object value) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.FLOW)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .build();
        String line = new Dump(settings).dumpToString(value);
        // only what ends the text: a name may itself end in a space of any kind
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }

    /// The settings of a record that differ from their defaults.
    private Map<String, Object> settings(Object record, String key) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = Members.value(record, component);
            if (value instanceof Optional<?> o && o.isEmpty()) continue;
            String name = Names.snake(component.getName());
            Object plain = plain(value, component.getGenericType(), path(key, name));
            Default standard = component.getAnnotation(Default.class);
            boolean usual = standard != null && flow(plain).equals(normal(standard.value(), value));
            if (usual && !ALWAYS.contains(component.getName())) continue;
            out.put(name, plain);
        }
        return out;
    }

    private static String path(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    /// A default's text as [#flow] would write its value.
    private static String normal(String text, Object value) {
        return switch (value) {
            case Double _ -> flow(Double.parseDouble(text));
            case Integer _, Long _ -> flow(Long.parseLong(text));
            case Boolean _ -> flow(Boolean.parseBoolean(text));
            case String _ -> flow(text);
            default -> flow(new Load(LoadSettings.builder().build()).loadFromString(text));
        };
    }

    /// @param type what it is declared as
    private Object plain(Object value, Type type, String key) {
        if (type instanceof Class<?> family && family.isInterface()) return member(value, family, key);
        return switch (value) {
            case Optional<?> o -> plain(o.orElseThrow(), inner(type), key);
            case List<?> list when list.size() == 1 && list.getFirst() instanceof String only -> only;
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                for (Object item : list) items.add(plain(item, inner(type), key + "[" + items.size() + "]"));
                yield items;
            }
            case Enum<?> e -> constant(Names.snake(e.name()));
            case Record r -> settings(r, key);
            default -> value;
        };
    }

    private static Type inner(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private Object member(Object member, Class<?> family, String key) {
        try {
            String name = Members.name(member, family);
            Map<String, Object> settings = settings(member, path(key, name));
            return settings.isEmpty() ? name : Map.of(name, settings);
        } catch (InputException e) {
            if (forPeople) return called(member);
            throw e instanceof RecipeException ? e : new RecipeException(key + ": " + e.getMessage());
        }
    }

    /// Members that differ are called differently.
    private static String called(Object member) {
        return member instanceof Record
                ? member.toString()
                : Names.of(member.getClass()) + "@" + Integer.toHexString(System.identityHashCode(member));
    }

    /// A constant's name; `true` and `false` without quotes.
    private static Object constant(String name) {
        return name.equals("true") || name.equals("false") ? Boolean.valueOf(name) : name;
    }
}
