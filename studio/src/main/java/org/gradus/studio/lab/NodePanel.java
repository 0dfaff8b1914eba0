package org.gradus.studio.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gradus.draw.Markup;
import org.gradus.draw.Numbers;
import org.gradus.draw.Table;
import org.gradus.expression.Node;
import org.gradus.expression.Nudge;
import org.gradus.expression.Reading;

/// One node with the numbers of its value and of its gradient; of an input, what a nudge does.
final class NodePanel {
    /// The most rows of a list.
    private static final int MOST = 12;

    private final Question q;

    NodePanel(Question question) {
        this.q = question;
    }

    String html() {
        Markup out = new Markup().open("section", "class", "panel", "id", "explained", "aria-label", "the chosen node");
        q.node().ifPresentOrElse(node -> explain(out, node), () -> overview(out));
        return out.close().toString();
    }

    private void overview(Markup out) {
        out.element("h2", "What a nudge does");
        out.element(
                "p", "Choose a node in the graph to see its numbers. Each input nudged by itself:", "class", "soft");
        nudges(out, q.circuit().inputs().stream().limit(MOST).toList());
    }

    private void explain(Markup out, Node node) {
        String name = q.called(node);
        out.element("h2", name.startsWith("#") ? "Node " + name : name);
        out.open("dl", "class", "made").open("div").element("dt", "value");
        out.element("dd", value(node), "class", "value").close();
        if (node.sort() == Node.Sort.NUMBER) {
            out.close()
                    .element("p", "A number of the text: nothing changes it, so it has no gradient.", "class", "soft");
            return;
        }
        out.open("div").element("dt", "gradient of " + q.circuit().name());
        out.element("dd", gradient(node), "class", "gradient").close().close();
        arrived(out, node);
        handed(out, node);
        if (node.sort() == Node.Sort.INPUT) {
            out.element("h3", "Nudge " + node.name() + " by " + signed(q.h()));
            nudges(out, List.of(node));
        }
    }

    private static String signed(double h) {
        return (h > 0 ? "+" : "") + Amount.fine(h);
    }

    /// What a node is called, and how it is made of those before it: `#3 = x + y`.
    static String made(Question q, Node node) {
        return q.called(node) + (node.sort() == Node.Sort.INPUT ? "" : " = " + formula(q, node));
    }

    private static String formula(Question q, Node node) {
        return formula(node, node.inputs().stream().map(q::called).toList());
    }

    private static String formula(Node node, List<String> operands) {
        String label = node.label();
        if (operands.isEmpty()) return label;
        if (operands.size() == 2 && List.of("+", "-", "*", "/", "^").contains(label)) {
            String sign = switch (label) {
                case "*" -> "×";
                case "/" -> "÷";
                case "-" -> "−";
                default -> label;
            };
            return operands.getFirst() + " " + sign + " " + operands.getLast();
        }
        if (label.startsWith("^")) return operands.getFirst() + label;
        if (label.equals("neg")) return "−" + operands.getFirst();
        return label + "(" + String.join(", ", operands) + ")";
    }

    private String value(Node node) {
        String value = known(node) ? Amount.fine(q.readings().at(node).value()) : Numbers.NONE;
        if (node.inputs().isEmpty()) return value;
        String names = formula(q, node);
        if (!known(node)) return names + " = " + Numbers.NONE;
        boolean call =
                Character.isLetter(node.label().charAt(0)) && !node.label().equals("neg");
        List<String> numbers = node.inputs().stream()
                .map(n -> Amount.fine(q.readings().at(n).value()))
                .map(n -> call ? n : bracketed(n))
                .toList();
        return names + " = " + formula(node, numbers) + " = " + value;
    }

    private static String bracketed(String number) {
        return number.startsWith("−") ? "(" + number + ")" : number;
    }

    /// Whether the forward pass has been there.
    private boolean known(Node node) {
        if (node.sort() != Node.Sort.OPERATION) return true;
        List<Node> nodes = q.circuit().nodes();
        long before = nodes.subList(0, nodes.indexOf(node)).stream()
                .filter(n -> n.sort() == Node.Sort.OPERATION)
                .count();
        return before < q.passes().step();
    }

