package org.gradus.forecast;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.activation.Activation;
import org.gradus.data.Dataset;
import org.gradus.forecast.NoForecast.Deadline;
import org.gradus.layer.Layer;
import org.gradus.name.Members;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;

/// Forecasts of several networks on the same data: what must be known of the data is measured
/// once, and every activation is put into numbers once.
///
/// Every network gets an answer; where theory has none, that is the answer.
public final class Forecaster {
    private final Tensor inputs;
    private final Shape rows;
    private final Known known;
    private final Deadline deadline;
    private final Map<Activation, Optional<Blocks.Curve>> curves = new ConcurrentHashMap<>();

    /// What was measured on the data, or why nothing can be.
    private interface Known {
        Signal signal() throws NoForecast;

        static Known of(Tensor inputs, int batch) {
            try {
                Signal signal = Signal.of(inputs, batch);
                return () -> signal;
            } catch (NoForecast e) {
                return () -> {
                    throw e;
                };
            }
        }
    }

    /// @param deadline when to leave off
    Forecaster(Tensor inputs, int batch, Deadline deadline) {
        this.inputs = inputs;
        this.rows =
                inputs.shape().row().rows(Measuring.rows(batch, inputs.shape().dim(0)));
        this.deadline = deadline;
        this.known = Known.of(inputs, batch);
    }

    /// Forecasts on some samples.
    ///
    /// @param inputs samples `[n, …the shape of a sample]`
    /// @param batch samples in a batch
    public Forecaster(Tensor inputs, int batch) {
        this(inputs, batch, Deadline.NONE);
    }

    /// Forecasts on the training samples of some data.
    ///
    /// @param batch samples in a batch
    public static Forecaster of(Dataset data, int batch) {
        return new Forecaster(data.train().inputs(), batch);
    }

    /// The same within some time, from now on: what is not worked out by then has no forecast.
    public static Forecaster of(Dataset data, int batch, Duration time) {
        Deadline deadline = Deadline.in(time);
        return new Forecaster(data.train().inputs(), batch, deadline);
    }

    /// Whether the time is over.
    public boolean late() {
        return deadline.over();
    }

    /// All that theory says of a recipe.
    public Forecast forecast(Recipe recipe) {
        return forecast(recipe.model(), recipe.seed(), Walk.Detail.LAYERS);
    }

    /// What theory says of a recipe from end to end, without its layers: a hundred times faster
    /// where layers are many.
    public Forecast gains(Recipe recipe) {
        return forecast(recipe.model(), recipe.seed(), Walk.Detail.GAINS);
    }

    /// The same, if the initialisation carries the depth asked for. One that does not is given up
    /// as soon as that is seen.
    public Forecast gainsIfCarried(Recipe recipe) {
        return forecast(recipe.model(), recipe.seed(), Walk.Detail.GAINS_IF_CARRIED);
    }

    /// The gain of some layers from the last dense layer to the first alone; nothing where there is no
    /// forecast.
    public Optional<LogGain> total(List<Layer> model) {
        try {
            return Optional.of(walk(model, 1, Walk.Detail.LAYERS).total());
        } catch (NoForecast _) {
            return Optional.empty();
        }
    }

    /// @param seed draws what has to be measured
    Forecast forecast(List<Layer> model, long seed, Walk.Detail detail) {
        try {
            return walk(model, seed, detail).forecast();
        } catch (NoForecast e) {
            return new Forecast.NotPredicted(e.path(), e.reason());
        } catch (RuntimeException e) {
            // what others wrote may throw what it likes; a fault of our own is not hidden
            if (model.stream().noneMatch(layer -> Members.foreign(layer, Layer.class))) throw e;
            String why = String.valueOf(e).lines().findFirst().orElse("it failed");
            return new Forecast.NotPredicted("network", "a part of it that does not ship with Gradus failed, " + why);
        }
    }

    private Walk walk(List<Layer> model, long seed, Walk.Detail detail) throws NoForecast {
        Signal signal = known.signal();
        List<Block> network = Blocks.read(model, rows, curves).measured(inputs, seed, deadline);
        return Walk.through(signal, network, detail, deadline);
    }
}
