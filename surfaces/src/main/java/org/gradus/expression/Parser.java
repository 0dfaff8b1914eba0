package org.gradus.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.gradus.expression.Token.Sort;
import org.gradus.graph.Expr;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;

/// Reads expressions by recursive descent, one method a rule of the grammar:
///
/// ```
/// text       = statement { ";" statement }          the last statement is the result
/// statement  = [ name ( "=" | "+=" | "-=" | "*=" | "/=" ) ] sum
/// sum        = product { ( "+" | "-" ) product }
/// product    = unary { ( "*" | "/" ) unary }
/// unary      = ( "-" | "+" ) unary | power
/// power      = value [ "^" unary ]                   2^3^2 is 2^(3^2), and -x^2 is -(x^2)
/// value      = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
/// ```
///
/// What is read is built at once from the engine's operations; nothing is ever run as code.
final class Parser {
    /// How deep parentheses, powers and signs may nest: far more than a person writes, far less than the stack holds.
    private static final int DEEPEST = 200;

    private final String text;
    private final List<Token> tokens;
    private final Map<String, Node> bound = new LinkedHashMap<>();
    private final Map<String, Node> inputs = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private int next;
    private int depth;

    Parser(String text) {
        this.text = text;
        this.tokens = Token.all(text);
    }

    Circuit read() {
        Node last = statement();
        while (peek().is(";")) {
            Token end = take();
            if (peek().sort() == Sort.END) break;
            if (last.name().isEmpty()) throw error(end, "only the last part may stand without `name =`");
            last = statement();
        }
        if (peek().sort() != Sort.END) throw unexpectedAfterValue(peek());
        return new Circuit(text.strip(), List.copyOf(inputs.values()), last);
    }

    private Node statement() {
        Token name = peek(), sign = tokens.get(Math.min(next + 1, tokens.size() - 1));
        boolean assigns = name.sort() == Sort.NAME
                && sign.sort() == Sort.SIGN
                && sign.text().endsWith("=");
        if (!assigns) return sum();
        refuseReserved(name);
        next += 2;
        Node before = sign.is("=") ? null : named(name);
        Node value = sum();
        if (before != null) value = binary(sign.text().substring(0, 1), before, value);
        return bind(name.text(), value);
    }

    /// Gives a value a name. A name given anew counts up, so that every node can be told from the others: c, c.2, c.3.
    private Node bind(String name, Node value) {
        if (!value.name().isEmpty()) {
            bound.put(name, value);
            return value;
        }
        int version = versions.merge(name, 1, Integer::sum);
        Node named = value.named(version == 1 ? name : name + "." + version);
        bound.put(name, named);
        return named;
    }

    private Node sum() {
        Node left = product();
        while (peek().is("+") || peek().is("-")) left = binary(take().text(), left, product());
        return left;
    }

    private Node product() {
        Node left = unary();
        while (peek().is("*") || peek().is("/")) left = binary(take().text(), left, unary());
        return left;
    }

    private Node unary() {
        if (++depth > DEEPEST) throw error(peek(), "nested too deeply, more than " + DEEPEST + " levels");
        Node node;
        if (peek().is("+")) {
            take();
            node = unary();
        } else if (peek().is("-")) {
            take();
            node = negative(unary());
        } else {
            node = power();
        }
        depth--;
        return node;
    }

    private static Node negative(Node x) {
        if (x.sort() == Node.Sort.NUMBER && x.name().isEmpty() && !x.label().startsWith("-")) {
            return Node.number("-" + x.label(), -Double.parseDouble(x.label()));
        }
        return Node.operation("neg", List.of(x), inputs -> inputs.getFirst().negate());
    }

    private Node power() {
        Node base = value();
        if (!peek().is("^")) return base;
        take();
        int from = peek().place();
        Node exponent = unary();
        Token last = tokens.get(next - 1);
        String written =
                text.substring(from, last.place() + last.text().length()).replaceAll("\\s", "");
        return Power.of(base, exponent, written);
    }

    private Node value() {
        Token token = take();
        return switch (token.sort()) {
            case NUMBER -> number(token);
            case NAME -> peek().is("(") ? call(token) : named(token);
            case SIGN, END -> {
                if (!token.is("(")) throw error(token, "expected a number, a name or (, found " + token.shown());
                Node inner = sum();
                close(token);
                yield inner;
            }
        };
    }

    private Node number(Token token) {
        double value = Double.parseDouble(token.text());
        if (Double.isInfinite(value)) throw error(token, Shown.brief(token.text()) + " is too large for a double");
        return Node.number(token.text(), value);
    }

    private Node named(Token token) {
        refuseReserved(token);
        String name = token.text();
        Node known = bound.get(name);
        if (known != null) return known;
        versions.put(name, 1);
        Node input = Node.input(name);
        bound.put(name, input);
        inputs.put(name, input);
        return input;
    }

    private void refuseReserved(Token name) {
        if (Function.named(name.text()).isPresent()) {
            throw error(
                    name, "`" + name.text() + "` is a function: write " + name.text() + "(…), or choose another name");
        }
    }

    private Node call(Token name) {
        Token open = take();
        Function function = Function.named(name.text()).orElseThrow(() -> unknownFunction(name));
        List<Node> values = new ArrayList<>(List.of(sum()));
        while (peek().is(",")) {
            take();
            values.add(sum());
        }
        close(open);
        if (values.size() != function.arity) {
            String takes = function.arity == 1 ? "1 value" : function.arity + " values";
            throw error(name, function + " takes " + takes + ", found " + values.size());
        }
        return Node.operation(function.toString(), values, function::apply);
    }

    private ExpressionException unknownFunction(Token name) {
        if (bound.containsKey(name.text())) {
            return error(name, "`" + Shown.brief(name.text()) + "` is a value, not a function; for a product write *");
        }
        List<String> near = Nearest.of(name.text(), Function.names());
        String hint =
                near.isEmpty() ? "known: " + String.join(" ", Function.names()) : "nearest: " + String.join(", ", near);
        return error(name, "unknown function `" + Shown.brief(name.text()) + "`; " + hint);
    }

    private static Node binary(String sign, Node left, Node right) {
        BinaryOperator<Expr> meaning = switch (sign) {
            case "+" -> Expr::plus;
            case "-" -> Expr::minus;
            case "*" -> Expr::times;
            default -> Expr::dividedBy;
        };
        return Node.operation(sign, List.of(left, right), x -> meaning.apply(x.getFirst(), x.getLast()));
    }

    private void close(Token open) {
        if (peek().is(")")) {
            take();
            return;
        }
        if (peek().sort() != Sort.END) throw unexpectedAfterValue(peek());
        throw error(
                peek(),
                "expected ) for the ( in column " + (text.codePointCount(0, open.place()) + 1) + ", found the end");
    }

    private ExpressionException unexpectedAfterValue(Token found) {
        boolean value = found.sort() != Sort.SIGN || found.is("(");
        String hint = value ? "; for a product write *" : "";
        return error(found, "expected an operator such as + or *, found " + found.shown() + hint);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (token.sort() != Sort.END) next++;
        return token;
    }

    private ExpressionException error(Token token, String what) {
        return ExpressionException.at(text, token.place(), what);
    }
}
