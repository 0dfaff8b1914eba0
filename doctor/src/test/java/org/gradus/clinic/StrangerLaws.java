package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradus.activation.Activation;
import org.gradus.activation.Identity;
import org.gradus.activation.Sigmoid;
import org.gradus.data.Dataset;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Verdict;
import org.gradus.draw.TextStyle;
import org.gradus.forecast.Forecast;
import org.gradus.graph.Expr;
import org.gradus.init.Constant;
import org.gradus.init.Init;
import org.gradus.law.JavaCode;
import org.gradus.layer.Dense;
import org.gradus.layer.Repeat;
import org.gradus.math.Nonlinear;
import org.gradus.name.InputException;
import org.gradus.optim.Adam;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.report.JsonReport;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.runs.RunClaim;
import org.gradus.story.HtmlFace;
import org.gradus.story.TextFace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shut.Closed;
import org.stranger.FocalLoss;
import org.stranger.Moons;
import org.stranger.Relu6;
import org.stranger.ScaledNormal;

/// What others wrote, outside of this program, is judged as what ships is: an activation, a loss, initial
/// weights and data that the doctor has never seen.
final class StrangerLaws {
    private static final Moons MOONS = new Moons(200, 0.1, Optional.empty(), new Moons.Shift(1, 0.5));
    private static final Dataset DATA = MOONS.load(Path.of(""));
    private static final ReportFacts FACTS = new ReportFacts("run", "", "", List.of(), Places.NONE);

    @TempDir
    Path folder;

    private static Recipe recipe(Activation hidden, double bias, Activation last) {
        Optional<Init> start = bias == 0 ? Optional.empty() : Optional.of(new Constant(bias));
        return Recipe.of(
                        "strange",
                        MOONS,
                        new FocalLoss(2),
                        new Repeat(2, List.of(new Dense(16, hidden, new ScaledNormal(1.4), true, start))),
                        Dense.of(1).withActivation(last))
                .withOptimizer(Adam.of(0.01))
                .withEpochs(30)
                .withBatch(16);
    }

    private static Consultation diagnosed(Recipe recipe) {
        return new Clinic(DATA, 1, (_, _, _) -> {}).diagnose(recipe);
    }

    private static List<String> causes(Consultation found) {
        return found.verdict() instanceof Verdict.Unwell unwell
                ? unwell.diagnoses().stream().map(Diagnosis::cause).toList()
                : List.of();
    }

    @Test
    void aSoundNetworkOfStrangersIsForecastAndFoundSound() {
        Recipe sound = recipe(new Relu6(), 0, new Identity());
        Consultation found = diagnosed(sound);
        assertThat(found.verdict()).isInstanceOf(Verdict.Healthy.class);
        Forecast forecast = Forecast.of(sound, DATA);
        assertThat(forecast).isInstanceOf(Forecast.Predicted.class);
        pages(found);
    }

    @Test
    void theirDeadUnitsAreFoundAtEitherEnd() {
        Consultation low = diagnosed(recipe(new Relu6(), -10, new Identity()));
        assertThat(causes(low)).first().isEqualTo("dead-units");
        assertThat(low.verdict().sentence()).isEqualTo("100 % of the units of dense1 are dead: 0 on every sample.");
        Consultation high = diagnosed(recipe(new Relu6(), 20, new Identity()));
        assertThat(causes(high)).first().isEqualTo("dead-units");
        assertThat(high.verdict().sentence())
                .isEqualTo("100 % of the units of dense1 are dead: at the upper end, without slope, on every sample.");
    }

