package org.gradus.model;

import java.util.List;
import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.layer.Network;
import org.gradus.plan.Plan;
import org.gradus.recipe.Recipe;
import org.gradus.run.Session;
import org.gradus.run.Store;
import org.gradus.run.Workers;
import org.gradus.tensor.Shape;

/// A forward pass planned for one number of rows, for one thread at a time.
final class Pass {
    private final Session.Feed feed;
    private final Session session;
    private final Session.Output output;
    private final int width;

    /// The inputs of the rows, as the network is to see them.
    final float[] inputs;

    /// What the network makes of them.
    final float[] outputs;

    Pass(Recipe recipe, Task task, Shape sample, int rows, Store store) {
        Expr x = Expr.input("inputs", sample.rows(rows));
        Expr answers = Answers.of(
                new Network(recipe.model(), recipe.seed()).forward(x, false).output(), recipe.loss(), task);
        // nobody closes a model: a pass has no threads of its own
        session = Session.of(Plan.of(Graph.of(List.of(answers), List.of())), store, Workers.of(1));
        feed = session.feed(x);
        output = session.output(answers);
        width = answers.shape().last();
        inputs = new float[x.shape().size()];
        outputs = new float[answers.shape().size()];
    }

    /// How many numbers the network gives for each row.
    int width() {
        return width;
    }

    void run() {
        feed.set(inputs, 0);
        session.run();
        output.read(outputs, 0);
    }
}
