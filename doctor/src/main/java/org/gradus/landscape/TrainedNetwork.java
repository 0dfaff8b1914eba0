package org.gradus.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.geometry.Certificate;
import org.gradus.geometry.Certifier;
import org.gradus.geometry.Objective;
import org.gradus.grad.Gradient;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.Kind;
import org.gradus.layer.Network;
import org.gradus.ledger.Baseline;
import org.gradus.math.Statistics;
import org.gradus.name.InputException;
import org.gradus.plan.Plan;
import org.gradus.recipe.Recipe;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.gradus.train.Split;
import org.gradus.train.StepGraph;
import org.gradus.train.Trainer;

/// A network with its training data as a function of all its weights: in `double`, and in `float`
/// where that would take minutes, with wider bounds.
///
/// The loss is the mean over the training samples, with the recipe's penalty, in up to sixteen pieces of one size; the
/// few samples that are left over are left out. A batch norm normalises within a piece, as it does within a
/// batch in training; a network with dropout is looked at without it.
public final class TrainedNetwork implements AutoCloseable {
    private static final int PIECES = 16;

    /// A piece has at least so many samples, for the sake of batch norms.
    private static final int LEAST = 8;

    /// The most weights × samples for which `double` is used, which runs number by number.
    private static final double DOUBLE = 5e5;

    /// Curvature is measured on so many pieces that a product with the Hessian takes about this
    /// many multiplications.
    private static final double WORK = 4e9;

    private final Objective objective;
    private final double[] weights;
    private final Certifier certifier;

    private TrainedNetwork(Objective objective, double[] weights, Certifier certifier) {
        this.objective = objective;
        this.weights = weights;
        this.certifier = certifier;
    }

    /// A network where its training stands now.
    public static TrainedNetwork of(Trainer trainer) {
        return of(trainer.checkpoint(), trainer.data());
    }

    /// A network where its training was saved.
    ///
    /// @param data those of its recipe; what was held out of their training samples is left out here
    public static TrainedNetwork of(Checkpoint checkpoint, Dataset data) {
        Recipe recipe = checkpoint.recipe();
        Samples trained = Split.of(recipe, data).trained().train();
        List<Samples> pieces = pieces(trained);
        Samples first = pieces.getFirst();
        StepGraph.Batch batch = StepGraph.Batch.of(first.count(), first);
        Expr x = batch.inputs(), y = batch.targets();
        Network network = new Network(recipe.model(), recipe.seed());
        Network.Forward training = network.forward(x, true);
        boolean draws = network.states().stream().anyMatch(s -> s.leaf().kind() == Kind.INT);
        Network.Forward forward = draws ? network.forward(x, false) : training;
        Expr loss = recipe.loss().mean(forward.output(), y);
        double[] weights = network.parameters().stream()
                .flatMapToDouble(p -> Arrays.stream(tensor(checkpoint, p.path()).toDoubles()))
                .toArray();
        Store store = store(checkpoint, network, (double) weights.length * rows(trained));
        List<List<Tensor>> fed =
                pieces.stream().map(s -> List.of(s.inputs(), s.targets())).toList();
        Baseline baseline = Baseline.of(recipe.loss(), trained.targets(), network.outputs());
        double residual = residual(loss, forward.output(), store, List.of(x, y), fed) / baseline.residual();
        List<Expr> parameters =
                network.parameters().stream().map(Network.Parameter::leaf).toList();
        Certifier certifier = new Certifier(
                OptionalDouble.of(residual),
                OptionalDouble.empty(),
                symmetries(recipe, network, forward, weights),
                rows(first),
                (int) Math.clamp(WORK / (9.0 * weights.length * rows(first)), 1, pieces.size()),
                OptionalDouble.empty(),
                agitation(checkpoint, data, rows(trained)));
        return new TrainedNetwork(
                Objective.of(priced(loss, recipe, network), parameters, store, List.of(x, y), fed), weights, certifier);
    }

    /// The loss with the recipe's penalty, which training makes small together.
    private static Expr priced(Expr loss, Recipe recipe, Network network) {
        Set<Expr> reached = Gradient.of(loss, Set.copyOf(network.weights())).keySet();
        List<Expr> weights =
                network.weights().stream().filter(reached::contains).toList();
        return recipe.penalty().map(p -> loss.plus(p.of(weights))).orElse(loss);
    }

