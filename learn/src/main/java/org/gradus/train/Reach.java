package org.gradus.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradus.data.Dataset;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.layer.Role;
import org.gradus.recipe.Recipe;

/// What a training step can move: the layers with parameters, by whether a gradient is taken by
/// them.
///
/// @param trained the paths of the layers that steps move
/// @param frozen those within a freeze
/// @param cut those that no path leads to from the loss
/// @param stops the paths of the layers at which gradients end
public record Reach(List<String> trained, List<String> frozen, List<String> cut, List<String> stops) {
    /// How many layers a sentence names.
    private static final int NAMED = 4;

    public Reach {
        trained = List.copyOf(trained);
        frozen = List.copyOf(frozen);
        cut = List.copyOf(cut);
        stops = List.copyOf(stops);
    }

    /// That of a recipe on its data. Nothing is computed.
    ///
    /// @throws IllegalArgumentException when the network does not fit the data
    public static Reach of(Recipe recipe, Dataset data) {
        Table train = new Table(data.train());
        StepGraph.Batch batch = train.batch(Math.min(recipe.batch(), train.rows()));
        return of(recipe, data, new Network(recipe.model(), recipe.seed()), batch);
    }

    static Reach of(Recipe recipe, Dataset data, Network network, StepGraph.Batch batch) {
        Network.Forward forward = network.forward(batch.inputs(), true);
        Fit.check(forward.output().shape(), data);
        Expr loss = recipe.loss().mean(forward.output(), batch.targets());
        Set<Expr> wrt = new HashSet<>();
        network.parameters().stream().filter(Network.Parameter::trained).forEach(p -> wrt.add(p.leaf()));
        Set<Expr> reached = Gradient.of(loss, wrt).keySet();
        Set<String> trained = new LinkedHashSet<>(), frozen = new LinkedHashSet<>(), cut = new LinkedHashSet<>();
        for (Network.Parameter p : network.parameters()) {
            Set<String> kind = !p.trained() ? frozen : reached.contains(p.leaf()) ? trained : cut;
            kind.add(p.path().substring(0, Math.max(0, p.path().lastIndexOf('/'))));
        }
        List<String> stops = forward.trace().calls().stream()
                .filter(c -> c.role() instanceof Role.Stop)
                .map(Call::path)
                .toList();
        return new Reach(List.copyOf(trained), List.copyOf(frozen), List.copyOf(cut), stops);
    }

    /// Why no step can change anything, and what to do about it, in three sentences; nothing when
    /// some layer is trained.
    ///
    /// @param recipe what the recipe is called
    public Optional<String> nothing(String recipe) {
        if (!trained.isEmpty()) return Optional.empty();
        List<String> why = new ArrayList<>(), hints = new ArrayList<>();
        if (!frozen.isEmpty()) {
            why.add("frozen: " + named(frozen));
            hints.add("take layers out of `freeze`");
        }
        if (!cut.isEmpty()) {
            String by = stops.isEmpty() ? "no path from the loss to" : "cut off from the loss by " + named(stops) + ":";
            why.add(by + " " + named(cut));
            hints.add(
                    stops.isEmpty()
                            ? "have the loss depend on what they compute"
                            : "move `stop_gradient` before a layer that is to be trained");
        }
        if (why.isEmpty()) {
            why.add("no layer has parameters");
            hints.add("add a layer such as `dense`");
        }
        return Optional.of("recipe " + recipe + ": no parameter can be trained (" + String.join("; ", why) + "). "
                + "No step would change anything. To train it, " + String.join(", or ", hints) + ".");
    }

    private static String named(List<String> layers) {
        if (layers.size() <= NAMED + 1) return String.join(", ", layers);
        return String.join(", ", layers.subList(0, NAMED)) + " and " + (layers.size() - NAMED) + " more";
    }
}
