package org.gradus.recipe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradus.layer.Layer;
import org.gradus.name.Default;
import org.gradus.name.InputException;
import org.gradus.name.Members;
import org.gradus.name.Names;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Builds records from YAML by their components; there is no other schema.
///
/// A member of a family stands as its name (`relu`), or as its name with settings (`dense:
/// {units: 64}`). A setting that is left out takes the [Default] of its component. A single value
/// in place of the settings is the first of them (`dense: 64`), and a single text in place of a list
/// of texts is all of it.
final class RecipeReader {
    private static final int LEAST_BUFFER = 16;

    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);

    private final String file;

    /// Where the layers that were built stand, by identity: equal layers may stand in several
    /// lines.
    private final IdentityHashMap<Layer, Integer> lines = new IdentityHashMap<>();

    RecipeReader(String file) {
        this.file = file;
    }

    RecipeText read(String yaml) {
        if (yaml.length() > RecipeText.LONGEST) throw RecipeText.tooLong(file, yaml.length());
        Node root = compose(yaml);
        if (!(root instanceof MappingNode))
            throw error(root, "", "expected a recipe: name, data, model, loss …", found(root));
        Recipe recipe = (Recipe) record(root, Recipe.class, "");
        return new RecipeText(recipe, file, "", lines);
    }

    /// The values of a list on one line, between commas.
    List<Node> listed(String values) {
        if (compose("[" + values + "]") instanceof SequenceNode list
                && !list.getValue().isEmpty()) return list.getValue();
        throw new RecipeException(file + ": expected values between commas, found " + quoted(values));
    }

    /// One value as a setting of some type has it.
    Object single(Node node, Type type, String key) {
        return value(node, type, key);
    }

    private Node compose(String yaml) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setCodePointLimit(Integer.MAX_VALUE)
                    // all at once: with blocks, the time of a long word grows with its square
                    .setBufferSize(Math.max(LEAST_BUFFER, yaml.length()))
                    .setMaxAliasesForCollections(Integer.MAX_VALUE)
                    .build();
            Parser events = new ParserImpl(settings, new StreamReader(settings, yaml));
            return new Composer(settings, new Events(file, events))
                    .getSingleNode()
                    .orElseThrow(() -> new RecipeException(file + ": expected a recipe, found an empty file"));
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
            throw new RecipeException(file + line + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new RecipeException(file + ": not YAML: " + e.getMessage());
        }
    }

    private Object value(Node node, Type type, String key) {
        if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            return list(node, p.getActualTypeArguments()[0], key);
        }
        if (type instanceof ParameterizedType p && p.getRawType() == Optional.class) {
            return Optional.of(value(node, p.getActualTypeArguments()[0], key));
        }
        Class<?> c = (Class<?>) type;
        if (c.isInterface()) return noted(member(node, c, key), node);
        if (c.isRecord()) return record(node, c, key);
        if (!(node instanceof ScalarNode scalar)) throw error(node, key, "expected " + noun(c), found(node));
        return scalar(scalar, c, key);
    }

    private Object noted(Object member, Node node) {
        if (member instanceof Layer layer) node.getStartMark().ifPresent(mark -> lines.put(layer, mark.getLine() + 1));
        return member;
    }

    private Object scalar(ScalarNode node, Class<?> type, String key) {
        String text = node.getValue();
        try {
            if (type == int.class || type == Integer.class) return Integer.parseInt(text);
            if (type == long.class || type == Long.class) return Long.parseLong(text);
            if (type == double.class || type == Double.class) return finite(node, Double.parseDouble(text), key);
        } catch (NumberFormatException _) {
            throw error(node, key, "expected " + noun(type), found(node));
        }
        if (type == boolean.class || type == Boolean.class) {
            if (text.equals("true") || text.equals("false")) return text.equals("true");
            throw error(node, key, "expected " + noun(type), found(node));
        }
        if (type.isEnum()) return constant(node, type, key);
        return text;
    }

    private double finite(ScalarNode node, double value, String key) {
        if (Double.isFinite(value)) return value;
        throw error(node, key, "expected a finite number", found(node));
    }

    private Object constant(ScalarNode node, Class<?> type, String key) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = Names.snake(((Enum<?>) constant).name());
            if (name.equals(node.getValue())) return constant;
            names.add(name);
        }
        throw error(node, key, "expected one of " + String.join(", ", names), found(node));
    }

    private static String noun(Class<?> type) {
        if (type.isInterface()) return Names.snake(type.getSimpleName()).replace('_', ' ');
        if (WHOLE.contains(type)) return "a whole number";
        if (type == double.class || type == Double.class) return "a number";
        if (type == boolean.class || type == Boolean.class) return "true or false";
        return type == String.class ? "text" : "one value";
    }

    private List<Object> list(Node node, Type element, String key) {
        if (node instanceof ScalarNode && element == String.class) return List.of(value(node, element, key));
        if (!(node instanceof SequenceNode sequence)) throw error(node, key, "expected a list", found(node));
        List<Object> out = new ArrayList<>();
        for (Node item : sequence.getValue()) out.add(value(item, element, key + "[" + out.size() + "]"));
        return out;
    }

    /// A member of a family, by name.
    private Object member(Node node, Class<?> family, String key) {
        if (node instanceof ScalarNode name && !name.getValue().isEmpty()) {
            return record(Optional.empty(), node, named(node, name.getValue(), family, key), key);
        }
        if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple entry = mapping.getValue().get(0);
            String name = text(entry.getKeyNode(), key);
            Class<?> type = named(entry.getKeyNode(), name, family, key);
            return record(entry.getValueNode(), type, path(key, name));
        }
        throw error(
                node,
                key,
                "expected one " + noun(family) + " by name, such as "
                        + Members.of(family).keySet().iterator().next(),
                found(node));
    }

    private Class<?> named(Node node, String name, Class<?> family, String key) {
        Optional<Class<?>> type;
        try {
            type = Members.named(name, family);
        } catch (InputException e) {
            throw error(node, key, "unknown " + noun(family) + " " + quoted(name), String.valueOf(e.getMessage()));
        }
        return type.orElseThrow(() -> error(
                node,
                key,
                "unknown " + noun(family) + " " + quoted(name),
                nearest(name, Members.of(family).keySet())));
    }

    private static String nearest(String word, Collection<String> known) {
        List<String> near = Nearest.of(word, known);
        return near.isEmpty() ? "known: " + String.join(", ", known) : "nearest: " + String.join(", ", near);
    }

    private Object record(Node node, Class<?> type, String key) {
        boolean empty = node instanceof ScalarNode s && s.getValue().isEmpty();
        return record(empty ? Optional.empty() : Optional.of(node), node, type, key);
    }

    /// A record from its settings.
    ///
    /// @param settings none when the record stands by its bare name
    /// @param place where errors point to
    private Object record(Optional<Node> settings, Node place, Class<?> type, String key) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Node> given = new LinkedHashMap<>();
        if (settings.isPresent()) given = settings(settings.get(), components, key);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = Names.snake(components[i].getName());
            Node node = given.get(name);
            values[i] = node != null
                    ? value(node, components[i].getGenericType(), path(key, name))
                    : missing(place, components[i], path(key, name));
        }
        return construct(place, type, values, given, key);
    }

    private Map<String, Node> settings(Node node, RecordComponent[] components, String key) {
        List<String> names =
                Arrays.stream(components).map(c -> Names.snake(c.getName())).toList();
        Map<String, Node> given = new LinkedHashMap<>();
        if (!names.isEmpty() && bare(node, components[0], names)) {
            given.put(names.get(0), node);
            return given;
        }
        if (!(node instanceof MappingNode mapping)) throw error(node, key, "takes no settings", found(node));
        for (NodeTuple entry : mapping.getValue()) {
            String name = text(entry.getKeyNode(), key);
            if (!names.contains(name)) {
                throw error(
                        entry.getKeyNode(),
                        key,
                        "unknown key " + quoted(name),
                        names.isEmpty() ? "it takes no settings" : nearest(name, names));
            }
            if (given.put(name, entry.getValueNode()) != null) {
                throw error(entry.getKeyNode(), key, "key `" + name + "` stands twice", "expected once");
            }
        }
        return given;
    }

    /// Whether a node stands for the first setting itself, not for settings by name.
    private static boolean bare(Node node, RecordComponent first, List<String> names) {
        if (!(node instanceof MappingNode mapping)) return true;
        boolean named = mapping.getValue().stream()
                .anyMatch(e -> e.getKeyNode() instanceof ScalarNode s && names.contains(s.getValue()));
        return !named && first.getType().isInterface() && first.getType() != List.class;
    }

    private Object missing(Node place, RecordComponent component, String key) {
        Default value = component.getAnnotation(Default.class);
        if (value == null) throw error(place, key, "missing", "expected " + expected(component));
        if (component.getType() == Optional.class && value.value().isEmpty()) return Optional.empty();
        if (component.getType() == String.class) return value.value();
        return value(compose(value.value()), component.getGenericType(), key);
    }

    private static String expected(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == List.class) return "a list";
        return type.isInterface() ? "one " + noun(type) + " by name" : noun(type);
    }

    private Object construct(Node place, Class<?> type, Object[] values, Map<String, Node> given, String key) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable why = e.getTargetException();
            if (why instanceof IllegalArgumentException) {
                throw refused(place, given, key, String.valueOf(why.getMessage()));
            }
            // what is no refusal of a setting is a fault, or the end of memory
            throw new IllegalStateException(type + " cannot be made", why);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no public canonical constructor", e);
        }
    }

    /// The error of a record that refuses its settings, at the setting that its message begins
    /// with.
    private RecipeException refused(Node place, Map<String, Node> given, String key, String message) {
        int colon = message.indexOf(": ");
        String setting = colon < 0 ? "" : message.substring(0, colon);
        Node node = given.get(setting);
        return node == null
                ? error(place, key, message, "")
                : error(node, path(key, setting), message.substring(colon + 2), "");
    }

    private String text(Node node, String key) {
        if (node instanceof ScalarNode s) return s.getValue();
        throw error(node, key, "expected a name", found(node));
    }

    private static String found(Node node) {
        return switch (node) {
            case ScalarNode s when s.getValue().isEmpty() -> "found nothing";
            case ScalarNode s -> "found " + quoted(s.getValue());
            case SequenceNode s -> "found a list of " + s.getValue().size();
            case MappingNode m ->
                "found settings "
                        + Shown.brief(m.getValue().stream()
                                .limit(Shown.LONGEST)
                                .map(e -> e.getKeyNode() instanceof ScalarNode s ? Shown.brief(s.getValue()) : "…")
                                .toList());
            default -> "found " + node.getTag();
        };
    }

    private static String quoted(String value) {
        return "`" + Shown.brief(value) + "`";
    }

    private static String path(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private RecipeException error(Node node, String key, String what, String more) {
        String line = node.getStartMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
        return new RecipeException(
                file + line + ": " + (key.isEmpty() ? "" : key + ": ") + what + (more.isEmpty() ? "" : "; " + more));
    }
}
