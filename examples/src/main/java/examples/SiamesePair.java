package examples;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gradus.activation.Tanh;
import org.gradus.graph.Expr;
import org.gradus.layer.Dense;
import org.gradus.layer.Network;
import org.gradus.optim.Adam;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Training;
import org.gradus.train.Training.Minimizer;

/// A Siamese pair: one network, applied to two points, learns to place points of one ring close together and points
/// of different rings apart, by the contrastive loss of Hadsell, Chopra and LeCun 2006.
public final class SiamesePair {
    private static final int PAIRS = 128;

    private SiamesePair() {}

    /// Pairs of points of two rings.
    private record Pairs(Tensor left, Tensor right, Tensor same) {
        static Pairs draw(Random random) {
            int[] rings = random.ints(2 * PAIRS, 0, 2).toArray();
            Tensor same = Tensor.generate(Shape.of(PAIRS, 1), i -> rings[i] == rings[PAIRS + i] ? 1 : 0);
            return new Pairs(points(random, rings, 0), points(random, rings, PAIRS), same);
        }

        private static Tensor points(Random random, int[] rings, int from) {
            double[] angles = random.doubles(PAIRS, 0, 2 * Math.PI).toArray();
            return Tensor.generate(Shape.of(PAIRS, 2), i -> {
                double radius = 1 + rings[from + i / 2] + 0.1 * random.nextGaussian(), angle = angles[i / 2];
                return radius * (i % 2 == 0 ? Math.cos(angle) : Math.sin(angle));
            });
        }
    }

    /// Runs it.
    public static void main(String[] args) {
        Network embedding = new Network(List.of(Dense.of(32, new Tanh()), Dense.of(2)), 3);
        Expr left = Expr.input("left", Shape.of(PAIRS, 2)), right = Expr.input("right", Shape.of(PAIRS, 2));
        Expr same = Expr.input("same", Shape.of(PAIRS, 1));
        Random random = new Random(5);

        try (Training training = new Training()) {
            Expr apart = training.apply(embedding, left).minus(training.apply(embedding, right));
            Expr distance = apart.square().sum(1).plus(1e-6).sqrt();
            Expr tooClose = Expr.constant(1).minus(distance).relu();
            Expr loss = same.select(distance.square(), tooClose.square()).mean();
            Minimizer step = training.minimizer(loss, Adam.of(0.01));

            for (int i = 0; i < 600; i++) {
                Pairs p = Pairs.draw(random);
                step.step(Map.of(left, p.left(), right, p.right(), same, p.same()));
            }
            Pairs fresh = Pairs.draw(random);
            Tensor found = training.value(distance, Map.of(left, fresh.left(), right, fresh.right()));
            int told = 0;
            for (int i = 0; i < PAIRS; i++)
                if (found.get(i) < 0.5 == (fresh.same().get(i) == 1)) told++;
            System.out.printf("told apart: %.0f %% of new pairs%n", 100.0 * told / PAIRS);
        }
    }
}
