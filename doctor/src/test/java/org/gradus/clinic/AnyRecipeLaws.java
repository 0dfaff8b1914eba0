package org.gradus.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.activation.Tanh;
import org.gradus.data.Dataset;
import org.gradus.data.Samples;
import org.gradus.data.Scale;
import org.gradus.data.Source;
import org.gradus.data.Task;
import org.gradus.data.Xor;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.draw.TextStyle;
import org.gradus.graph.Expr;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.layer.Activate;
import org.gradus.layer.Dense;
import org.gradus.layer.Dropout;
import org.gradus.layer.Flatten;
import org.gradus.layer.Layer;
import org.gradus.layer.LayerNorm;
import org.gradus.layer.Repeat;
import org.gradus.layer.Reshape;
import org.gradus.layer.Scope;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.loss.SoftmaxCrossEntropy;
import org.gradus.math.Statistics;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.Outlook;
import org.gradus.report.JsonReport;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.story.HtmlFace;
import org.gradus.story.TextFace;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a trainer accepts is examined, whatever its data and layers are, and every page about it is
/// written.
class AnyRecipeLaws {
    private static final ReportFacts FACTS = new ReportFacts("run", "", "", List.of(), Places.NONE);

    private static final int ROWS = 3, FEATURES = 3;

    private static final Source SOURCE = new Xor(60, 0.2, 1, 0.8, 1, false, Scale.FALSE);

