package org.gradus.recipe;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.name.InputException;
import org.gradus.name.Members;
import org.gradus.name.Names;
import org.gradus.name.Nearest;
import org.gradus.name.Settings;
import org.gradus.name.Shown;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Where a setting stands in a recipe, as its YAML text nests: `batch`, `optimizer.adam.rate`,
/// `model[0].dense.units`. The name of a member may be left out, `optimizer.rate`, so that a path fits
/// whatever member is there.
///
/// @param path as a person wrote it
/// @param steps names, and places in lists as `[0]`
record SettingPath(String path, List<String> steps) {
    private static final Pattern STEP = Pattern.compile("([A-Za-z_][A-Za-z_0-9]*)((?:\\[\\d{1,6}\\])*)");

    /// The most paths that are looked at for a near one.
    private static final int MOST = 2_000;

    /// How many settings an error names where none is near.
    private static final int NAMED = 8;

    /// The value that takes an optional setting away.
    private static final String NONE = "none";

    /// What the reader calls the text, and lines of it.
    private static final String LABEL = "grid";

    SettingPath {
        steps = List.copyOf(steps);
    }

    /// Reads a path.
    ///
    /// @throws InputException when it is none
    static SettingPath parse(String path) {
        List<String> steps = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            Matcher step = STEP.matcher(part);
            if (!step.matches()) {
                throw new InputException("`" + Shown.brief(path)
                        + "`: expected the path of a setting, such as optimizer.rate or model[0].dense.units");
            }
            steps.add(step.group(1));
            Arrays.stream(step.group(2).split("(?=\\[)"))
                    .filter(s -> !s.isEmpty())
                    .forEach(steps::add);
        }
        return new SettingPath(path, steps);
    }

    /// The values of a list on one line, between commas.
    ///
    /// @throws InputException when it is none
    static List<Node> values(String list) {
        try {
            return new RecipeReader(LABEL).listed(list);
        } catch (RecipeException e) {
            throw new InputException("`" + Shown.brief(list) + "`: " + said(e), e);
        }
    }

    /// An error without the place in a text that is no file.
    private static String said(RecipeException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^" + LABEL + "(:\\d+)?: ", "");
    }

    /// The recipe with another value in this place.
    ///
    /// @throws InputException when there is no such place, or it takes no such value
    Recipe set(Recipe recipe, Node value) {
        return (Recipe) new Setter(recipe, value).changed(recipe, Recipe.class, 0, "");
    }

    /// All paths of a recipe, about 2 000 at most; those below a member with its name and without.
    static Set<String> all(Recipe recipe) {
        Set<String> paths = new LinkedHashSet<>();
        list(recipe, Recipe.class, "", paths);
        return paths;
    }

    private static void list(Object value, Type type, String path, Set<String> paths) {
        if (paths.size() >= MOST) return;
        if (!path.isEmpty()) paths.add(path);
        switch (value) {
            case Optional<?> some -> some.ifPresent(v -> list(v, inner(type), path, paths));
            case List<?> all -> {
                for (int i = 0; i < all.size(); i++) list(all.get(i), inner(type), path + "[" + i + "]", paths);
            }
            case Record r -> {
                settings(r, path, paths);
                if (family(type)) settings(r, path + "." + Names.of(r.getClass()), paths);
            }
            default -> {
                // a plain value has no settings
            }
        }
    }

    private static void settings(Record record, String path, Set<String> paths) {
        for (RecordComponent c : record.getClass().getRecordComponents()) {
            String name = Names.snake(c.getName());
            list(Members.value(record, c), c.getGenericType(), path.isEmpty() ? name : path + "." + name, paths);
        }
    }

    private static boolean family(Type type) {
        return type instanceof Class<?> c && c.isInterface();
    }

    private static Type inner(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    /// One change of one recipe.
    private final class Setter {
        private final Recipe recipe;
        private final Node value;

        Setter(Recipe recipe, Node value) {
            this.recipe = recipe;
            this.value = value;
        }

        /// Something of the recipe with the value somewhere in it.
        ///
        /// @param at the step that leads into it
        Object changed(Object from, Type type, int at, String key) {
            if (at == steps.size()) return given(type, key);
            String step = steps.get(at);
            return switch (from) {
                case Optional<?> some -> {
                    if (some.isEmpty()) {
                        throw new InputException(
                                path + ": the recipe has no " + key + "; set all of it, as in " + key + "={…}");
                    }
                    yield Optional.of(changed(some.get(), inner(type), at, key));
                }
                case List<?> list
                when step.startsWith("[") -> {
                    int place = Integer.parseInt(step.substring(1, step.length() - 1));
                    if (place >= list.size()) {
                        throw new InputException(path + ": " + key + " has " + list.size()
                                + (list.size() == 1 ? " entry" : " entries") + ", numbered from 0");
                    }
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(place, changed(copy.get(place), inner(type), at + 1, key + step));
                    yield copy;
                }
                case Record r -> changed(r, type, at, key);
                default -> throw unknown();
            };
        }

        private Object changed(Record from, Type type, int at, String key) {
            String step = steps.get(at);
            boolean member = family(type) && Names.of(from.getClass()).equals(step) && at + 1 < steps.size();
            int own = member ? at + 1 : at;
            String name = steps.get(own);
            for (RecordComponent c : from.getClass().getRecordComponents()) {
                if (!Names.snake(c.getName()).equals(name)) continue;
                String inside = key.isEmpty() ? name : key + "." + name;
                Object changed = changed(Members.value(from, c), c.getGenericType(), own + 1, inside);
                try {
                    return Settings.replace(from, c.getName(), changed);
                } catch (InputException e) {
                    throw e;
                } catch (IllegalArgumentException e) {
                    String why = String.valueOf(e.getMessage());
                    throw new InputException(
                            path + (why.startsWith(name + ": ") ? why.substring(name.length()) : ": " + why), e);
                }
            }
            throw unknown();
        }

        private Object given(Type type, String key) {
            boolean optional = type instanceof ParameterizedType p && p.getRawType() == Optional.class;
            if (optional && value instanceof ScalarNode s && s.getValue().equals(NONE)) return Optional.empty();
            try {
                return new RecipeReader(LABEL).single(value, type, key);
            } catch (RecipeException e) {
                throw new InputException(said(e), e);
            }
        }

        private InputException unknown() {
            Set<String> known = all(recipe);
            known.removeIf(path::startsWith);
            List<String> near = Nearest.of(path, known);
            return new InputException("setting `" + Shown.brief(path) + "`: the recipe has none of that name; "
                    + (near.isEmpty()
                            ? "it has "
                                    + String.join(
                                            ", ", known.stream().limit(NAMED).toList()) + " …"
                            : "nearest: " + String.join(", ", near)));
        }
    }
}
