package org.gradus.model;

import java.util.List;
import java.util.stream.Collectors;
import org.gradus.data.Task;
import org.gradus.name.Quoted;

/// The text of an exported class around its constants and statements.
final class JavaExportText {
    private static final String PROJECTED = """

                /** The probabilities that are nearest to some numbers (Michelot 1986). */
                private static double[] projected(double[] values) {
                    double taken = Double.NEGATIVE_INFINITY;
                    while (true) {
                        double sum = 0;
                        int kept = 0;
                        for (double v : values) {
                            if (v <= taken) continue;
                            sum += v;
                            kept++;
                        }
                        double next = (sum - 1) / kept;
                        if (!(next > taken)) break;
                        taken = next;
                    }
                    double[] out = new double[values.length];
                    for (int i = 0; i < out.length; i++) out[i] = Math.max(0, values[i] - taken);
                    return out;
                }
            """;

    private static final String LOG_SUM_EXP = """

                /** The logarithm of the sum of exponentials of each row. */
                private static double[] logSumExp(double[] x, int width) {
                    double[] out = new double[x.length / width];
                    for (int row = 0; row < out.length; row++) {
                        double max = Double.NEGATIVE_INFINITY, sum = 0;
                        for (int i = 0; i < width; i++) max = Math.max(max, x[row * width + i]);
                        for (int i = 0; i < width; i++) sum += Math.exp(x[row * width + i] - max);
                        out[row] = Double.isInfinite(max) ? max : max + Math.log(sum);
                    }
                    return out;
                }
            """;

    private static final String NORMAL_CDF = """

                /** The standard normal distribution: a series near 0, a continued fraction in the tails. */
                private static double normalCdf(double x) {
                    if (Double.isNaN(x)) return x;
                    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
                    if (Math.abs(x) < 2) {
                        double term = x, sum = x;
                        for (int n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
                            term *= x * x / n;
                            sum += term;
                        }
                        return 0.5 + density * sum;
                    }
                    double value = Math.abs(x);
                    for (int n = 150; n > 0; n--) value = Math.abs(x) + n / value;
                    double tail = density == 0 ? 0 : density / value;
                    return x < 0 ? tail : 1 - tail;
                }
            """;

    private static final String READERS = """

                private static float[] floats(String... base64) {
                    java.nio.ByteBuffer bytes = bytes(base64);
                    float[] numbers = new float[bytes.remaining() / Float.BYTES];
                    bytes.asFloatBuffer().get(numbers);
                    return numbers;
                }

                private static double[] doubles(String... base64) {
                    java.nio.ByteBuffer bytes = bytes(base64);
                    double[] numbers = new double[bytes.remaining() / Double.BYTES];
                    bytes.asDoubleBuffer().get(numbers);
                    return numbers;
                }

                private static java.nio.ByteBuffer bytes(String... base64) {
                    byte[] bytes = java.util.Base64.getDecoder().decode(String.join("", base64));
                    return java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
                }
            }
            """;

    private JavaExportText() {}

    static String of(Model model, String name, List<String> constants, List<String> body) {
        String statements = body.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
        StringBuilder text = new StringBuilder();
        text.append("/**\n * A trained network, exported from Gradus; it needs nothing but the Java platform.\n */\n")
                .append("public final class ")
                .append(name)
                .append(" {\n");
        text.append(
                        "    /** What the answers are called, in their order. */\n    public static final java.util.List<String>")
                .append(" ANSWERS = java.util.List.of(")
                .append(model.answers().stream().map(Quoted::java).collect(Collectors.joining(", ")))
                .append(");\n\n");
        constants.forEach(c -> text.append("    ").append(c).append("\n\n"));
        text.append("    private ").append(name).append("() {}\n\n");
        text.append("    /**\n     * ")
                .append(meaning(model.task()))
                .append(".\n     *\n     * @param row ")
                .append(columns(model))
                .append("\n     */\n");
        text.append("    public static double[] predict(double... row) {\n");
        text.append("        if (row.length != %d) {%n".formatted(model.inputs()))
                .append(
                        "            throw new IllegalArgumentException(\"expected %d numbers, found \" + row.length);%n"
                                .formatted(model.inputs()))
                .append("        }\n")
                .append(statements)
                .append("    }\n");
        if (model.task() instanceof Task.Classification) text.append(LABEL);
        if (statements.contains("projected(")) text.append(PROJECTED);
        if (statements.contains("logSumExp(")) text.append(LOG_SUM_EXP);
        if (statements.contains("normalCdf(")) text.append(NORMAL_CDF);
        return text.append(READERS).toString();
    }

    private static final String LABEL = """

                /** The likeliest class. */
                public static String label(double... row) {
                    double[] values = predict(row);
                    int best = 0;
                    for (int k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
                    return ANSWERS.get(best);
                }
            """;

    private static String meaning(Task task) {
        return switch (task) {
            case Task.Classification _ -> "The probability of each class";
            case Task.MultiLabel _ -> "The probability of a yes to each question";
            case Task.Regression _ -> "The quantities, in the units of the data";
        };
    }

    private static String columns(Model model) {
        List<String> names = model.preprocessing().layout().inputs().stream()
                .map(c -> c.label().replace("*/", "* /").replace("\n", " ").replace("\\", "/"))
                .toList();
        return names.isEmpty() ? model.inputs() + " numbers" : String.join(", ", names);
    }
}