    /// A direction along which the loss is constant is level only where no weight on it has a price.
    private static List<Tensor> symmetries(Recipe recipe, Network network, Network.Forward forward, double[] at) {
        List<Tensor> all = Symmetries.of(network, forward, recipe.loss(), at);
        if (recipe.penalty().filter(p -> p.l1() > 0 || p.l2() > 0).isEmpty()) return all;
        Set<Expr> weights = Set.copyOf(network.weights());
        boolean[] priced = new boolean[at.length];
        int from = 0;
        for (Network.Parameter p : network.parameters()) {
            int to = from + p.leaf().shape().size();
            Arrays.fill(priced, from, to, weights.contains(p.leaf()));
            from = to;
        }
        return all.stream()
                .filter(v -> IntStream.range(0, at.length).noneMatch(i -> priced[i] && v.get(i) != 0))
                .toList();
    }

    /// @param work weights × samples
    private static Store store(Checkpoint checkpoint, Network network, double work) {
        Store store = new Store(work <= DOUBLE ? Element.F64 : Element.F32);
        for (Network.Parameter p : network.parameters()) store.put(p.path(), tensor(checkpoint, p.path()));
        for (Network.State s : network.states()) store.put(s.path(), tensor(checkpoint, s.path()));
        return store;
    }

    /// rate / (2 · batch size) for optimizers that follow the gradient itself, with the rate at which
    /// plain descent moves as far. Others, and full batches, have none.
    private static double agitation(Checkpoint checkpoint, Dataset data, int samples) {
        Recipe recipe = checkpoint.recipe();
        long last = Math.max(0, checkpoint.step() - 1);
        double rate = recipe.optimizer().rate() * recipe.schedule().factor(last, recipe.steps(rows(data.train())));
        double effective = recipe.optimizer().withRate(rate).plainRate().orElse(0);
        return recipe.batch() < samples ? effective / (2 * recipe.batch()) : 0;
    }

    private static int rows(Samples samples) {
        return samples.inputs().shape().dim(0);
    }

    private static Tensor tensor(Checkpoint checkpoint, String path) {
        Tensor tensor = checkpoint.tensors().get(path);
        if (tensor == null) throw new InputException("checkpoint: expected a value for " + path + ", found none");
        return tensor;
    }

    private static List<Samples> pieces(Samples all) {
        int n = rows(all), count = Math.clamp(n / LEAST, 1, PIECES), rows = n / count;
        List<Samples> pieces = new ArrayList<>();
        for (int p = 0; p < count; p++) {
            int from = p * rows;
            int[] chosen = IntStream.range(from, from + rows).toArray();
            pieces.add(all.rows(chosen));
        }
        return pieces;
    }

    /// The rms over samples of the norm of dloss/doutput.
    private static double residual(Expr loss, Expr output, Store store, List<Expr> leaves, List<List<Tensor>> pieces) {
        Expr rows = Gradient.of(loss, List.of(output))
                .getFirst()
                .times(output.shape().dim(0));
        Expr rms = Statistics.rms(Statistics.rowNorms(rows));
        double squares = 0;
        try (Session session = Session.of(Plan.of(Graph.of(rms), store.real()), store)) {
            for (List<Tensor> piece : pieces) {
                for (int i = 0; i < leaves.size(); i++) session.set(leaves.get(i), piece.get(i));
                session.run();
                squares += Math.pow(session.scalar(rms), 2) / pieces.size();
            }
        }
        return Math.sqrt(squares);
    }

    /// The mean loss, and the penalty, as a function of all weights.
    public Objective objective() {
        return objective;
    }

    /// Where the weights stand, in the network's order.
    public double[] weights() {
        return weights.clone();
    }

    /// What kind of point they stand at.
    public Certificate certificate() {
        return certifier.certify(objective, weights);
    }

    /// What is known beforehand of this network's loss.
    public Certifier certifier() {
        return certifier;
    }

    @Override
    public void close() {
        objective.close();
    }
}
