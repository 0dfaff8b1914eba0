package org.gradus.layer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradus.graph.Expr;
import org.gradus.graph.op.Input;
import org.gradus.tensor.Shape;

/// A network as a picture shows it, one block a layer: plain data, read from what its layers recorded, whoever wrote
/// them.
///
/// @param blocks inputs, layers and the output; each after those that feed it
/// @param links which block feeds which, by their places in the list
/// @param repeats stretches of blocks that stand there once, and are in the network several times
public record Outline(List<Block> blocks, List<Link> links, List<Repeated> repeats) {
    public Outline {
        blocks = List.copyOf(blocks);
        links = List.copyOf(links);
        repeats = List.copyOf(repeats);
    }

    /// What a block is.
    public enum Sort {
        /// What the network is given.
        INPUT,
        LAYER,
        /// Where a branch is added to what passes it by.
        SUM,
        /// Layers that are left out, for there are too many.
        MORE,
        OUTPUT
    }

    /// A part of a network.
    ///
    /// @param name the path of its layer, such as `residual1/dense1`; of several, the first
    /// @param last the path of the last where it stands for several; else the same
    /// @param kind what the layer is called, without its number, such as `dense`
    /// @param shape what it gives for one sample
    /// @param parameters how many numbers it has in its weights and other parameters; of several, all
    /// @param trained whether training adjusts them; true where there are none
    /// @param roles what it does, in order
    /// @param times how many equal layers it stands for
    public record Block(
            Sort sort,
            String name,
            String last,
            String kind,
            Shape shape,
            long parameters,
            boolean trained,
            List<Role> roles,
            int times) {
        public Block {
            roles = List.copyOf(roles);
        }

        /// Whether two blocks differ in nothing but their names.
        boolean equalTo(Block other) {
            return sort == other.sort
                    && kind.equals(other.kind)
                    && shape.equals(other.shape)
                    && parameters == other.parameters
                    && trained == other.trained
                    && times == other.times
                    && words().equals(other.words());
        }

        /// What it does, without the weights themselves, which differ from layer to layer.
        private List<Object> words() {
            return roles.stream()
                    .<Object>map(role -> switch (role) {
                        case Role.Linear(Expr weight) -> weight.shape();
                        case Role.Skip(Expr _, double scale) -> scale;
                        default -> role;
                    })
                    .toList();
        }
    }

    /// That one block feeds another.
    ///
    /// @param around whether it leads around a branch, past which the signal goes unchanged
    public record Link(int from, int to, boolean around) {}

    /// A stretch of blocks that is in the network several times, each fed by the one before.
    ///
    /// @param first the first of its blocks
    /// @param last the last of them
    public record Repeated(int first, int last, int times) {}

    /// The outline of a network, with equal layers in a row as one block, and equal stretches as one.
    public static Outline of(Network.Forward forward) {
        return of(forward, Set.of());
    }

    /// The same with some of its folded parts laid open.
    ///
    /// @param open the names of blocks of the folded outline that stand for several; other names are passed over
    public static Outline of(Network.Forward forward, Set<String> open) {
        return Folding.fold(new Reader(forward).read(), open);
    }

    /// Reads blocks and links from calls and from the graph between them.
    private static final class Reader {
        private final Network.Forward forward;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        /// The blocks that make values, by the values.
        private final Map<Expr, Integer> makers = new HashMap<>();

        private final Set<Network.Parameter> counted = new HashSet<>();

        Reader(Network.Forward forward) {
            this.forward = forward;
        }

        Outline read() {
            List<Call> run = new ArrayList<>();
            for (Call call : forward.trace().calls()) {
                if (!run.isEmpty() && !run.getLast().path().equals(call.path())) {
                    layer(run);
                    run.clear();
                }
                run.add(call);
            }
            if (!run.isEmpty()) layer(run);
            Shape shape = forward.output().shape().row();
            Set<Integer> sources = sources(forward.output());
            blocks.add(new Block(Sort.OUTPUT, "output", "output", "output", shape, 0, true, List.of(), 1));
            for (int from : sources) links.add(new Link(from, blocks.size() - 1, false));
            return new Outline(blocks, links, List.of());
        }

        /// Adds a layer: calls that follow each other at one path.
        private void layer(List<Call> run) {
            Map<Integer, Boolean> around = new LinkedHashMap<>();
            for (Call call : run) {
                if (call.role() instanceof Role.Skip(Expr passed, double _)) {
                    for (int from : sources(call.input())) around.put(from, false);
                    for (int from : sources(passed)) around.putIfAbsent(from, true);
                } else {
                    for (int from : sources(call.output())) around.put(from, false);
                }
            }
            int at = blocks.size();
            blocks.add(block(run));
            around.forEach((from, skips) -> links.add(new Link(from, at, skips)));
            for (Call call : run) makers.put(call.output(), at);
        }

        private Block block(List<Call> run) {
            String path = run.getFirst().path();
            String kind = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\d+$", "");
            long parameters = 0;
            boolean trained = true;
            for (Network.Parameter p :
                    run.stream().flatMap(c -> c.parameters().stream()).toList()) {
                if (!counted.add(p)) continue;
                parameters += p.leaf().shape().size();
                trained &= p.trained();
            }
            List<Role> roles = run.stream().map(Call::role).toList();
            boolean sum = roles.size() == 1 && roles.getFirst() instanceof Role.Skip;
            Shape shape = run.getLast().output().shape().row();
            return new Block(sum ? Sort.SUM : Sort.LAYER, path, path, kind, shape, parameters, trained, roles, 1);
        }

        /// The blocks that feed a value: the nearest before it in the graph. Inputs become blocks when they are met.
        private Set<Integer> sources(Expr value) {
            Set<Integer> found = new LinkedHashSet<>();
            Set<Expr> seen = new HashSet<>(Set.of(value));
            Deque<Expr> open = new ArrayDeque<>(seen);
            while (!open.isEmpty()) {
                Expr x = open.pop();
                Integer maker = makers.get(x);
                if (maker != null) found.add(maker);
                else if (x.op() instanceof Input input && input.role() == Input.Role.DATA) found.add(input(x));
                else for (Expr before : x.inputs()) if (seen.add(before)) open.push(before);
            }
            return found;
        }

        private int input(Expr x) {
            Shape shape = x.shape().rank() == 0 ? x.shape() : x.shape().row();
            String name = x.name().isEmpty() ? "input" : x.name();
            blocks.add(new Block(Sort.INPUT, name, name, "input", shape, 0, true, List.of(), 1));
            makers.put(x, blocks.size() - 1);
            return blocks.size() - 1;
        }
    }
}
