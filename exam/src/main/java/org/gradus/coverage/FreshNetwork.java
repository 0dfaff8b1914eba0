package org.gradus.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Call;
import org.gradus.layer.Layer;
import org.gradus.layer.Network;
import org.gradus.math.Statistics;
import org.gradus.plan.Plan;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// One fresh network, measured as the forecast means it: every sample of a batch gets a random
/// error signal at the output, which is passed back in training mode.
///
/// @param squares `‖δ‖²` at every dense layer, from the input to the output, for every sample
record FreshNetwork(List<double[]> squares) {

    private static final int COTANGENT = 0x636f74;

    /// Draws a network and passes one batch through it.
    ///
    /// @param inputs the batch `[batch, features]`
    /// @param seed draws the weights, the error signals and what is dropped
    /// @param scale the size of the error signals; what is measured does not depend on it, as
    ///     long as it stays within the range of `f32`
    static FreshNetwork measure(List<Layer> model, Tensor inputs, long seed, double scale) {
        Network network = new Network(model, seed);
        Expr x = Expr.input("inputs", inputs.shape());
        Network.Forward forward = network.forward(x, true);
        Expr cotangent = Expr.input("cotangent", forward.output().shape());
        List<Expr> outputs = forward.linears().stream().map(Call::output).toList();
        List<Expr> norms = Gradient.vjp(forward.output(), cotangent, outputs).stream()
                .map(Statistics::rowNorms)
                .toList();
        Store store = new Store();
        for (Network.Parameter p : network.parameters()) store.put(p.path(), p.initial());
        for (Network.State s : network.states()) store.put(s.path(), s.initial());
        // a linear stack passes its errors back whatever the inputs are; a plan reads only what it needs
        List<Expr> all = new ArrayList<>(norms);
        all.add(Statistics.rowNorms(x));
        try (Session session = Session.of(Plan.of(Graph.of(all, List.of()), store.real()), store)) {
            session.set(x, inputs);
            session.set(cotangent, errors(cotangent.shape(), seed, scale));
            session.run();
            List<double[]> squares = new ArrayList<>();
            for (Expr norm : norms) squares.add(squares(session.get(norm)));
            return new FreshNetwork(squares);
        }
    }

    /// A random direction for every sample, all of one length: batch normalisation passes on to
    /// each sample a part of what its neighbours get.
    private static Tensor errors(Shape shape, long seed, double scale) {
        int outputs = shape.last();
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) values[i] = Philox.normal(seed, COTANGENT, 0, i);
        double[] lengths = new double[shape.dim(0)];
        for (int i = 0; i < values.length; i++) lengths[i / outputs] += values[i] * values[i];
        return Tensor.generate(shape, i -> scale * values[i] / Math.sqrt(lengths[i / outputs]));
    }

    private static double[] squares(Tensor norms) {
        return IntStream.range(0, norms.size())
                .mapToDouble(i -> norms.get(i) * norms.get(i))
                .toArray();
    }

    /// `ln(‖δ₁‖² / ‖δ_L‖²)`, from the last dense layer to the first, of one sample.
    double total(int sample) {
        return Math.log(squares.getFirst()[sample] / squares.getLast()[sample]);
    }
}
