package org.gradus.studio.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.gradus.draw.Markup;
import org.gradus.draw.Picture;
import org.gradus.expression.Circuit;
import org.gradus.expression.CircuitDrawing;
import org.gradus.expression.LocalDerivatives;
import org.gradus.expression.Node;
import org.gradus.expression.Progress;
import org.gradus.expression.Readings;
import org.gradus.name.Shown;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;

/// Back-propagation through a circuit, node by node.
///
/// @param values of the circuit's inputs
/// @param k how many steps of both passes are done
record Circuits(Texts texts, Scene shown, Map<String, Double> values, int k) implements Chapter {
    /// The program that is shown.
    static final String PROGRAM = "Backward.java";

    private static final double NEAR = 1e-6;

    /// A circuit to look at.
    ///
    /// @param key of its name, and in the address
    record Scene(String key, String expression, List<Dial> dials) {
        Scene {
            dials = List.copyOf(dials);
        }

        Circuit circuit() {
            return Circuit.read(expression);
        }

        int steps() {
            return Progress.forwardSteps(circuit()) + Progress.backwardSteps(circuit());
        }

        Map<String, Double> usual() {
            Map<String, Double> values = new LinkedHashMap<>();
            for (Dial dial : dials) values.put(dial.name(), dial.usual());
            return values;
        }
    }

    static final List<Scene> SCENES = List.of(
            new Scene(
                    "neuron",
                    "e = sigmoid(w*x + b) - y; loss = e*e",
                    List.of(
                            new Dial("w", -3, 3, 0.1, 0.5),
                            new Dial("x", -5, 5, 0.1, 3),
                            new Dial("b", -8, 8, 0.1, -1),
                            new Dial("y", 0, 1, 0.1, 1))),
            new Scene("square", "x*x", List.of(new Dial("x", -5, 5, 0.5, 3))));

    Circuits {
        values = Map.copyOf(values);
    }

    static Circuits of(Request request, Texts texts) {
        String key = request.value("scene").isEmpty() ? SCENES.getFirst().key() : request.value("scene");
        Scene scene = SCENES.stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Refused.bad("scene: expected neuron or square, found " + Shown.brief(key)));
        Map<String, Double> values = new LinkedHashMap<>();
        for (Dial dial : scene.dials()) values.put(dial.name(), dial.of(request));
        return new Circuits(texts, scene, values, steps(scene).whole(request));
    }

    private static Dial steps(Scene scene) {
        return new Dial("k", 0, scene.steps(), 1, scene.steps());
    }

    @Override
    public int number() {
        return 4;
    }

    private static Scene square() {
        return SCENES.getLast();
    }

    /// The gradient by x of x × x at its usual place.
    private static double answer() {
        Circuit circuit = square().circuit();
        return Readings.of(circuit, square().usual())
                .at(circuit.inputs().getFirst())
                .gradient();
    }

    @Override
    public Map<String, String> numbers() {
        return Map.of("x", Dial.shown(square().dials().getFirst().usual()));
    }

    @Override
    public SequencedMap<String, String> scenes() {
        SequencedMap<String, String> scenes = new LinkedHashMap<>();
        for (Scene scene : SCENES) scenes.put(scene.key(), "scene=" + scene.key());
        return scenes;
    }

    @Override
    public String scene() {
        return shown.key();
    }

    @Override
    public void controls(Markup out) {
        Dial.hidden(out, "scene", shown.key());
        for (Dial dial : shown.dials()) {
            String label = dial.name().equals("y") ? texts.of("4.target") : dial.name();
            dial.write(out, label, values.getOrDefault(dial.name(), dial.usual()));
        }
    }

    @Override
    public Dial played() {
        return steps(shown);
    }

    @Override
    public double at() {
        return k;
    }

    @Override
    public String live() {
        Circuit circuit = shown.circuit();
        Readings readings = Readings.of(circuit, values);
        int forward = Progress.forwardSteps(circuit);
        Progress progress = k < forward ? Progress.forward(k) : Progress.backward(k - forward);
        Picture picture = CircuitDrawing.of(circuit, readings, LocalDerivatives.of(circuit, readings), progress)
                .picture("graph", texts.of("4.picture"));
        Markup out = new Markup().element("p", words(circuit, readings), "class", "now");
        return out.raw(Pictures.sized(Pictures.html(picture, texts, texts.of("4.reading"))))
                .toString();
    }

    private String words(Circuit circuit, Readings readings) {
        int forward = Progress.forwardSteps(circuit), backward = Progress.backwardSteps(circuit);
        if (k == forward + backward) {
            StringBuilder result = new StringBuilder(circuit.name() + " = "
                    + number(readings.at(circuit.output()).value()));
            for (Node input : circuit.inputs())
                result.append(", ∂" + circuit.name() + "/∂" + input.name() + " = ")
                        .append(number(readings.at(input).gradient()));
            return texts.of("4.done", Map.of("result", result.toString()));
        }
        boolean back = k > forward;
        Map<String, String> numbers = Map.of(
                "done", String.valueOf(back ? k - forward : k), "all", String.valueOf(back ? backward : forward));
        return texts.of(back ? "4.backward" : "4.forward", numbers);
    }

    private static String number(double value) {
        return Amount.of(value, 4);
    }

    @Override
    public boolean wide() {
        return true;
    }

    @Override
    public String below() {
        Markup out = new Markup().open("section", "class", "program", "aria-labelledby", "program");
        out.element("h2", texts.of("4.code"), "id", "program");
        out.element("p", texts.of("4.runs"), "class", "soft");
        return out.element("pre", program(), "tabindex", "0", "lang", "en")
                .close()
                .toString();
    }

    /// The program as it stands in its file.
    static String program() {
        try (InputStream in = Circuits.class.getResourceAsStream(PROGRAM)) {
            if (in == null) throw new IllegalStateException(PROGRAM + ": missing beside " + Circuits.class.getName());
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String tried() {
        Dial bias = SCENES.getFirst().dials().get(2);
        return "scene=neuron&" + bias.name() + "=" + Dial.shown(bias.high());
    }

    @Override
    public String asked() {
        return "scene=square&k=0";
    }

    @Override
    public Verdict check(String given) {
        double answer = Chapter.number(given, texts), found = answer();
        boolean right = Math.abs(answer - found) < NEAR;
        Circuit circuit = square().circuit();
        double one = LocalDerivatives.of(circuit, Readings.of(circuit, square().usual()))
                .at(circuit.output())
                .getFirst();
        Map<String, String> numbers = Map.of("given", Dial.shown(answer), "answer", number(found), "one", number(one));
        return new Verdict(right, texts.of(right ? "4.right" : "4.wrong", numbers));
    }

    @Override
    public String href() {
        SequencedMap<String, String> address = Address.of("expr", shown.expression());
        shown.dials().forEach(d -> address.put(d.name(), Dial.shown(values.getOrDefault(d.name(), d.usual()))));
        int forward = Progress.forwardSteps(shown.circuit());
        address.put("pass", k < forward ? "forward" : "back");
        address.put("k", String.valueOf(k < forward ? k : k - forward));
        return "/graph?" + Address.query(address);
    }
}
