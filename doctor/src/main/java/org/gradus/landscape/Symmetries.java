package org.gradus.landscape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradus.geometry.Vectors;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Subtract;
import org.gradus.graph.op.Sum;
import org.gradus.layer.Call;
import org.gradus.layer.Network;
import org.gradus.layer.Trace;
import org.gradus.loss.Loss;
import org.gradus.tensor.Tensor;

/// Directions along which a network's loss is constant whatever the data are, so that zero
/// curvature along them says nothing.
///
/// They are read off the graph: an equal shift of all logits under a softmax; a unit of a ReLU, a
/// leaky ReLU or no nonlinearity made larger before it and smaller behind it, and between linear
/// layers any mixing of units; and the weight and the bias of a unit whose scale and mean a batch
/// norm takes away.
final class Symmetries {
    /// The most numbers that directions may take: beyond, they are not written out.
    private static final long ROOM = 20_000_000;

    /// The widest layer without a nonlinearity of which all mixings are written out.
    private static final int MIXED = 16;

    private final Trace trace;
    private final List<Call> linears;
    private final Map<Expr, List<Expr>> users = new HashMap<>();
    private final Map<String, Integer> offsets = new HashMap<>();
    private final double[] at;
    private final List<double[]> found = new ArrayList<>();

    private Symmetries(Network network, Network.Forward forward, double[] at) {
        this.at = at;
        trace = forward.trace();
        linears = trace.linears();
        for (Expr x : Graph.order(List.of(forward.output()))) {
            for (Expr input : x.inputs()) {
                users.computeIfAbsent(input, _ -> new ArrayList<>()).add(x);
            }
        }
        int offset = 0;
        for (Network.Parameter p : network.parameters()) {
            offsets.put(p.path(), offset);
            offset += p.leaf().shape().size();
        }
    }

    /// @param forward the network on some batch
    /// @param at the parameters, in the network's order
    /// @return orthonormal directions; none where they would take too much room
    static List<Tensor> of(Network network, Network.Forward forward, Loss loss, double[] at) {
        Symmetries all = new Symmetries(network, forward, at);
        int units =
                all.linears.stream().mapToInt(l -> l.output().shape().last()).sum();
        if (2L * units * at.length > ROOM) return List.of();
        all.softmax(forward.output(), loss);
        for (int l = 0; l < all.linears.size(); l++) all.normalised(all.linears.get(l));
        for (Call behind : all.linears) {
            for (Call before : all.trace.sources(behind)) all.rescaled(before, behind);
        }
        return all.orthonormal();
    }

    private List<Tensor> orthonormal() {
        List<double[]> basis = new ArrayList<>();
        for (double[] v : found) {
            double before = Vectors.norm(v);
            Vectors.reject(v, basis);
            if (before > 0 && Vectors.norm(v) > 1e-8 * before) basis.add(Vectors.unit(v));
        }
        return basis.stream().map(Tensor::vector).toList();
    }

    /// The same number added to all logits of a sample, by the bias or by the weights of one input.
    private void softmax(Expr output, Loss loss) {
        if (loss.reads() != Loss.Reads.LOGITS || !loss.exclusive()) return;
        for (Call last : linears) {
            if (!last.output().equals(output)) continue;
            int outputs = output.shape().last();
            for (int row = 0; row < last.weight().shape().dim(0); row++) {
                double[] v = new double[at.length];
                for (int k = 0; k < outputs; k++) v[weight(last) + row * outputs + k] = 1;
                found.add(v);
            }
            if (!hasBias(last)) continue;
            double[] v = new double[at.length];
            for (int k = 0; k < outputs; k++) v[bias(last) + k] = 1;
            found.add(v);
        }
    }

    /// A batch norm takes away the mean of what enters it, and divides by its deviation.
    private void normalised(Call linear) {
        if (!entersBatchNorm(linear.output())) return;
        int units = linear.output().shape().last();
        for (int u = 0; u < units; u++) {
            double[] scaled = new double[at.length], shifted = new double[at.length];
            for (int i = 0; i < linear.weight().shape().dim(0); i++) {
                int w = weight(linear) + i * units + u;
                scaled[w] = at[w];
            }
            found.add(scaled);
            if (!hasBias(linear)) continue;
            shifted[bias(linear) + u] = 1;
            found.add(shifted);
        }
    }

    /// Whether all that is done with a value is to take its mean over samples, and to subtract a
    /// function of that.
    private boolean entersBatchNorm(Expr z) {
        List<Expr> uses = users.getOrDefault(z, List.of());
        List<Expr> means = uses.stream()
                .filter(x -> x.op() instanceof Sum s && s.axes().equals(List.of(0)))
                .toList();
        if (means.isEmpty() || uses.size() == means.size()) return false;
        Set<Expr> ofMeans = new HashSet<>(means);
        for (Expr x : Graph.order(uses)) if (x.inputs().stream().anyMatch(ofMeans::contains)) ofMeans.add(x);
        return uses.stream()
                .filter(x -> !means.contains(x))
                .allMatch(x -> x.op() instanceof Subtract && x.input(0).equals(z) && ofMeans.contains(x.input(1)));
    }

    /// A unit made larger before a function that scales with its input, and smaller behind it.
    private void rescaled(Call before, Call behind) {
        Expr z = before.output(), between = z;
        for (Call phi : trace.nonlinearities(before)) {
            if (!phi.input().equals(between) || !phi.activation().homogeneous()) return;
            between = phi.output();
        }
        if (!behind.input().equals(between) || !leadsOnlyTo(z, between, behind)) return;
        int units = z.shape().last();
        boolean mixes = between.equals(z) && units <= MIXED;
        for (int from = 0; from < units; from++) {
            for (int to = 0; to < units; to++) if (mixes || from == to) found.add(mixed(before, behind, from, to));
        }
    }

    /// Whether every path up from a value goes through another one into one matrix product.
    private boolean leadsOnlyTo(Expr z, Expr between, Call behind) {
        Set<Expr> inside = new HashSet<>(Graph.order(List.of(between)));
        for (Expr x : Graph.order(List.of(between))) {
            if (x.equals(between) || !Graph.order(List.of(x)).contains(z)) continue;
            if (!inside.containsAll(users.getOrDefault(x, List.of()))) return false;
        }
        List<Expr> uses = users.getOrDefault(between, List.of());
        return uses.size() == 1 && uses.getFirst().inputs().contains(behind.weight());
    }

    /// Unit `from` of the lower layer added to unit `to`, and taken away again by the upper layer.
    private double[] mixed(Call before, Call behind, int from, int to) {
        double[] v = new double[at.length];
        int units = before.output().shape().last(),
                above = behind.output().shape().last();
        for (int i = 0; i < before.weight().shape().dim(0); i++) {
            v[weight(before) + i * units + to] += at[weight(before) + i * units + from];
        }
        if (hasBias(before)) v[bias(before) + to] += at[bias(before) + from];
        for (int k = 0; k < above; k++) {
            v[weight(behind) + from * above + k] -= at[weight(behind) + to * above + k];
        }
        return v;
    }

    private int weight(Call linear) {
        return offsets.getOrDefault(linear.path() + "/weight", -1);
    }

    private boolean hasBias(Call linear) {
        return offsets.containsKey(linear.path() + "/bias");
    }

    private int bias(Call linear) {
        return offsets.getOrDefault(linear.path() + "/bias", -1);
    }
}
