package org.gradus.studio.arena;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradus.draw.Markup;
import org.gradus.geometry.OptimizerList;
import org.gradus.geometry.Surface;
import org.gradus.name.InputException;
import org.gradus.name.Names;
import org.gradus.optim.Optimizer;
import org.gradus.studio.web.Request;

/// The controls of the page: a form whose values are the address, and the buttons that move along the paths.
///
/// Values that make no sense stay in the fields as they are; the picture says what is wrong with them.
final class ArenaForm {
    /// How settings are called beside their controls.
    private static final Map<String, String> SIGNS =
            Map.of("momentum", "μ", "beta1", "β₁", "beta2", "β₂", "decay", "ρ", "weight_decay", "λ", "epsilon", "ε");

    private static final List<String> SPEEDS = List.of("5", "20", "60", "200");

    private final Request request;
    private final Markup out = new Markup();

    private ArenaForm(Request request) {
        this.request = request;
    }

    /// The buttons below the map.
    static String player(Request request) {
        return new ArenaForm(request).player();
    }

    /// The form.
    static String form(Request request) {
        return new ArenaForm(request).form();
    }

    private String value(String name) {
        return request.value(name);
    }

    private String player() {
        String steps = Setup.or(value("n"), String.valueOf(Setup.USUAL_STEPS));
        String step = Setup.or(value("t"), steps);
        out.open("div", "class", "player", "role", "group", "aria-label", "playback");
        button("reset", "M2 2.5V13.5M9 3V13L3.5 8ZM14.5 3V13L9 8Z", "", "to the start (R)");
        button("back", "M9.5 2.5V13.5L2.5 8ZM13 2.5V13.5", "", "one step back (,)");
        button("play", "M4 2V14L13 8Z", "M3 2H6.5V14H3ZM9.5 2H13V14H9.5Z", "play or pause (Space)");
        button("forward", "M6.5 2.5V13.5L13.5 8ZM3 2.5V13.5", "", "one step on (.)");
        out.open("label", "class", "time").element("span", "step");
        out.leaf("input", "type", "range", "id", "time", "min", "0", "max", steps, "value", step);
        out.element("output", step).close();
        out.open("label", "class", "speed").element("span", "steps a second");
        out.open("select", "id", "speed");
        for (String speed : SPEEDS) option(speed, speed, speed.equals("20"));
        return out.close().close().close().toString();
    }

    /// @param sign what it shows, on 16 by 16 pixels
    /// @param pressed what it shows while it is pressed; empty for no other
    private void button(String id, String sign, String pressed, String words) {
        out.open("button", "type", "button", "id", id, "aria-label", words, "title", words);
        out.open("svg", "viewBox", "0 0 16 16", "width", "16", "height", "16", "aria-hidden", "true");
        out.leaf("path", "class", pressed.isEmpty() ? "" : "idle", "d", sign);
        if (!pressed.isEmpty()) out.leaf("path", "class", "pressed", "d", pressed);
        out.close().close();
    }

    private void option(String value, String text, boolean selected) {
        out.element("option", text, "value", value, "selected", selected ? "selected" : "");
    }

    private String form() {
        out.open("form", "id", "setup", "class", "setup", "data-controls", "1", "autocomplete", "off");
        surface();
        out.open("div", "class", "row");
        text("at", "start", value("at"), usualStart(), "");
        number("n", "steps", Setup.or(value("n"), String.valueOf(Setup.USUAL_STEPS)), "", "1");
        out.close();
        input("hidden", "name", "opt", "value", Setup.or(value("opt"), Setup.OPTIMIZERS));
        rivals();
        rates();
        out.open("div", "class", "row");
        number("sigma", "gradient noise σ", value("sigma"), "0", "any");
        number("seed", "seed", value("seed"), "1", "1");
        out.close().open("label", "class", "check");
        out.leaf(
                "input",
                "type",
                "checkbox",
                "name",
                "basins",
                "value",
                "1",
                "checked",
                on(value("basins").equals("1")));
        out.text(" basin maps: which start leads where").close();
        input("hidden", "name", "t", "value", value("t"));
        return out.close().toString();
    }

    private static String on(boolean on) {
        return on ? "on" : "";
    }

    private String usualStart() {
        try {
            return Setup.of(new Request(
                            request.method(), request.path(), Map.of(), without(request.query()), request.body()))
                    .surface()
                    .domain()
                    .start()
                    .stream()
                    .map(OptimizerList::plain)
                    .collect(Collectors.joining(","));
        } catch (RuntimeException _) {
            // the picture says what is wrong with the address
            return "";
        }
    }

    private static Map<String, String> without(Map<String, String> query) {
        Map<String, String> rest = new LinkedHashMap<>(query);
        rest.remove("at");
        return rest;
    }

    private void text(String name, String label, String value, String usual, String style) {
        out.open("label", "class", style).element("span", label);
        out.leaf("input", "type", "text", "name", name, "value", value, "placeholder", usual, "spellcheck", "false");
        out.close();
    }

    private void number(String name, String label, String value, String usual, String step) {
        out.open("label").element("span", label);
        out.leaf(
                "input",
                "type",
                "number",
                "name",
                name,
                "value",
                value,
                "placeholder",
                usual,
                "min",
                "0",
                "step",
                step);
        out.close();
    }