    private String gradient(Node node) {
        if (!q.reached(node)) return Numbers.NONE + " (the backward pass has not been here)";
        Reading reading = q.readings().at(node);
        return switch (reading.flow()) {
            case PASSES -> Amount.fine(reading.gradient());
            case EXACT_ZERO -> "⊘ exactly 0";
            case ROUNDED_AWAY -> "≈0, too small for a double";
            case NO_PATH ->
                Numbers.NONE + " no path leads back from " + q.circuit().name();
        };
    }

    /// One product of the chain rule.
    private record Term(String where, double upstream, double local) {
        double product() {
            return upstream * local + 0.0;
        }

        String words() {
            return "upstream " + Amount.of(upstream) + " × local " + Amount.of(local) + " = " + Amount.of(product());
        }
    }

    /// What each use of a node brings it.
    private void arrived(Markup out, Node node) {
        out.element("h3", "Where its gradient comes from");
        if (node.equals(q.circuit().output())) {
            out.element(
                    "p", "The gradient of " + q.circuit().name() + " by itself is 1: here the backward pass begins.");
            return;
        }
        List<Term> terms = new ArrayList<>();
        boolean all = true;
        for (Node user : q.circuit().nodes()) {
            for (int i = 0; i < user.inputs().size(); i++) {
                if (!user.inputs().get(i).equals(node) || pathless(user)) continue;
                all &= q.reached(user);
                if (q.reached(user)) terms.add(term("from " + q.called(user), user, i));
            }
        }
        list(out, terms);
        if (terms.size() > 1 && all) {
            double sum = terms.stream().mapToDouble(Term::product).sum();
            String words = terms.stream()
                    .limit(MOST)
                    .map(t -> bracketed(Amount.of(t.product())))
                    .collect(Collectors.joining(" + "));
            out.element(
                    "p", "sum " + words + (terms.size() > MOST ? " + …" : "") + " = " + Amount.of(sum), "class", "sum");
        }
        if (terms.isEmpty()) out.element("p", Numbers.NONE + " nothing has come yet.", "class", "soft");
    }

    private boolean pathless(Node node) {
        return q.readings().at(node).flow() == Reading.Flow.NO_PATH;
    }

    private Term term(String where, Node user, int operand) {
        return new Term(
                where, q.readings().at(user).gradient(), q.locals().at(user).get(operand));
    }

    /// What it passes on to its operands.
    private void handed(Markup out, Node node) {
        if (node.inputs().isEmpty()) return;
        out.element("h3", "What it passes on");
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Node input = node.inputs().get(i);
            String name = input.sort() == Node.Sort.NUMBER ? "the number " + input.label() : q.called(input);
            if (q.reached(node)) terms.add(term("to " + name, node, i));
        }
        list(out, terms);
        if (terms.isEmpty()) out.element("p", Numbers.NONE + " nothing yet.", "class", "soft");
    }

    private static void list(Markup out, List<Term> terms) {
        out.open("ul", "class", "terms");
        for (Term term : terms.subList(0, Math.min(MOST, terms.size())))
            out.open("li")
                    .element("span", term.where(), "class", "where")
                    .element("span", term.words(), "class", "product")
                    .close();
        if (terms.size() > MOST) out.element("li", "and " + (terms.size() - MOST) + " more");
        out.close();
    }

    private void nudges(Markup out, List<Node> inputs) {
        if (inputs.isEmpty()) {
            out.element("p", "The expression has no inputs.", "class", "soft");
            return;
        }
        String f = q.circuit().name();
        List<String> head = List.of("nudge", "predicted Δ" + f, "actual Δ" + f, "error");
        Table table = Table.of(head, inputs, input -> {
            double gradient = q.readings().at(input).gradient();
            Nudge nudge = Nudge.of(q.circuit(), q.values(), input.name(), q.h(), gradient);
            boolean known = q.reached(input);
            return List.of(
                    input.name() + " " + (q.h() > 0 ? "+ " : "− ") + Amount.fine(Math.abs(q.h())),
                    known ? Amount.fine(nudge.predicted()) : Numbers.NONE,
                    Amount.fine(nudge.actual()),
                    known ? Numbers.of(nudge.error()) : Numbers.NONE);
        });
        out.open("div", "class", "scroll").raw(table.toHtml()).close();
    }
}
