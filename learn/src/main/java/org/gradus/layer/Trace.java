package org.gradus.layer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.graph.Expr;

/// What a network computes on a batch: every use of its parts, in the order in which it was built, and the edges
/// between them, which are those of the graph.
///
/// Linear maps are the nodes at which signals are measured. From each, edges lead to those that feed it: the nearest
/// before it, through whatever stands between. Where a skip stands between, the way goes through its branch.
public final class Trace {
    private final List<Call> calls;
    private final List<Call> linears;
    private final Map<Expr, Call> made = new HashMap<>();
    /// The nearest linear maps at or before the output of each call.
    private final Map<Call, Set<Call>> nearest = new HashMap<>();

    private final Map<Call, List<Call>> sources = new HashMap<>();
    private final Map<Call, List<Call>> nonlinearities = new HashMap<>();

    Trace(List<Call> calls) {
        this.calls = List.copyOf(calls);
        this.linears =
                calls.stream().filter(c -> c.role() instanceof Role.Linear).toList();
        for (Call call : calls) {
            Set<Call> before = before(call.input());
            if (before.isEmpty() && call.role() instanceof Role.Skip(Expr passed, double _)) before = before(passed);
            switch (call.role()) {
                case Role.Linear _ -> {
                    sources.put(call, List.copyOf(before));
                    nearest.put(call, Set.of(call));
                }
                case Role.Nonlinear _ -> {
                    before.forEach(l -> nonlinearities
                            .computeIfAbsent(l, _ -> new ArrayList<>())
                            .add(call));
                    nearest.put(call, before);
                }
                default -> nearest.put(call, before);
            }
            made.put(call.output(), call);
        }
    }

    /// The nearest linear maps before a value.
    private Set<Call> before(Expr value) {
        Call own = made.get(value);
        if (own != null) return found(own);
        Set<Call> before = new LinkedHashSet<>();
        Set<Expr> seen = new HashSet<>(Set.of(value));
        Deque<Expr> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Expr x = open.pop();
            Call call = made.get(x);
            if (call != null) before.addAll(found(call));
            else for (Expr input : x.inputs()) if (seen.add(input)) open.push(input);
        }
        return before;
    }

    private Set<Call> found(Call call) {
        return nearest.getOrDefault(call, Set.of());
    }

    /// Every call, in the order of use.
    public List<Call> calls() {
        return calls;
    }

    /// The linear maps, in the order of use.
    public List<Call> linears() {
        return linears;
    }

    /// The linear maps that feed another one.
    public List<Call> sources(Call linear) {
        return sources.getOrDefault(linear, List.of());
    }

    /// The call that makes a value, if one does.
    public Optional<Call> maker(Expr value) {
        return Optional.ofNullable(made.get(value));
    }

    /// The nonlinearities that the units of a linear map pass through before the next linear map, in order.
    public List<Call> nonlinearities(Call linear) {
        return nonlinearities.getOrDefault(linear, List.of());
    }

    /// The first of them.
    public Optional<Call> nonlinearity(Call linear) {
        return nonlinearities(linear).stream().findFirst();
    }

    /// The activation of a linear map's units: of the first nonlinearity that they pass; the identity without one.
    public Activation activation(Call linear) {
        return nonlinearity(linear).map(Call::activation).orElse(new Identity());
    }

    /// The activations of a linear map's units: what the first nonlinearity makes of them; their pre-activations
    /// without one.
    public Expr activations(Call linear) {
        return nonlinearity(linear).map(Call::output).orElse(linear.output());
    }
}
