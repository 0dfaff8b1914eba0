package org.gradus.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gradus.name.Decimal;

/// A computational graph of single numbers, from left to right: above each node's wire the value that goes forward,
/// below it the gradient that comes back. The larger a gradient, the wider its wire and the brighter its node.
///
/// @param expression the text that it was read from
/// @param result what the result is called
/// @param nodes each after those that it is made of; the last is the result
/// @param chosen the place of a node that is pointed out; [#NONE] for none
/// @param live whether a page lets its reader choose nodes, so that each is a button
public record CircuitDiagram(String expression, String result, List<Node> nodes, int chosen, boolean live)
        implements Drawing {
    /// No node.
    public static final int NONE = -1;

    private static final int MOST = 18, DIGITS = 4, MANY = 7;

    /// Where the order of the operands says nothing.
    private static final Set<String> SYMMETRIC = Set.of("+", "*", "max", "min");

    public CircuitDiagram {
        nodes = List.copyOf(nodes);
    }

    /// A drawing to look at, without a node that is pointed out.
    public CircuitDiagram(String expression, String result, List<Node> nodes) {
        this(expression, result, nodes, NONE, false);
    }

    /// The same for a page on which nodes can be chosen.
    ///
    /// @param chosen the place of the one that is; [#NONE] for none
    public CircuitDiagram choosing(int chosen) {
        return new CircuitDiagram(expression, result, nodes, chosen, true);
    }

    /// What a node is.
    public enum Sort {
        /// A number in the text.
        NUMBER,
        /// A name whose value is given.
        INPUT,
        OPERATION
    }

    /// What became of a gradient on its way back.
    public enum Flow {
        PASSES,
        /// It is 0 in truth.
        EXACT_ZERO,
        /// It is smaller than a `double` can be.
        ROUNDED_AWAY,
        /// No operation leads back from the result.
        NO_PATH
    }

    /// How far the two passes have come at a node.
    public enum Known {
        NOTHING,
        /// The forward pass was here.
        VALUE,
        /// Both were here.
        GRADIENT
    }

    /// A part of the expression.
    ///
    /// @param name the name that it was given; empty for none
    /// @param sign what it does, as in `+` or `sigmoid`; of a leaf its number or name
    /// @param inputs the places of what it is made of, in order
    /// @param locals its derivative by each of its inputs, the others held; empty where that is not known
    public record Node(
            String name,
            String sign,
            Sort sort,
            List<Integer> inputs,
            double value,
            double gradient,
            Flow flow,
            List<Double> locals,
            Known known) {
        public Node {
            inputs = List.copyOf(inputs);
            locals = List.copyOf(locals);
        }

        /// A node that both passes have been to, without local derivatives.
        public Node(
                String name, String sign, Sort sort, List<Integer> inputs, double value, double gradient, Flow flow) {
            this(name, sign, sort, inputs, value, gradient, flow, List.of(), Known.GRADIENT);
        }

        String shown() {
            String shown = switch (sign) {
                case "*" -> "×";
                case "/" -> "÷";
                case "-", "neg" -> "−";
                default -> sign;
            };
            return Frame.cut(shown, MOST);
        }

        boolean isNumber() {
            return sort == Sort.NUMBER;
        }

        boolean isLeaf() {
            return sort != Sort.OPERATION;
        }

        boolean ordered() {
            return inputs.size() > 1 && !SYMMETRIC.contains(sign);
        }

        boolean evaluated() {
            return known != Known.NOTHING;
        }

        boolean differentiated() {
            return known == Known.GRADIENT && !isNumber();
        }

        /// What its operation does to a gradient, in a word; empty where there is no word for it.
        String habit() {
            return switch (sign) {
                case "+" -> "distributes";
                case "*" -> "swaps";
                case "max", "min" -> "routes";
                case "relu" -> "gates";
                case "sigmoid" -> "squeezes ≤ 0.25";
                case "tanh" -> "squeezes ≤ 1";
                default -> "";
            };
        }

        String forth(int digits) {
            return evaluated() ? number(value, digits) : Numbers.NONE;
        }

        String back(int digits) {
            if (!differentiated()) return Numbers.NONE;
            return switch (flow) {
                case PASSES -> number(gradient, digits);
                case EXACT_ZERO -> "0";
                case ROUNDED_AWAY -> "≈0";
                case NO_PATH -> Numbers.NONE;
            };
        }
    }

    static String number(double value, int digits) {
        return Decimal.brief(value, digits, -3, Math.max(digits, 5));
    }

    @Override
    public Picture picture(String id, String title) {
        return new CircuitPen(this).picture(id, title);
    }

    String shownResult() {
        return Frame.cut(result, MOST);
    }

    /// A name as far as there is room for it.
    static String cut(String name) {
        return Frame.cut(name, MOST);
    }

    /// What each use of a node adds to its gradient in the end, in the order in which the uses stand in the list of
    /// nodes; empty where that is not known.
    List<Double> terms(int node) {
        List<Double> terms = new ArrayList<>();
        for (Node user : nodes) {
            for (int i = 0; i < user.inputs().size(); i++) {
                if (user.inputs().get(i) != node || user.flow() == Flow.NO_PATH) continue;
                if (user.locals().isEmpty()) return List.of();
                terms.add(user.gradient() * user.locals().get(i) + 0.0);
            }
        }
        return terms;
    }

    /// The name of a node in the table, its own or a number.
    String called(int v) {
        if (v == nodes.size() - 1) return result;
        return nodes.get(v).name().isEmpty() ? "#" + (v + 1) : nodes.get(v).name();
    }

    String tip(int v) {
        Node node = nodes.get(v);
        String made = node.isLeaf() ? "" : " = " + node.sign() + "(" + names(node) + ")";
        String habit = node.habit().isEmpty() ? "" : "; " + node.habit();
        return called(v) + made + ": value " + node.forth(MANY)
                + (node.isNumber() ? "" : ", gradient " + node.back(MANY)) + habit;
    }

    private String names(Node node) {
        return node.inputs().stream().map(this::called).collect(Collectors.joining(", "));
    }

    String description() {
        return "The graph of " + Frame.cut(expression, 200) + ": "
                + IntStream.range(0, nodes.size()).limit(40).mapToObj(this::tip).collect(Collectors.joining("; "))
                + ".";
    }

    String reading() {
        StringBuilder reading = new StringBuilder("Read it from left to right: in blue is what each part comes to, in"
                + " vermillion how fast " + result + " changes with it. ");
        if (!nodes.getLast().evaluated()) return reading + "The forward pass has not come to " + result + " yet.";
        reading.append("Here ")
                .append(result)
                .append(" is ")
                .append(nodes.getLast().forth(DIGITS));
        if (nodes.stream().noneMatch(n -> n.known() == Known.GRADIENT && !n.isNumber()))
            return reading + ". The backward pass has not begun: a dash is not 0.";
        reading.append(strongest());
        if (nodes.stream().anyMatch(Node::ordered)) reading.append(" Small 1 and 2 mark the order of operands.");
        if (IntStream.range(0, nodes.size()).anyMatch(v -> nodes.get(v).differentiated() && terms(v).size() > 1))
            reading.append(" += marks what each use of a value adds to its gradient.");
        if (has(Flow.EXACT_ZERO)) reading.append(" ⊘ is exactly 0.");
        if (has(Flow.ROUNDED_AWAY)) reading.append(" ≈0 is not 0 in truth, but too small for a double.");
        if (has(Flow.NO_PATH)) reading.append(" A dash: no path leads back to there.");
        if (nodes.stream().anyMatch(n -> !n.isNumber() && !n.differentiated()))
            reading.append(" Where the backward pass has not been yet is a dash, too.");
        return reading.toString();
    }

    private String strongest() {
        if (nodes.stream().anyMatch(n -> n.sort() == Sort.INPUT && !n.differentiated())) return ".";
        return nodes.stream()
                .filter(n -> n.sort() == Sort.INPUT && n.flow() == Flow.PASSES && Double.isFinite(n.gradient()))
                .max(Comparator.comparingDouble(n -> Math.abs(n.gradient())))
                .map(n -> ", and it depends most on " + n.name() + ": it changes by " + number(n.gradient(), DIGITS)
                        + " for each 1 that " + n.name() + " grows, as long as the changes are small.")
                .orElse(", and no gradient arrives at an input.");
    }

    private boolean has(Flow flow) {
        return nodes.stream().anyMatch(n -> n.differentiated() && n.flow() == flow);
    }

    Table table() {
        List<String> head = List.of("node", "operation", "made of", "value", "gradient of " + result);
        return Table.of(head, IntStream.range(0, nodes.size()).boxed().toList(), v -> {
            Node node = nodes.get(v);
            String back = node.differentiated() && node.flow() == Flow.EXACT_ZERO ? "⊘ 0" : node.back(MANY);
            return List.of(
                    called(v),
                    node.isLeaf() ? node.sort().name().toLowerCase(Locale.ROOT) : node.sign(),
                    node.isLeaf() ? Numbers.NONE : names(node),
                    node.forth(MANY),
                    back);
        });
    }
}