    /// A recipe, and data that its source does not make.
    record Case(String name, Recipe recipe, Dataset data) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(classes("an input that is not a number", with(7, Double.NaN), network()));
        cases.add(classes("an infinite input", with(7, Double.POSITIVE_INFINITY), network()));
        cases.add(classes("inputs that are all 0", numbers(ROWS, FEATURES, _ -> 0), network()));
        cases.add(classes("one sample", normal(1), network()));
        cases.add(quantities("an infinite target", Double.NEGATIVE_INFINITY));
        cases.add(quantities("a target that is not a number", Double.NaN));
        cases.add(quantities("a target of 1e38", 1e38));
        cases.add(classes("a layer of others", normal(ROWS), List.of(dense(4), new Halved(), dense(2))));
        cases.add(classes("an activation of others", normal(ROWS), List.of(foreign(), dense(2))));
        cases.add(classes("activations alone", normal(ROWS), List.of(new Activate(new Tanh()), dense(2))));
        cases.add(classes("no layer of weights", normal(ROWS), List.of(new LayerNorm(1e-5))));
        cases.add(classes("dropout near 1", normal(ROWS), List.of(dense(4), new Dropout(0.999999999), dense(2))));
        Tensor images =
                numbers(ROWS, FEATURES * 4, i -> Philox.normal(1, 2, 3, i)).reshape(Shape.of(ROWS, 2, 6, 1));
        cases.add(classes("images as rows", images, List.of(new Flatten(), dense(4), dense(2))));
        cases.add(classes("weights shared by positions", images, List.of(dense(3), new Flatten(), dense(2))));
        Tensor words = Tensor.generateInts(Shape.of(ROWS, 4), i -> i % OneHot.WORDS);
        cases.add(classes("words", words, List.of(new OneHot(), dense(3), new Flatten(), dense(2))));
        cases.add(classes(
                "rows as images", normal(ROWS), List.of(new Reshape(List.of(1, 3, 1)), new Flatten(), dense(2))));
        Case plain = classes("a rate of 1e30", normal(ROWS), network());
        cases.add(new Case(plain.name(), plain.recipe().withOptimizer(Sgd.of(1e30)), plain.data()));
        cases.add(new Case("a rate of 0", plain.recipe().withOptimizer(Sgd.of(0)), plain.data()));
        return cases;
    }

    private static List<Layer> network() {
        return List.of(dense(4), dense(2));
    }

    private static Layer dense(int units) {
        return Dense.of(units, new Tanh(), new GlorotUniform());
    }

    private static Tensor normal(int rows) {
        return numbers(rows, FEATURES, i -> Philox.normal(1, 2, 3, i));
    }

    private static Tensor numbers(int rows, int columns, IntToDoubleFunction number) {
        float[] numbers = new float[rows * columns];
        for (int i = 0; i < numbers.length; i++) numbers[i] = (float) number.applyAsDouble(i);
        return Tensor.of(Shape.of(rows, columns), numbers);
    }

    private static Tensor with(int at, double value) {
        Tensor plain = normal(ROWS);
        return numbers(ROWS, FEATURES, i -> i == at ? value : plain.get(i));
    }

    private static Case classes(String name, Tensor inputs, List<Layer> model) {
        int rows = inputs.shape().dim(0);
        Tensor targets = Tensor.generateInts(Shape.of(rows), i -> i % 2);
        int classes = model.size() == 1 ? FEATURES : 2;
        return of(
                name, new Samples(inputs, targets), new Task.Classification(classes), new SoftmaxCrossEntropy(), model);
    }

    private static Case quantities(String name, double target) {
        Tensor targets = numbers(ROWS, 1, i -> i == 1 ? target : i);
        List<Layer> model = List.of(dense(4), dense(1));
        return of(name, new Samples(normal(ROWS), targets), new Task.Regression(1), new Mse(), model);
    }

    /// Nothing is held out.
    private static Case of(String name, Samples train, Task task, Loss loss, List<Layer> model) {
        Recipe recipe = Recipe.of("odd", SOURCE, loss, model.toArray(Layer[]::new))
                .withEpochs(3)
                .withBatch(8);
        Samples none = train.rows(new int[0]);
        return new Case(name, recipe, Dataset.of("odd", train, none, task));
    }

    /// A layer that no theory and no report knows.
    private record Halved() implements Layer {
        @Override
        public Expr apply(Scope scope, Expr x) {
            return x.times(0.5);
        }
    }

    /// Whole numbers as rows with a single 1.
    private record OneHot() implements Layer {
        private static final int WORDS = 5;

        @Override
        public Expr apply(Scope scope, Expr x) {
            Expr rows = Statistics.oneHot(x.reshape(Shape.of(x.shape().size())), WORDS);
            return rows.reshape(Shape.of(x.shape().dim(0), x.shape().dim(1), WORDS));
        }
    }

    private static Layer foreign() {
        return Dense.of(4, new Bent(), new HeNormal());
    }

    /// An activation that does not answer questions about itself.
    private record Bent() implements Activation {
        @Override
        public Expr apply(Expr x) {
            return x.times(x.sigmoid());
        }

        @Override
        public double maxSlope() {
            throw new IllegalStateException("nobody asked that before");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsTrainedForecastAndExaminedAndEveryPageIsWritten(Case c) {
        if (!c.name().equals("no layer of weights")) {
            try (Trainer trainer = Trainer.of(c.recipe(), c.data())) {
                trainer.step();
            }
        }
        for (Outlook outlook : List.of(Outlook.of(c.recipe(), c.data()), Outlook.brief(c.recipe(), c.data()))) {
            assertThat(String.join("\n", outlook.headline())).doesNotContain("NaN", "Infinity", "2147483647");
        }
        pages(examined(c));
    }

    /// What an examination shows, without short trainings, which take much longer than all else.
    private static Consultation examined(Case c) {
        try (Examination examination =
                new Examination(c.recipe(), c.data(), c.recipe().seed(), 1)) {
            examination.train(examination.trainer().totalSteps(), _ -> {});
            Evidence evidence = examination.measured();
            return Consultation.untreated(evidence, new Judge().judge(evidence));
        }
    }

    @Test
    void aNetworkWithoutALayerOfWeightsIsDiagnosed() {
        List<Layer> model = List.of(new LayerNorm(1e-5));
        Case c = of("bare", quantitiesOf(FEATURES), new Task.Regression(FEATURES), new Mse(), model);
        pages(new Clinic(c.data(), 1, (_, _, _) -> {}).diagnose(c.recipe()));
    }

    private static Samples quantitiesOf(int outputs) {
        return new Samples(normal(ROWS), numbers(ROWS, outputs, i -> 100 * i));
    }

    @Test
    void aRateOf0IsDiagnosed() {
        Case c = cases().getLast();
        assertThat(c.recipe().optimizer().rate()).isZero();
        pages(new Clinic(c.data(), 1, (_, _, _) -> {}).diagnose(c.recipe()));
    }

    private static void pages(Consultation found) {
        for (String page : List.of(
                TextFace.write(Report.of(found, FACTS), TextStyle.PLAIN),
                HtmlFace.write(Report.page(found, FACTS), JsonReport.write(found, FACTS)),
                JsonReport.write(found, FACTS))) {
            assertThat(page.lines().filter(l -> l.matches(".*(NaN|Infinity|2147483647).*")))
                    .isEmpty();
        }
    }

    @Test
    void aNumberInTheDataThatIsNotFiniteIsTheFindingWithItsPlace() {
        Case c = cases().getFirst();
        Consultation found = new Clinic(c.data(), 1, (_, _, _) -> {}).consult(c.recipe());
        assertThat(found.verdict()).isInstanceOf(Verdict.Unwell.class);
        assertThat(found.verdict().sentence())
                .isEqualTo("The training data hold a number that is not finite: inputs, row 3, column 2.");
        assertThat(found.trials()).isEmpty();
        pages(found);
    }

    @Test
    void aDeepNetworkHasAnOutlookInCountedWork() {
        for (Layer layer : List.of(dense(16), Dense.of(16, new Relu(), new HeNormal()))) {
            Case c = classes("deep", normal(ROWS), List.of(new Repeat(10_000, layer), dense(2)));
            assertThat(Outlook.brief(c.recipe(), c.data()).headline()).hasSizeBetween(1, 4);
        }
    }
}
