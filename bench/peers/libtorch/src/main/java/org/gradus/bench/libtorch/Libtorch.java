package org.gradus.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.bytedeco.pytorch.global.torch.randint;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.tanh;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gradus.bench.Child;
import org.gradus.bench.Subject;
import org.gradus.speed.Mlp;

/// libtorch's C++ interface by JavaCPP, with its own optimizers, on one batch that stays.
public final class Libtorch implements Subject {
    private final Mlp mlp;
    private final List<Tensor> parameters = new ArrayList<>();
    private final Tensor inputs;
    private final Tensor targets;
    private final Optimizer optimizer;

    /// What was last seen of a tensor.
    private float seen;

    private Libtorch(Mlp mlp, int threads) {
        this.mlp = mlp;
        set_num_threads(threads);
        manual_seed(1);
        inputs = randn(mlp.batch(), mlp.inputs());
        targets = mlp.goal() == Mlp.Goal.MSE
                ? randn(mlp.batch(), mlp.outputs())
                : randint(mlp.outputs(), new long[] {mlp.batch()}, new TensorOptions(ScalarType.Long));
        for (int i = 1; i < mlp.widths().size(); i++) {
            int in = mlp.widths().get(i - 1), out = mlp.widths().get(i);
            parameter(1 / Math.sqrt(in), out, in);
            parameter(0, out);
        }
        TensorVector all = new TensorVector(parameters.toArray(new Tensor[0]));
        double rate = mlp.rule().rate();
        optimizer = switch (mlp.rule()) {
            case SGD -> new SGD(all, new SGDOptions(rate));
            case MOMENTUM -> {
                SGDOptions options = new SGDOptions(rate);
                options.momentum().put(0.9);
                yield new SGD(all, options);
            }
            case ADAM -> new Adam(all, new AdamOptions(rate));
        };
    }

    /// Serves a comparison.
    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, Libtorch::new);
    }

    private void parameter(double scale, long... shape) {
        Tensor t;
        try (PointerScope _ = new PointerScope()) {
            t = new Tensor(randn(shape).mul(new Scalar(scale)));
            t.retainReference();
        }
        t.set_requires_grad(true);
        parameters.add(t);
    }

    @Override
    public void step() {
        try (PointerScope _ = new PointerScope()) {
            optimizer.zero_grad();
            loss(List.of()).backward();
            optimizer.step();
        }
    }

    @Override
    public void watched() {
        try (PointerScope _ = new PointerScope()) {
            List<Tensor> sums = new ArrayList<>(), activations = new ArrayList<>();
            optimizer.zero_grad();
            loss(List.of(sums, activations)).backward();
            for (Tensor p : parameters) see(p.grad());
            for (Tensor a : activations) see(a.detach());
            for (Tensor z : sums) see(z.grad());
            optimizer.step();
        }
    }

    /// The mean loss of the batch.
    ///
    /// @param watched two lists that take what each layer makes, before and after its activation, or none
    private Tensor loss(List<List<Tensor>> watched) {
        Tensor x = inputs;
        int layers = parameters.size() / 2;
        for (int i = 0; i < layers; i++) {
            Tensor z = linear(x, parameters.get(2 * i), parameters.get(2 * i + 1));
            boolean last = i == layers - 1;
            x = last ? z : mlp.curve() == Mlp.Curve.TANH ? tanh(z) : relu(z);
            if (watched.isEmpty()) continue;
            z.retain_grad();
            watched.getFirst().add(z);
            watched.getLast().add(x);
        }
        return mlp.goal() == Mlp.Goal.MSE ? mse_loss(x, targets) : cross_entropy_loss(x, targets);
    }

    /// Norm, mean, deviation, least and largest, as numbers in Java.
    private void see(Tensor t) {
        seen = t.norm().item_float()
                + t.mean().item_float()
                + t.std(false).item_float()
                + t.min().item_float()
                + t.max().item_float();
    }

    @Override
    public String toString() {
        return "libtorch " + mlp + " " + seen;
    }
}
