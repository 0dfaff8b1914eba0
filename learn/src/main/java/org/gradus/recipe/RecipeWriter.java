package org.gradus.recipe;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradus.name.Default;
import org.gradus.name.Names;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes records as the YAML that [RecipeReader] reads back.
final class RecipeWriter {
    /// Settings that a reader looks for, and that are written even at their default.
    private static final Set<String> ALWAYS = Set.of("optimizer", "rate", "batch", "epochs", "seed");

    private RecipeWriter() {}

    static String write(Recipe recipe) {
        StringBuilder out = new StringBuilder();
        settings(recipe).forEach((key, value) -> {
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
        return new Dump(settings).dumpToString(value).strip();
    }

    /// The settings of a record that differ from their defaults.
    private static Map<String, Object> settings(Object record) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = get(record, component);
            if (value instanceof Optional<?> o && o.isEmpty()) continue;
            Object plain = plain(value);
            Default standard = component.getAnnotation(Default.class);
            boolean usual = standard != null && flow(plain).equals(normal(standard.value(), value));
            if (usual && !ALWAYS.contains(component.getName())) continue;
            out.put(Names.snake(component.getName()), plain);
        }
        return out;
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

    private static Object get(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Optional<?> o -> plain(o.orElseThrow());
            case List<?> list when list.size() == 1 && list.getFirst() instanceof String only -> only;
            case List<?> list -> list.stream().map(RecipeWriter::plain).toList();
            case Enum<?> e -> constant(Names.snake(e.name()));
            case Record r -> {
                Map<String, Object> settings = settings(r);
                // a record of no family has no name to stand by
                if (r.getClass().getInterfaces().length == 0) yield settings;
                String name = Names.of(r.getClass());
                yield settings.isEmpty() ? name : Map.of(name, settings);
            }
            default -> value;
        };
    }

    /// A constant's name; `true` and `false` without quotes.
    private static Object constant(String name) {
        return name.equals("true") || name.equals("false") ? Boolean.valueOf(name) : name;
    }
}