    /// The choice of a surface; what belongs to one surface alone is there for that alone.
    private void surface() {
        String f = Setup.or(value("f"), Setup.SURFACE);
        List<String> names = Surface.all().stream()
                .filter(s -> s.dimensions() <= 2)
                .map(Surface::name)
                .toList();
        boolean own = !names.contains(f);
        out.open("label").element("span", "surface").open("select", "id", "surface");
        for (String name : names) option(name, name.replace('_', ' '), name.equals(f));
        option("own", "a function of your own …", own);
        out.close().close();
        own(f, own);
        boolean bowl = f.equals("quadratic"), deep = f.equals("deep_chain");
        group("quadratic", bowl);
        slider("condition", "condition number", Setup.or(value("condition"), "25"), "1", "200", "1", bowl);
        out.close();
        group("deep_chain", deep);
        slider("depth", "depth L", Setup.or(value("depth"), "8"), "2", "40", "2", deep);
        out.close();
    }

    private void own(String f, boolean shown) {
        group("own", shown);
        out.open("label", "class", "wide").element("span", "function, such as x^2*y + sin(3*x) or x^4 - 3*x^2 + x");
        input("text", "name", "f", "value", f, "spellcheck", "false").close();
        out.open("label").element("span", "from, to");
        input("text", "name", "box", "value", value("box"), "placeholder", Setup.BOX, "disabled", on(!shown));
        out.close().close();
    }

    private Markup input(String type, String... attributes) {
        List<String> all = new ArrayList<>(List.of("type", type));
        all.addAll(List.of(attributes));
        return out.leaf("input", all.toArray(String[]::new));
    }

    private void group(String name, boolean shown) {
        out.open("div", "class", "row", "data-for", name, "hidden", on(!shown));
    }

    private void slider(
            String name, String label, String value, String least, String most, String step, boolean enabled) {
        out.open("label", "class", "slider").element("span", label);
        out.leaf(
                "input",
                "type",
                "range",
                "name",
                name,
                "min",
                least,
                "max",
                most,
                "step",
                step,
                "value",
                value,
                "disabled",
                on(!enabled));
        out.element("output", value).close();
    }

    private Map<String, Optimizer> chosen() {
        Map<String, Optimizer> chosen = new LinkedHashMap<>();
        String text = Setup.or(value("opt"), Setup.OPTIMIZERS);
        try {
            if (!text.equals("none"))
                for (Optimizer o : OptimizerList.read("opt", text)) chosen.put(Names.of(o.getClass()), o);
        } catch (InputException _) {
            // the picture says what is wrong with the list
        }
        return chosen;
    }

    /// One line for each optimizer: its look, whether it takes part, its rate and its settings.
    private void rivals() {
        Map<String, Optimizer> chosen = chosen();
        out.open("fieldset").element("legend", "optimizers and their rates");
        out.open("ul", "class", "rivals");
        List<Optimizer> all = OptimizerList.shipped();
        for (int look = 0; look < all.size(); look++) rival(look, all.get(look), chosen);
        out.close();
        String words = "of ten rates from 0.0001 to 3, takes the one with the lowest loss after all steps";
        out.element("button", "Tune each", "type", "button", "id", "tune", "title", words);
        out.close();
    }

    private void rival(int look, Optimizer usual, Map<String, Optimizer> chosen) {
        String name = Names.of(usual.getClass()), takesPart = on(chosen.containsKey(name));
        Optimizer o = chosen.getOrDefault(name, usual);
        String rate = OptimizerList.plain(o.rate()), label = "learning rate of " + name, id = "rate-" + name;
        out.open("li", "class", "rival", "data-optimizer", name);
        out.open("label", "class", "pick");
        input("checkbox", "id", "on-" + name, "class", "on", "checked", takesPart);
        out.raw(Looks.swatch("key-" + name, look, name)).element("span", name).close();
        input("number", "class", "rate", "id", id, "min", "0", "step", "any", "value", rate, "aria-label", label);
        settings(name, o, usual);
        out.close();
    }

    private void settings(String name, Optimizer optimizer, Optimizer usual) {
        Map<String, Double> settings = OptimizerList.settings(optimizer), usually = OptimizerList.settings(usual);
        if (settings.isEmpty()) return;
        out.open("div", "class", "settings");
        settings.forEach((setting, value) -> {
            boolean share = !setting.equals("epsilon") && !setting.equals("weight_decay");
            String text = OptimizerList.plain(value), id = setting + "-" + name;
            out.open("label", "title", setting).element("span", SIGNS.getOrDefault(setting, setting));
            out.leaf(
                    "input",
                    "type",
                    share ? "range" : "number",
                    "id",
                    id,
                    "class",
                    "setting",
                    "data-setting",
                    setting,
                    "data-usual",
                    OptimizerList.plain(usually.getOrDefault(setting, value)),
                    "min",
                    "0",
                    "max",
                    share ? "0.999" : "",
                    "step",
                    share ? "0.001" : "any",
                    "value",
                    text,
                    "aria-label",
                    setting + " of " + name);
            if (share) out.element("output", text);
            out.close();
        });
        out.close();
    }

    private void rates() {
        boolean same = value("rates").equals("same");
        out.open("fieldset", "class", "rates").element("legend", "rates");
        out.open("label", "class", "check")
                .leaf("input", "type", "radio", "name", "rates", "value", "own", "checked", on(!same));
        out.text(" own").close();
        out.open("label", "class", "check")
                .leaf("input", "type", "radio", "name", "rates", "value", "same", "checked", on(same));
        out.text(" the same for all").close();
        out.leaf(
                "input",
                "type",
                "number",
                "name",
                "rate",
                "min",
                "0",
                "step",
                "any",
                "value",
                value("rate"),
                "placeholder",
                "0.01",
                "aria-label",
                "rate of all");
        out.close();
    }
}
