package org.gradus.exam;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.probe.DataFacts;
import org.gradus.recipe.Recipe;
import org.gradus.train.Evaluator;
import org.gradus.train.Trainer;

/// The sound networks of a world, into which faults are planted: each is trained once, to see
/// whether it is sound and what it comes to.
final class Twins {
    /// The error left of guessing's up to which a drawn network counts as sound.
    private static final double SOUND = 0.12;

    /// Where to look for the next network when a drawn one is not sound.
    private static final int NEXT = 100_000;

    private final Family family;
    private final Map<Key, Twin> known = new ConcurrentHashMap<>();

    Twins(Family family) {
        this.family = family;
    }

    private record Key(Set<Need> needs, long number) {}

    /// A sound network.
    ///
    /// @param seed draws it
    /// @param end what its training came to
    record Twin(long seed, End end) {}

    /// What a training came to.
    ///
    /// @param left the error left of guessing's, in training; infinite after a number that is not
    ///     finite
    /// @param heldOut the same on held-out samples
    record End(double left, double heldOut) {
        static final End NONE = new End(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean sound() {
            return left <= SOUND;
        }
    }

    /// The n-th sound network that has what is needed.
    Twin get(Set<Need> needs, long number) {
        Key key = new Key(Set.copyOf(needs), number);
        Twin before = known.get(key);
        if (before != null) return before;
        long seed = number;
        End end = train(draw(seed, needs));
        while (!end.sound()) {
            seed += NEXT;
            end = train(draw(seed, needs));
        }
        Twin twin = new Twin(seed, end);
        known.put(key, twin);
        return twin;
    }

    Case draw(long seed, Set<Need> needs) {
        return family.sound(new SplittableRandom(seed), needs);
    }

    /// A seed's successor.
    static long next(long seed) {
        return seed + NEXT;
    }

    static End train(Case c) {
        Recipe recipe = c.recipe();
        try (Trainer trainer = Trainer.of(recipe, c.data())) {
            while (!trainer.done()) if (!trainer.step().finite()) return End.NONE;
            Evaluator.Score train = trainer.evaluator().train(),
                    test = trainer.evaluator().test();
            DataFacts facts = DataFacts.of(c.data());
            return new End(facts.left(train.metric()), facts.left(test.metric()));
        }
    }
}
