package org.gradus.geometry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;

/// The surfaces by name.
public final class Surfaces {
    private Surfaces() {}

    /// All surfaces, each in its usual dimension.
    public static List<Surface> all() {
        return List.of(
                new Surface.Rosenbrock(2),
                new Surface.Himmelblau(),
                new Surface.Beale(),
                new Surface.SixHumpCamel(),
                new Surface.ThreeHumpCamel(),
                new Surface.GoldsteinPrice(),
                new Surface.StyblinskiTang(2),
                new Surface.Rastrigin(2),
                new Surface.Ackley(),
                new Surface.Easom(),
                new Surface.Saddle(),
                new Surface.MonkeySaddle(),
                new Surface.DeepChain(8),
                new Surface.Product(2),
                new Surface.Quadratic(25),
                new Surface.Product(3),
                new Surface.PowellSingular(),
                new Surface.Quartic(),
                new Surface.Softplus());
    }

    /// The surface of a name.
    ///
    /// @throws InputException when there is none; the message names the nearest
    public static Surface named(String name) {
        Map<String, Surface> known = new LinkedHashMap<>();
        all().forEach(s -> known.put(s.name(), s));
        Surface found = known.get(name);
        if (found != null) return found;
        List<String> near = Nearest.of(name, known.keySet());
        throw new InputException("unknown function `" + Shown.brief(name) + "`; "
                + (near.isEmpty() ? "`gradus optim` lists the functions" : "nearest: " + String.join(", ", near)));
    }
}
