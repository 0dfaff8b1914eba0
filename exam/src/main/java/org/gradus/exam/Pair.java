package org.gradus.exam;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.gradus.recipe.Recipe;

/// Two faults at once.
final class Pair {
    /// Faults that leave nothing to learn, are two themselves, or are faults only on samples of their
    /// own.
    private static final Set<String> ALONE = Set.of("labels", "no-signal", "over-regularised", "nan", "overfitting");

    private static final Set<String> OVER_REGULARISED = Set.of("weight-decay", "dropout-too-high");

    private static final Set<String> NAMES = Set.of("name");

    private Pair() {}

    /// Two faults of different causes.
    static List<Fault> draw(SplittableRandom r) {
        List<Fault> all =
                Fault.all().stream().filter(f -> !ALONE.contains(f.cause())).toList();
        while (true) {
            Fault a = all.get(r.nextInt(all.size())), b = all.get(r.nextInt(all.size()));
            if (!a.cause().equals(b.cause()) && !one(a, b) && metTogether(a, b)) return List.of(a, b);
        }
    }

    /// Whether both together are another cause.
    private static boolean one(Fault a, Fault b) {
        return OVER_REGULARISED.contains(a.cause()) && OVER_REGULARISED.contains(b.cause());
    }

    /// Whether some network has what both faults need: curved tasks have two classes.
    private static boolean metTogether(Fault a, Fault b) {
        Set<Need> needs = new HashSet<>(a.needs());
        needs.addAll(b.needs());
        boolean quantities = needs.contains(Need.QUANTITIES), curved = needs.contains(Need.CURVED);
        boolean classes = needs.contains(Need.CLASSES) || needs.contains(Need.MANY_CLASSES);
        return !(quantities && (classes || curved)) && !(curved && needs.contains(Need.MANY_CLASSES));
    }

    /// Whether two faults change different parts of a recipe, so that neither undoes the other.
    static boolean standTogether(Case sound, List<Fault> two, long seed) {
        Set<String>
                first = changed(sound.recipe(), two.getFirst().into(sound, seed).recipe()),
                second = changed(sound.recipe(), two.getLast().into(sound, seed).recipe());
        first.retainAll(second);
        return first.isEmpty();
    }

    private static Set<String> changed(Recipe before, Recipe after) {
        Set<String> changed = new HashSet<>();
        for (RecordComponent part : Recipe.class.getRecordComponents()) {
            try {
                boolean same = part.getAccessor()
                        .invoke(before)
                        .equals(part.getAccessor().invoke(after));
                if (!same && !NAMES.contains(part.getName())) changed.add(part.getName());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(part + " cannot be read", e);
            }
        }
        return changed;
    }
}
