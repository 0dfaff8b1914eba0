package org.gradus.cli;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gradus.activation.Activation;
import org.gradus.data.Dataset;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.init.Init;
import org.gradus.layer.Dense;
import org.gradus.layer.Flatten;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.name.InputException;
import org.gradus.name.Names;
import org.gradus.optim.Clip;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Penalty;
import org.gradus.optim.Schedule;
import org.gradus.optim.Stop;
import org.gradus.recipe.Recipe;

/// Draws recipes of a few steps from all members of the sealed families, with settings that no
/// sensible person chooses beside usual ones.
///
/// Members are made by the components of their records, so that a new one is drawn unasked.
final class Grammar {
    /// The most steps that a recipe has.
    static final int STEPS = 20;

    private static final double[] USUAL = {0, 0.001, 0.01, 0.1, 0.2, 0.5, 0.8, 0.9, 1, 1, 2};
    private static final double[] ODD = {1e-300, 1e-30, 1e-8, 0.9999999, 10, 1e3, 1e9, 1e30, 1e300, -1, -1e30};

    private final Random random;
    private final Path folder;
    private int width;
    private int depth;

    /// @param folder where [Samples] wrote its files
    Grammar(long seed, Path folder) {
        this.random = new Random(seed);
        this.folder = folder;
    }

    /// A recipe that may or may not fit its data.
    ///
    /// @throws InputException when its data cannot be made
    Recipe recipe(String name) {
        width = 1 + random.nextInt(4);
        depth = 0;
        Source source = member(Source.class);
        Dataset data = source.load(folder);
        List<Layer> model = new ArrayList<>();
        if (data.train().sample().rank() > 1 && chance(0.8)) model.add(new Flatten());
        for (int i = random.nextInt(5); i > 0; i--) model.add(member(Layer.class));
        if (model.isEmpty() || chance(0.9)) model.add(last(data.task()));
        Recipe recipe = Recipe.of(name, source, member(Loss.class), model.toArray(Layer[]::new))
                .withOptimizer(member(Optimizer.class))
                .withSchedule(member(Schedule.class))
                .withSeed(random.nextInt(9))
                .withLossScale(chance(0.9) ? 1 : 1e4);
        if (chance(0.2)) recipe = recipe.withClip(member(Clip.class));
        if (chance(0.2)) recipe = recipe.withPenalty(made(Penalty.class));
        if (chance(0.2)) recipe = recipe.withStop(member(Stop.class));
        return brief(recipe, data.train().count());
    }

    private Layer last(Task task) {
        int units = chance(0.9) ? task.outputs() : 1;
        return chance(0.6) ? Dense.of(units, member(Activation.class), member(Init.class)) : made(Dense.class, units);
    }

    /// The recipe with a batch and epochs that make no more than [#STEPS] steps.
    private Recipe brief(Recipe recipe, int samples) {
        int[] batches = {1, 3, 8, samples, 2 * samples, 1000};
        for (int epochs = 1 + random.nextInt(6); ; epochs = Math.max(1, epochs - 1)) {
            Recipe brief = recipe.withEpochs(epochs).withBatch(batches[random.nextInt(batches.length)]);
            if (brief.steps(samples) <= STEPS) return brief;
        }
    }

    /// A member of a family.
    private <T> T member(Class<T> family) {
        Class<?> list = Arrays.stream(family.getDeclaredClasses())
                .filter(Class::isSealed)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no list of " + family));
        List<Class<?>> members = List.copyOf(Names.family(list).values());
        return family.cast(made(members.get(random.nextInt(members.size()))));
    }

    /// A record whose settings are allowed.
    private <T> T made(Class<T> type) {
        return made(type, 0);
    }

    /// @param units those of a dense layer; 0 for any
    private <T> T made(Class<T> type, int units) {
        while (true) {
            Optional<T> made = tried(type, units);
            if (made.isPresent()) return made.get();
        }
    }

    private <T> Optional<T> tried(Class<T> type, int units) {
        RecordComponent[] settings = type.getRecordComponents();
        Object[] values = new Object[settings.length];
        for (int i = 0; i < values.length; i++) {
            String name = settings[i].getName();
            values[i] = units > 0 && name.equals("units") ? units : value(name, settings[i].getGenericType());
        }
        try {
            Class<?>[] types =
                    Arrays.stream(settings).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getConstructor(types);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) return Optional.empty();
            throw new LinkageError(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " cannot be made", e);
        }
    }

    private Object value(String name, Type type) {
        if (type instanceof ParameterizedType p) return several(name, p);
        if (type == int.class || type == Integer.class) return whole(name);
        if (type == long.class) return (long) random.nextInt(5);
        if (type == double.class) return number(name);
        if (type == boolean.class) return random.nextBoolean();
        if (type == String.class) return text(name);
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) return made(plain);
        return plain.isEnum()
                ? plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)]
                : member(plain);
    }

    private Object several(String name, ParameterizedType type) {
        Type inner = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return chance(0.7) ? Optional.empty() : Optional.of(value(name, inner));
        }
        if (inner == String.class) return List.of(text(name));
        if (name.equals("shape")) return chance(0.5) ? List.of(width) : List.of(1, width);
        List<Object> all = new ArrayList<>();
        depth++;
        for (int i = depth > 2 ? 0 : random.nextInt(4); i > 0; i--) all.add(value(name, inner));
        depth--;
        return all;
    }

    private int whole(String name) {
        return switch (name) {
            case "units" -> chance(0.7) ? width : 1 + random.nextInt(8);
            case "samples", "training", "heldOut" -> 1 + random.nextInt(30);
            default -> random.nextInt(6);
        };
    }

    private double number(String name) {
        if (name.equals("split")) return chance(0.3) ? 1 : 0.8;
        double[] from = chance(0.8) ? USUAL : ODD;
        return from[random.nextInt(from.length)];
    }

    private String text(String name) {
        return switch (name) {
            case "path", "test" -> Samples.CSV.get(random.nextInt(Samples.CSV.size()));
            case "images", "testImages" -> Samples.IMAGES;
            case "labels", "testLabels" -> Samples.LABELS;
            case "target" -> chance(0.8) ? "last" : "1";
            case "columns", "ignore", "categories" -> chance(0.7) ? "1" : "2";
            case "delimiter" -> ",";
            case "name" -> chance(0.5) ? "" : "part";
            default -> throw new AssertionError("grammar: no text for " + name);
        };
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }
}
