package org.gradus.exam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.gradus.recipe.Recipe;

/// A fault that can be planted into a sound network.
///
/// @param cause the cause that the doctor is to name
/// @param needs what the sound network must have
/// @param plant makes the sick network
record Fault(String cause, Set<Need> needs, Plant plant) {
    Fault {
        needs = Set.copyOf(needs);
    }

    /// A fault that can be planted into any sound network.
    Fault(String cause, Plant plant) {
        this(cause, Set.of(), plant);
    }

    /// The faults by cause, in the order in which they are listed.
    static Map<String, List<Fault>> byCause() {
        Map<String, List<Fault>> byCause = new LinkedHashMap<>();
        all().forEach(f ->
                byCause.computeIfAbsent(f.cause(), _ -> new ArrayList<>()).add(f));
        return byCause;
    }

    /// Puts a fault into a sound network; the same random numbers plant the same fault.
    @FunctionalInterface
    interface Plant {
        Case into(Case sound, SplittableRandom random);
    }

    /// All faults, one or more a cause.
    static List<Fault> all() {
        return Stream.concat(NetworkFaults.all(), TrainingFaults.all()).toList();
    }

    /// The fault of a result.
    ///
    /// @param kind which of several of that cause, from 1
    static Fault of(String cause, String kind) {
        List<Fault> kinds = all().stream().filter(f -> f.cause().equals(cause)).toList();
        return kinds.get(Integer.parseInt(kind) - 1);
    }

    /// The sick network.
    Case into(Case sound, long seed) {
        Case sick = plant.into(sound, new SplittableRandom(seed ^ cause.hashCode()));
        Recipe named = sick.recipe().withName(cause);
        return sick.with(named);
    }
}
