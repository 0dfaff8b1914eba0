package org.gradus.geometry;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.gradus.name.Examples;
import org.gradus.name.InputException;
import org.gradus.name.Names;
import org.gradus.name.Nearest;
import org.gradus.name.Settings;
import org.gradus.name.Shown;
import org.gradus.optim.Optimizer;

/// Optimizers as people list them: `sgd:0.01,adam:0.1:beta1=0.8`, each with its rate and what else is set.
public final class OptimizerList {
    private static final String RATE = "rate";

    private OptimizerList() {}

    /// One of each optimizer that ships, at a rate that suits a test function, in a fixed order.
    public static List<Optimizer> shipped() {
        Map<String, Optimizer> known = new LinkedHashMap<>();
        for (Optimizer o : Examples.of(Optimizer.class)) known.putIfAbsent(Names.of(o.getClass()), o);
        return List.copyOf(known.values());
    }

    /// Reads a list. A rate that is not given is that of [#shipped], and so is every other setting.
    ///
    /// @param place what an error names, such as `--opt`
    /// @throws InputException when it is none; the message says where, what stands there and what was expected
    public static List<Optimizer> read(String place, String text) {
        List<Optimizer> list = new ArrayList<>();
        for (String part : text.split(",", -1)) list.add(one(place, part.strip()));
        return list;
    }

    private static Optimizer one(String place, String text) {
        String[] parts = text.split(":", -1);
        Map<String, Optimizer> known = new LinkedHashMap<>();
        for (Optimizer o : shipped()) known.put(Names.of(o.getClass()), o);
        Optimizer found = known.get(parts[0]);
        if (found == null) {
            List<String> near = Nearest.of(parts[0], known.keySet());
            throw new InputException(place + ": unknown optimizer `" + Shown.brief(parts[0]) + "`; "
                    + (near.isEmpty()
                            ? "known: " + String.join(", ", known.keySet())
                            : "nearest: " + String.join(", ", near)));
        }
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (i == 1 && equals < 0) found = found.withRate(positive(place, parts[i]));
            else found = with(place, found, parts[i]);
        }
        return found;
    }

    private static Optimizer with(String place, Optimizer optimizer, String setting) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        SequencedMap<String, Double> known = settings(optimizer);
        String whose = Names.of(optimizer.getClass());
        if (equals < 0 || !known.containsKey(name)) {
            throw new InputException(place + ": "
                    + (known.isEmpty()
                            ? whose + " has no settings but its rate"
                            : "expected a setting of " + whose + " as in "
                                    + known.keySet().stream().map(k -> k + "=…").collect(Collectors.joining(" or ")))
                    + ", found `" + Shown.brief(setting) + "`");
        }
        double value = number(place, setting.substring(equals + 1));
        return Settings.with(optimizer, name, value)
                .orElseThrow(() -> new InputException(place + ": " + whose + " cannot have " + Shown.brief(setting)
                        + "; expected " + name + " as in " + name + "=" + plain(known.getOrDefault(name, 0.0))));
    }

    private static double positive(String place, String rate) {
        double value = number(place, rate);
        if (value <= 0) throw new InputException(place + ": expected a rate above 0, found " + Shown.brief(rate));
        return value;
    }

    /// Reads a finite number.
    ///
    /// @param place what an error names
    /// @throws InputException when it is none
    public static double number(String place, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException _) {
            // said below, as for NaN and infinity
        }
        throw new InputException(place + ": expected a number, found `" + Shown.brief(text) + "`");
    }

    /// Reads some finite numbers with commas between them.
    ///
    /// @param place what an error names
    /// @param count how many there are to be
    /// @throws InputException when they are not
    public static List<Double> numbers(String place, String text, int count) {
        String[] parts = text.split(",", -1);
        if (parts.length != count) {
            throw new InputException(
                    place + ": expected " + count + (count == 1 ? " number" : " numbers separated by commas")
                            + ", found `" + Shown.brief(text) + "`");
        }
        List<Double> numbers = new ArrayList<>();
        for (String part : parts) numbers.add(number(place, part));
        return numbers;
    }

    /// An optimizer's settings but for its rate, by name.
    public static SequencedMap<String, Double> settings(Optimizer optimizer) {
        SequencedMap<String, Double> settings = new LinkedHashMap<>();
        if (!optimizer.getClass().isRecord()) return settings;
        for (RecordComponent c : optimizer.getClass().getRecordComponents()) {
            String name = Names.snake(c.getName());
            OptionalDouble value = Settings.number(optimizer, name);
            if (value.isPresent() && !name.equals(RATE)) settings.put(name, value.getAsDouble());
        }
        return settings;
    }

    /// A list as [#read] reads it: the rate of each, and the settings that are not those of [#shipped].
    public static String write(List<Optimizer> optimizers) {
        return optimizers.stream().map(OptimizerList::write).collect(Collectors.joining(","));
    }

    private static String write(Optimizer optimizer) {
        StringBuilder out = new StringBuilder(Names.of(optimizer.getClass()) + ":" + plain(optimizer.rate()));
        Map<String, Double> usual = shipped().stream()
                .filter(o -> o.getClass() == optimizer.getClass())
                .findFirst()
                .<Map<String, Double>>map(OptimizerList::settings)
                .orElse(Map.of());
        settings(optimizer).forEach((name, value) -> {
            if (!value.equals(usual.get(name)))
                out.append(':').append(name).append('=').append(plain(value));
        });
        return out.toString();
    }

    /// A number with all its digits and no more, such as `0.01` or `1e-8`.
    public static String plain(double value) {
        if (value != 0 && Math.abs(value) < 1e-4) {
            return Double.toString(value).replace(".0E", "e").replace('E', 'e');
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
