package org.gradus.studio.arena;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradus.geometry.Descent;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.StationaryPoint;
import org.gradus.geometry.Surface;
import org.gradus.geometry.Walk;
import org.gradus.name.Names;
import org.gradus.optim.Optimizer;
import org.gradus.tensor.Tensor;

/// Optimizers on one surface from one start, with all that the page shows of them.
///
/// @param points the surface's stationary points
/// @param runs one for each optimizer
/// @param best the value that losses are measured from: the least that is known
record Race(Surface surface, List<StationaryPoint> points, List<Run> runs, double best) {
    Race {
        points = List.copyOf(points);
        runs = List.copyOf(runs);
    }

    /// One optimizer.
    ///
    /// @param look the number of its colour, its sign and its dashes: its place among those that ship
    /// @param memories what it remembers after each iterate's update
    /// @param end how it ended
    record Run(Walk walk, int look, List<Memory> memories, Walk.End end) {
        Run {
            memories = List.copyOf(memories);
        }

        /// Its name, which is also its `data-optimizer`.
        String name() {
            return Names.of(walk.optimizer().getClass());
        }

        /// The number of the iterate shown at a step: a walk that has ended stands still.
        int at(int step) {
            return Math.min(step, walk.steps());
        }

        Descent.Iterate iterate(int step) {
            return walk.iterates().get(at(step));
        }

        /// What became of it, in words.
        String words() {
            return end.kind() == Walk.Ending.MOVING
                    ? "still moving after " + walk.steps() + (walk.steps() == 1 ? " step" : " steps")
                    : end.words();
        }
    }

    /// All walks of a setup.
    static Race of(Setup setup, List<StationaryPoint> points) {
        List<String> order = OptimizerList.shipped().stream()
                .map(o -> Names.of(o.getClass()))
                .toList();
        List<Run> runs = new ArrayList<>();
        for (Optimizer optimizer : setup.optimizers()) {
            List<Memory> memories = new ArrayList<>();
            Walk walk = Walk.of(
                    setup.surface(),
                    optimizer,
                    setup.start(),
                    setup.steps(),
                    setup.noise(),
                    (it, slots) -> memories.add(Memory.of(optimizer, it.step() + 1, slots, setup.surface())));
            int look = order.indexOf(Names.of(optimizer.getClass()));
            runs.add(new Run(walk, look, memories, walk.end(setup.surface(), points)));
        }
        return new Race(setup.surface(), points, runs, best(setup.surface(), points, runs));
    }

    private static double best(Surface surface, List<StationaryPoint> points, List<Run> runs) {
        double known = surface.domain().infimum();
        if (Double.isFinite(known)) return known;
        Stream<Double> least = Stream.concat(
                points.stream().filter(p -> p.kind().minimal()).map(StationaryPoint::value),
                runs.stream().flatMap(r -> r.walk().iterates().stream()).map(Descent.Iterate::cost));
        return least.filter(Double::isFinite).mapToDouble(v -> v).min().orElse(0);
    }

    /// The numbers of one iterate, coordinate by coordinate.
    static List<Double> numbers(List<Tensor> values) {
        return values.stream().map(Tensor::item).toList();
    }

    /// What an optimizer has after an update, coordinate by coordinate.
    ///
    /// @param momentum its momentum; empty for none
    /// @param root the root of its mean or sum of squares; empty for none
    /// @param rate by how much a step moves for each unit of the momentum, or of the gradient where there is none
    record Memory(List<Double> momentum, List<Double> root, List<Double> rate) {
        Memory {
            momentum = List.copyOf(momentum);
            root = List.copyOf(root);
            rate = List.copyOf(rate);
        }

        static Memory of(Optimizer optimizer, int number, Map<String, Tensor> slots, Surface surface) {
            List<Double> momentum = new ArrayList<>(), root = new ArrayList<>(), rate = new ArrayList<>();
            for (String coordinate : surface.coordinates()) {
                slots.forEach((slot, value) -> {
                    if (!slot.endsWith("/" + coordinate)) return;
                    if (slot.contains("/squares/")) root.add(Math.sqrt(value.item()));
                    else momentum.add(value.item());
                });
                rate.add(EffectiveRate.of(optimizer, number, root.isEmpty() ? 0 : root.getLast()));
            }
            return new Memory(momentum, root, rate);
        }
    }
}
