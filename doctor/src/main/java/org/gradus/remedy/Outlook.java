package org.gradus.remedy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradus.activation.Relu;
import org.gradus.data.Dataset;
import org.gradus.forecast.DepthBudget;
import org.gradus.forecast.Forecast;
import org.gradus.forecast.Forecast.Predicted;
import org.gradus.forecast.Forecaster;
import org.gradus.forecast.LogGain;
import org.gradus.init.Critical;
import org.gradus.init.HeNormal;
import org.gradus.name.Names;
import org.gradus.recipe.Recipe;

/// What theory says of a recipe before its first step, and the one change after which theory
/// finds nothing amiss.
///
/// @param forecast what theory says
/// @param change the change; nothing when none is needed, none helps, or there is no forecast
/// @param whole false when the time was over before all changes were looked at
public record Outlook(Forecast forecast, Optional<Change> change, boolean whole) {
    /// How long those who go on to train wait.
    private static final Duration BRIEFLY = Duration.ofMillis(800);

    /// A change of the signal over all hidden layers beyond which a network leans, as the
    /// detectors have it.
    private static final double LEANS = 10;

    /// Growth above this is told as a factor, not as a share kept.
    private static final double GROWS = 1.1;

    /// One change to a recipe.
    ///
    /// @param remedy what is changed
    /// @param forecast what theory then says
    public record Change(Remedy remedy, Predicted forecast) {
        /// The change in words that complete "try …".
        public String words() {
            return switch (remedy) {
                case SwapInit s -> Names.of(s.init().getClass()) + " initial weights";
                case AddResidual _ -> "a residual path around every hidden layer";
                case AddBatchNorm _ -> "batch norm in every hidden layer";
                case SwapActivation s ->
                    Names.of(s.activation().getClass()) + " with "
                            + Names.of(s.init().getClass()) + " initial weights";
                default -> remedy.name();
            };
        }
    }

    /// The outlook of a recipe on its data, with all that theory says of its layers. Nothing is
    /// trained.
    public static Outlook of(Recipe recipe, Dataset data) {
        Forecaster forecaster = Forecaster.of(data, recipe.batch());
        return of(recipe, data, forecaster, forecaster.forecast(recipe));
    }

    /// The same from end to end, without layers, and within a second: for those who go on to train.
    public static Outlook brief(Recipe recipe, Dataset data) {
        Forecaster forecaster = Forecaster.of(data, recipe.batch(), BRIEFLY);
        return of(recipe, data, forecaster, forecaster.gains(recipe));
    }

    private static Outlook of(Recipe recipe, Dataset data, Forecaster forecaster, Forecast forecast) {
        boolean amiss = forecast instanceof Predicted p && !sound(p);
        Optional<Change> change = amiss ? change(recipe, data, forecaster) : Optional.empty();
        return new Outlook(forecast, change, change.isPresent() || !forecaster.late());
    }

    /// The changes that are tried, those first that change least. A change for a new kind of
    /// layer is one more remedy here.
    private static List<Remedy> remedies(Recipe recipe) {
        List<Remedy> remedies = new ArrayList<>();
        if (Critical.of().at(Model.activation(recipe.model())).isPresent()) {
            remedies.add(new SwapInit(Critical.of(), false));
        }
        remedies.add(new SwapInit(new HeNormal(), false));
        remedies.add(new AddResidual());
        remedies.add(new AddBatchNorm());
        remedies.add(new SwapActivation(new Relu(), new HeNormal()));
        return remedies;
    }

    /// The first change that helps; all are looked at at once.
    private static Optional<Change> change(Recipe recipe, Dataset data, Forecaster forecaster) {
        return remedies(recipe).parallelStream()
                .flatMap(remedy -> remedy
                        .apply(Subject.of(recipe, data))
                        .filter(treated -> !treated.equals(recipe))
                        .map(forecaster::gainsIfCarried)
                        .filter(f -> f instanceof Predicted p && sound(p))
                        .map(f -> new Change(remedy, (Predicted) f))
                        .stream())
                .findFirst();
    }

    /// Whether theory finds nothing amiss: the first layer gets about what the last hidden layer
    /// gets, and inputs can still be told apart there.
    public boolean sound() {
        return forecast instanceof Predicted p && sound(p);
    }

    private static boolean sound(Predicted p) {
        double reach = p.hidden().typical();
        return p.carries() && p.predictable() && reach >= 1 / LEANS && reach <= LEANS;
    }

    /// The outlook in two to five short lines: what a layer keeps, how many may be stacked, what
    /// was measured because no theory covers it, what to change.
    public List<String> headline() {
        if (!(forecast instanceof Predicted p)) return List.of(forecast.sentence());
        if (p.asked() == 0) return List.of(forecast.sentence());
        List<String> lines = new ArrayList<>();
        lines.add(keeps(p.perLayer()) + ".");
        if (!p.predictable()) {
            lines.add("Not predictable, only its distribution is: networks of this shape differ too much.");
        }
        lines.add(stacks(p));
        p.remark().ifPresent(lines::add);
        if (!sound(p)) lines.add(advice());
        return lines;
    }

    private static String keeps(LogGain gain) {
        if (gain.typical() >= GROWS) {
            return "Each layer multiplies the gradient by " + number("%.3g", gain.typical())
                    + gain.band(g -> number("%.3g", g), " to ")
                            .map(b -> in95(b))
                            .orElse("");
        }
        String form = gain.typical() < 0.01 ? "%.1g" : "%.0f";
        return "Each layer keeps " + number(form, 100 * gain.typical()) + " % of the gradient"
                + gain.band(g -> number(form, 100 * g), " to ")
                        .map(b -> in95(b + " %"))
                        .orElse("");
    }

    private static String in95(String band) {
        return " (" + band + " in 95 of 100 networks)";
    }

    private static String number(String form, double value) {
        return Double.isInfinite(value) ? "∞" : String.format(Locale.ROOT, form, value);
    }

    private static String stacks(Predicted p) {
        DepthBudget budget = p.budget();
        String asked = "; this network has " + p.asked() + ".";
        if (budget.binding() == DepthBudget.Binding.NONE) {
            return "At this init you may stack 100 layers and more" + asked;
        }
        String why = switch (budget.binding()) {
            case VANISHES -> "beyond, under a thousandth of the gradient is left";
            case EXPLODES -> "beyond, the gradient has grown a thousandfold";
            case INFORMATION, NONE -> "beyond, inputs can no longer be told apart";
        };
        return String.format(
                Locale.ROOT,
                "At this init you may stack %.0f layer%s (%s)%s",
                budget.layers(),
                budget.layers() == 1 ? "" : "s",
                why,
                asked);
    }

    private String advice() {
        return change.map(c -> "Predicted to help: " + c.words() + ".")
                .orElse(
                        whole
                                ? "No single change that is tried here is predicted to help."
                                : "Finding a change that helps takes longer: `gradus forecast` does it.");
    }
}
