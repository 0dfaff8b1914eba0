package org.gradus.exam;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.detect.Evidence.End;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.train.Evaluator;

/// The sound networks of a world, into which faults are planted: each is trained once, to see
/// whether it is sound and what it comes to.
final class Twins implements Bases {
    /// The error left of guessing's up to which a drawn network counts as sound.
    private static final double SOUND = 0.12;

    /// Where to look for the next network when a drawn one is not sound.
    private static final int NEXT = 100_000;

    /// A network that does with less than this many halvings of its rate would do with none.
    private static final int HALVINGS = 10;

    private final Family family;
    private final Map<Key, Twin> known = new ConcurrentHashMap<>();

    Twins(Family family) {
        this.family = family;
    }

    private record Key(Set<Need> needs, long number) {}

    /// A sound network.
    ///
    /// @param seed drew it
    /// @param end what its training came to
    record Twin(long seed, Recipe recipe, End end) {
        /// The network with its data.
        Case sound() {
            return Case.of(recipe);
        }
    }

    /// Whether a network that came to so much is sound.
    static boolean sound(End end) {
        return end.left() <= SOUND;
    }

    /// The n-th sound network that has what is needed.
    Twin get(Set<Need> needs, long number) {
        Key key = new Key(Set.copyOf(needs), number);
        Twin before = known.get(key);
        if (before != null) return before;
        long seed = number;
        Case drawn = draw(seed, needs);
        End end = train(drawn);
        while (!sound(end)) {
            seed += NEXT;
            drawn = draw(seed, needs);
            end = train(drawn);
        }
        Twin twin = new Twin(seed, drawn.recipe(), end);
        if (needs.contains(Need.BRIEF)) twin = hurried(twin, drawn);
        known.put(key, twin);
        return twin;
    }

    /// The same network with as small a learning rate as its training can do with, found by
    /// halving.
    private static Twin hurried(Twin twin, Case drawn) {
        Twin slowest = twin;
        for (int i = 0; i < HALVINGS; i++) {
            Recipe recipe = slowest.recipe();
            Recipe slower = recipe.withOptimizer(
                    recipe.optimizer().withRate(recipe.optimizer().rate() / 2));
            End end = train(drawn.with(slower));
            if (!sound(end)) return slowest;
            slowest = new Twin(twin.seed(), slower, end);
        }
        return slowest;
    }

    @Override
    public Base base(Set<Need> needs, long number) {
        Twin twin = get(needs, number);
        return new Base(twin.sound(), twin.seed());
    }

    Case draw(long seed, Set<Need> needs) {
        return family.sound(new SplittableRandom(seed), needs);
    }

    /// A seed's successor.
    static long next(long seed) {
        return seed + NEXT;
    }

    static End train(Case c) {
        DataFacts facts = DataFacts.of(c.data());
        return c.trained(Long.MAX_VALUE, t -> {
                    Evaluator e = t.evaluator();
                    return new End(
                            facts.left(e.train().metric()), facts.left(e.test().metric()));
                })
                .orElse(End.NONE);
    }
}
