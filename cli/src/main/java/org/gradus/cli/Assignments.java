package org.gradus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.expression.Circuit;
import org.gradus.expression.ExpressionException;
import org.gradus.expression.Readings;
import org.gradus.name.Shown;

/// Values for names, as they stand on the command line: `x=-2`, `w0=1/3`.
final class Assignments {
    private static final Pattern FORM = Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{M}\\d_]*)\\s*=(.*)", Pattern.DOTALL);

    private Assignments() {}

    /// The values by name.
    ///
    /// @throws ExpressionException when one is not of the form `name=number`, or a name is given twice
    static Map<String, Double> read(List<String> arguments) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            Matcher form = FORM.matcher(argument);
            if (!form.matches())
                throw new ExpressionException(Shown.brief(argument) + ": expected a value such as x=-2");
            double value = value(argument)
                    .orElseThrow(() -> new ExpressionException(
                            Shown.brief(argument) + ": expected a number after =, found a name"));
            if (values.put(form.group(1), value) != null) {
                throw new ExpressionException(
                        Shown.brief(argument) + ": a second value for " + Shown.brief(form.group(1)));
            }
        }
        return values;
    }

    /// Splits arguments into those that give a value and the others, which are expressions.
    static Split split(List<String> arguments) {
        List<String> values = new ArrayList<>(), others = new ArrayList<>();
        for (String argument : arguments) {
            boolean gives = FORM.matcher(argument).matches() && value(argument).isPresent();
            (gives ? values : others).add(argument);
        }
        return new Split(others, values);
    }

    /// @param expressions the arguments that are expressions
    /// @param values the arguments that give a value
    record Split(List<String> expressions, List<String> values) {
        Split {
            expressions = List.copyOf(expressions);
            values = List.copyOf(values);
        }
    }

    /// What stands behind the `=`, if it is made of numbers alone.
    private static OptionalDouble value(String argument) {
        Circuit circuit = Circuit.read(argument.substring(argument.indexOf('=') + 1));
        if (!circuit.inputs().isEmpty()) return OptionalDouble.empty();
        return OptionalDouble.of(
                Readings.of(circuit, Map.of()).at(circuit.output()).value());
    }
}
