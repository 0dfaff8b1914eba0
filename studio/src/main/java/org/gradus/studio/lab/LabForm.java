package org.gradus.studio.lab;

import org.gradus.draw.Markup;
import org.gradus.expression.Node;
import org.gradus.name.InputException;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// What a reader of the lab sets: the expression, a number for each input, and how far the passes have come.
final class LabForm {
    /// Characters of a line of the expression.
    private static final int LINE = 90, LINES = 5;

    private LabForm() {}

    static String html(Request request) {
        Markup out = new Markup();
        String expression = Question.expression(request);
        out.open("form", "class", "lab", "id", "controls", "data-controls", "on", "autocomplete", "off");
        out.element("label", "Expression", "for", "expr");
        int lines = Math.clamp(1 + expression.length() / LINE, 1, LINES);
        out.element(
                "textarea",
                expression,
                "id",
                "expr",
                "name",
                "expr",
                "rows",
                String.valueOf(lines),
                "spellcheck",
                "false",
                "autocapitalize",
                "none");
        fieldsPart(out);
        Question.Passes passes = new Question.Passes(0, 0, 0);
        try {
            Question q = Question.of(request);
            passes = q.passes();
            out.raw(fields(q));
        } catch (InputException | Refused _) {
            // the reason stands where the picture would be
        }
        out.close();
        transport(out, passes);
        for (String name : new String[] {"pass", "k", "node"}) hidden(out, name, request.value(name));
        return out.close().toString();
    }

    /// What holds the fields: it is fetched anew when names have come or gone, and not while somebody types in one.
    private static void fieldsPart(Markup out) {
        String part = "/part/graph/fields";
        out.open("div", "id", "fields", "class", "fields", "data-part", part, "data-query", "on", "data-asked", "on");
    }

    /// A field in which a part of a node's name or formula finds it. It stands outside of the form, since what is typed
    /// in it is no part of the address.
    static String search() {
        Markup out =
                new Markup().open("div", "class", "lab find", "role", "search").open("span", "class", "field");
        out.element("label", "Find a node", "for", "find");
        out.leaf(
                "input",
                "type",
                "search",
                "id",
                "find",
                "aria-keyshortcuts",
                "/",
                "aria-describedby",
                "found",
                "autocomplete",
                "off",
                "autocapitalize",
                "none",
                "spellcheck",
                "false");
        out.close().open("span", "class", "soft keys");
        key(out, "/", "find");
        key(out, "Enter", "next");
        out.close()
                .open("span", "id", "found", "class", "soft", "role", "status")
                .close();
        return out.close().toString();
    }

    private static void hidden(Markup out, String name, String value) {
        out.leaf("input", "type", "hidden", "id", name, "name", name, "value", value);
    }

    /// A number field for each input.
    static String fields(Question q) {
        Markup out = new Markup();
        for (Node input : q.circuit().inputs())
            field(out, Question.parameter(input.name()), input.name(), q.value(input.name()));
        field(out, "h", "nudge by", q.h());
        return out.toString();
    }

    private static void field(Markup out, String parameter, String name, double value) {
        String id = "in-" + parameter, number = String.valueOf(value).replaceFirst("\\.0$", "");
        out.open("span", "class", parameter.equals("h") ? "field nudge" : "field");
        out.element("label", name, "for", id, "title", "drag to the left or right to change it");
        out.leaf("input", "type", "number", "step", "any", "id", id, "name", parameter, "value", number);
        out.close();
    }

    private static void transport(Markup out, Question.Passes passes) {
        out.open("div", "class", "transport", "role", "group", "aria-label", "the two passes");
        button(out, "forward", "▶ Forward", "the next value of the forward pass");
        button(out, "backward", "◀ Backward", "the next gradient of the backward pass");
        out.open("span", "class", "scrub").element("label", "Step", "for", "step");
        out.leaf(
                "input",
                "type",
                "range",
                "id",
                "step",
                "min",
                "0",
                "max",
                String.valueOf(passes.forward() + passes.backward()),
                "value",
                String.valueOf(passes.step()));
        out.close();
        button(out, "play", "Play", "all steps, one after the other");
        button(out, "all", "Show all", "both passes to the end");
        out.open("span", "class", "soft keys");
        key(out, ".", "next step");
        key(out, ",", "step back");
        key(out, "←→", "other node");
        key(out, "Enter", "its numbers");
        out.close();
        out.close();
    }

    private static void key(Markup out, String key, String does) {
        out.element("kbd", key).text(" " + does + " ");
    }

    private static void button(Markup out, String id, String words, String tip) {
        out.element("button", words, "type", "button", "id", id, "title", tip);
    }
}