    @Test
    void theirLossFedWithProbabilitiesInPlaceOfLogitsIsFoundAndKeptByItsCureAndTheRunIsReadBack() throws IOException {
        Recipe twice = recipe(new Relu6(), 0, new Sigmoid());
        Consultation found = new Clinic(DATA, 2, (_, _, _) -> {}).consult(twice);
        assertThat(causes(found)).first().isEqualTo("output-mismatch");
        assertThat(found.before().sentence())
                .isEqualTo("The loss focal_loss takes logits, but the last layer gives it sigmoid values:"
                        + " its gradient is squeezed twice.");
        assertThat(found.cure()).hasValueSatisfying(cure -> {
            assertThat(cure.recipe().loss()).isEqualTo(new FocalLoss(2));
            assertThat(cure.well()).isTrue();
        });
        pages(found);
        try (RunClaim claim = RunClaim.create(folder, LocalDate.EPOCH)) {
            Archive.save(claim.run(), found);
            Consultation read = Archive.load(claim.run(), DATA);
            assertThat(read.evidence().recipe()).isEqualTo(twice);
            assertThat(read.verdict()).isEqualTo(found.verdict());
            assertThat(Files.readString(claim.run().file("recipe.yaml"))).contains("loss: org.stranger.FocalLoss\n");
        }
    }

    @Test
    void whatHasNoNameIsTreatedAndShownAllTheSameAndRefusedWhereItWouldBeWritten() {
        Recipe nameless = recipe(x -> Nonlinear.clip(x, 0, 6), 0, new Sigmoid());
        Consultation found = new Clinic(DATA, 2, (_, _, _) -> {}).consult(nameless);
        assertThat(found.cure()).isPresent();
        pages(found);
        String why = "a lambda of org.gradus.clinic.StrangerLaws has no name by which to find it again;"
                + " write it as a public record that implements Activation";
        assertThat(HtmlFace.write(Report.page(found, FACTS), "{}")).contains("lambda@", why);
        assertThat(TextFace.write(Report.of(found, FACTS), TextStyle.PLAIN).replaceAll("\\s+", " "))
                .contains("in Java none: model[0].repeat.layers[0].dense.activation: " + why);
        try (RunClaim claim = RunClaim.create(folder, LocalDate.EPOCH)) {
            assertThatThrownBy(() -> Archive.save(claim.run(), found))
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith(why);
            assertThat(claim.run().file("recipe.yaml")).doesNotExist();
        }
    }

    private static void pages(Consultation found) {
        assertThat(TextFace.write(Report.of(found, FACTS), TextStyle.PLAIN)).isNotEmpty();
        assertThat(HtmlFace.write(Report.page(found, FACTS), "{}")).contains("strange");
        assertThat(JsonReport.write(found, FACTS)).contains("\"recipe\"");
    }

    @Test
    void theirJavaCompilesAndMakesAnEqualRecipe() {
        List<Recipe> recipes = List.of(
                recipe(new Relu6(), 0, new Sigmoid()),
                recipe(new Relu6(), 3, new Identity())
                        .withData(new Moons(7, 0.2, Optional.of(30.0), new Moons.Shift(1, 2.5))));
        List<String> names = new ArrayList<>(), sources = new ArrayList<>();
        for (Recipe recipe : recipes) {
            String java = recipe.toJava();
            int statement = java.indexOf("\n\n");
            names.add("Printed" + names.size());
            sources.add(java.substring(0, statement) + "\npublic final class " + names.getLast()
                    + " { public static Object make() {" + java.substring(statement) + "return recipe; } }\n");
        }
        assertThat(JavaCode.results(names, sources, folder)).isEqualTo(recipes);
    }

    @Test
    void aClassOfAClosedPackageIsRefused() {
        assertThat(recipe(new Closed(), 0, new Identity()).unwritable())
                .contains("model[0].repeat.layers[0].dense.activation: org.shut.Closed is closed to other"
                        + " modules; export org.shut");
    }

    /// Fails wherever it is asked what it is like.
    private record Unasked() implements Activation {
        @Override
        public Expr apply(Expr x) {
            if (x.shape().last() == 1) throw new IllegalStateException("not of one number");
            return x.relu();
        }
    }

    @Test
    void oneThatCannotBeTriedIsTrainedAndExaminedWithoutItsForecast() {
        Recipe unasked = recipe(new Unasked(), 0, new Identity());
        assertThat(Forecast.of(unasked, DATA).sentence())
                .isEqualTo("No forecast: network: a part of it that does not ship with Gradus failed,"
                        + " java.lang.IllegalStateException: not of one number.");
        assertThat(diagnosed(unasked).verdict()).isInstanceOf(Verdict.Healthy.class);
        assertThat(new Unasked().range().lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(new Unasked().homogeneous()).isFalse();
    }
}
