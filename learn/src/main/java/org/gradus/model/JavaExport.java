package org.gradus.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.data.Column;
import org.gradus.data.Preprocessing;
import org.gradus.data.Rescaling;
import org.gradus.data.Task;
import org.gradus.graph.Expr;
import org.gradus.graph.Graph;
import org.gradus.graph.op.Constant;
import org.gradus.graph.op.Input;
import org.gradus.layer.Network;
import org.gradus.name.InputException;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// A model as a Java class that needs nothing but the Java platform: its graph for one row, node by node,
/// with the weights as constants. It computes in double precision, so its answers are the model's to
/// rounding.
public final class JavaExport {
    /// The most weights: a class is no place for more.
    private static final int MOST = 1 << 20;

    /// What a constant text may hold is 65,535 bytes.
    private static final int CHUNK = 60_000;

    private static final int LINE = 96;

    private final Model model;
    private final String name;
    private final List<String> constants = new ArrayList<>();
    private final List<String> body = new ArrayList<>();
    private final Map<Expr, String> values = new LinkedHashMap<>();

    private JavaExport(Model model, String name) {
        this.model = model;
        this.name = name;
    }

    /// The source of a class.
    ///
    /// @param qualified its name, with a package or without: `com.shop.Flowers`
    /// @throws InputException when the name is none, or the network has more than about a million weights, or
    ///     computes something that cannot be exported
    public static String write(Model model, String qualified) {
        if (!qualified.matches("([\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*\\.)*"
                + "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*")) {
            throw new InputException(
                    "export: expected the name of a class, such as com.shop.Flowers, found " + qualified);
        }
        int dot = qualified.lastIndexOf('.');
        String head = dot < 0 ? "" : "package " + qualified.substring(0, dot) + ";\n\n";
        return head + new JavaExport(model, qualified.substring(dot + 1)).source();
    }

    private String source() {
        int weights = model.weights().values().stream().mapToInt(Tensor::size).sum();
        if (weights > MOST) {
            throw new InputException("export: expected at most " + MOST + " weights in a class, found " + weights);
        }
        Expr x = Expr.input("inputs", model.sample().rows(1));
        Expr output = new Network(model.recipe().model(), model.recipe().seed())
                .forward(x, false)
                .output();
        Expr answers = Answers.of(output, model.recipe().loss(), model.task());
        inputs();
        values.put(x, "x");
        for (Expr node : Graph.of(List.of(answers), List.of()).nodes()) if (!values.containsKey(node)) node(node);
        answers(answers.shape().last(), Objects.requireNonNull(values.get(answers)));
        return JavaExportText.of(model, name, constants, body);
    }

    /// From a row to the numbers that the network sees.
    private void inputs() {
        Preprocessing preprocessing = model.preprocessing();
        List<Column> columns = preprocessing.layout().inputs();
        int features = model.sample().size();
        if (columns.isEmpty()) body.add("double[] x = row.clone();");
        else {
            body.add("double[] x = {");
            for (int c = 0; c < columns.size(); c++) {
                for (int k = 0; k < columns.get(c).width(); k++) body.add("    " + number(columns.get(c), c, k) + ",");
            }
            body.add("};");
        }
        for (Rescaling r : preprocessing.inputs()) {
            List<double[]> numbers = r.numbers();
            String shift = doubles(numbers.get(0)), span = doubles(numbers.get(1)), spread = doubles(numbers.get(2));
            body.add("for (int i = 0; i < %d; i++) x[i] = %s[i] == 0 ? 0 : (float) ((x[i] - %s[i]) / %s[i] / %s[i]);"
                    .formatted(features, span, shift, span, spread));
        }
        if (preprocessing.inputs().isEmpty()) {
            body.add("for (int i = 0; i < %d; i++) x[i] = (float) x[i];".formatted(features));
        }
    }

    private static String number(Column column, int at, int k) {
        String x = "row[" + at + "]";
        return switch (column) {
            case Column.Numeric n when k == 1 -> "Double.isNaN(" + x + ") ? 1 : 0";
            case Column.Numeric n when !Double.isNaN(n.fill()) -> "Double.isNaN(" + x + ") ? " + n.fill() + " : " + x;
            case Column.Categorical c when c.oneHot() -> x + " == " + k + " ? 1 : 0";
            default -> x;
        };
    }

    private void node(Expr node) {
        String value = "v" + values.size();
        switch (node.op()) {
            case Constant(Tensor constant) -> value = constant(constant);
            case Input _ -> value = floats(weight(node), node.name());
            default -> {
                List<String> inputs = node.inputs().stream()
                        .map(input -> Objects.requireNonNull(values.get(input)))
                        .toList();
                body.addAll(JavaExportOps.of(node, value, inputs));
            }
        }
        values.put(node, value);
    }

    private Tensor weight(Expr node) {
        Tensor weight = model.weights().get(node.name());
        if (weight != null) return weight;
        throw new InputException("export: " + node.name() + " has no value in a network that is used");
    }

    private String constant(Tensor constant) {
        if (constant.size() == 1) return "new double[] {" + constant.get(0) + "}";
        return constant.element() == Element.F32 ? floats(constant, "constant") : doubles(constant.toDoubles());
    }

    private String doubles(double... numbers) {
        byte[] bytes = new byte[numbers.length * Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(numbers);
        return text("doubles", "double", bytes, "");
    }

    private String floats(Tensor numbers, String what) {
        byte[] bytes = new byte[numbers.size() * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers.toFloats());
        return text("floats", "float", bytes, " // " + what + " " + numbers.shape());
    }

    /// Numbers as a constant of the class: the base 64 of their bytes, lowest first.
    private String text(String reader, String type, byte[] bytes, String comment) {
        String base64 = Base64.getEncoder().encodeToString(bytes);
        List<String> chunks = new ArrayList<>();
        for (int from = 0; from < base64.length(); from += CHUNK) {
            String chunk = base64.substring(from, Math.min(base64.length(), from + CHUNK));
            chunks.add(IntStream.range(0, Math.ceilDiv(chunk.length(), LINE))
                    .mapToObj(i -> "\"" + chunk.substring(i * LINE, Math.min(chunk.length(), (i + 1) * LINE)) + "\"")
                    .collect(Collectors.joining("\n            + ")));
        }
        String own = "C" + constants.size();
        constants.add("private static final %s[] %s = %s(%s%n            %s);"
                .formatted(type, own, reader, comment, String.join(",\n            ", chunks)));
        return own;
    }

    /// From what the network gives to answers, as [Model] has them.
    private void answers(int width, String value) {
        Task task = model.task();
        int outputs = task.outputs();
        if (width < outputs) body.add("return new double[] {1 - %s[0], %s[0]};".formatted(value, value));
        else if (Answers.projected(width, model.recipe().loss(), task)) body.add("return projected(" + value + ");");
        else if (task instanceof Task.Regression
                && !model.preprocessing().targets().isEmpty()) {
            body.add("double[] y = " + value + ".clone();");
            for (Rescaling r : model.preprocessing().targets().reversed()) {
                List<double[]> n = r.numbers();
                body.add("for (int i = 0; i < %d; i++) y[i] = %s[i] == 0 ? %s[i] : y[i] * %s[i] * %s[i] + %s[i];"
                        .formatted(
                                outputs,
                                doubles(n.get(1)),
                                doubles(n.get(0)),
                                doubles(n.get(2)),
                                doubles(n.get(1)),
                                doubles(n.get(0))));
            }
            body.add("return y;");
        } else body.add("return " + value + ";");
    }
}
