package org.gradus.studio.page;

import java.math.BigDecimal;
import java.util.List;
import java.util.SequencedMap;
import org.gradus.draw.Markup;

/// Labelled controls of a form. Each is called by its name in the address, and has an `id` of the same.
public final class Controls {
    private final Markup out;

    /// @param out what they are written to
    public Controls(Markup out) {
        this.out = out;
    }

    private Controls labelled(String name, String label, Runnable control) {
        out.open("p", "class", "control").element("label", label, "for", name);
        control.run();
        out.close();
        return this;
    }

    /// One of some values.
    public Controls choice(String name, String label, List<String> values, String chosen) {
        return labelled(name, label, () -> {
            out.open("select", "id", name, "name", name);
            for (String value : values)
                out.element("option", value, "value", value, "selected", value.equals(chosen) ? "selected" : "");
            out.close();
        });
    }

    /// One of some values, each with words of its own.
    ///
    /// @param values what stands in the address, with what the reader sees
    public Controls choice(String name, String label, SequencedMap<String, String> values, String chosen) {
        return labelled(name, label, () -> {
            out.open("select", "id", name, "name", name);
            values.forEach((value, words) ->
                    out.element("option", words, "value", value, "selected", value.equals(chosen) ? "selected" : ""));
            out.close();
        });
    }

    /// A number on a scale of any steps, which is shown beside it.
    public Controls range(String name, String label, double low, double high, double step, String value) {
        return labelled(name, label, () -> {
            String[] scale = {plain(low), plain(high), plain(step)};
            out.leaf(
                    "input", "type", "range", "id", name, "name", name, "min", scale[0], "max", scale[1], "step",
                    scale[2], "value", value);
            out.element("output", value, "for", name);
        });
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// A number on a scale, which is shown beside it.
    public Controls range(String name, String label, long low, long high, long value) {
        return labelled(name, label, () -> {
            String[] bounds = {String.valueOf(low), String.valueOf(high), String.valueOf(value)};
            out.leaf(
                    "input", "type", "range", "id", name, "name", name, "min", bounds[0], "max", bounds[1], "value",
                    bounds[2]);
            out.element("output", bounds[2], "for", name);
        });
    }

    /// A number as text.
    public Controls number(String name, String label, String value) {
        return labelled(
                name,
                label,
                () -> out.leaf(
                        "input",
                        "type",
                        "text",
                        "inputmode",
                        "decimal",
                        "autocomplete",
                        "off",
                        "id",
                        name,
                        "name",
                        name,
                        "value",
                        value));
    }

    /// A box that is ticked or not; ticked it has the value `on`.
    public Controls tick(String name, String label, boolean on) {
        out.open("p", "class", "control tick");
        out.leaf("input", "type", "checkbox", "id", name, "name", name, "checked", on ? "checked" : "");
        out.element("label", label, "for", name).close();
        return this;
    }

    /// A button that sends an order.
    ///
    /// @param address where to, by `POST`
    /// @param body an object as JSON; empty for the values of the form around it
    /// @param key of the keyboard that presses it; empty for none
    public Controls order(String label, String address, String body, String key) {
        out.element(
                "button",
                label,
                "type",
                "button",
                "class",
                "button",
                "data-post",
                address,
                "data-body",
                body,
                "data-key",
                key,
                "aria-keyshortcuts",
                key.equals(" ") ? "Space" : key,
                "id",
                "order-" + address.substring(address.lastIndexOf('/') + 1));
        return this;
    }
}
