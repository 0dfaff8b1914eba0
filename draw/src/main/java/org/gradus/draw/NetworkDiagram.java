package org.gradus.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gradus.draw.Canvas.Point;
import org.gradus.draw.layout.Layered;
import org.gradus.draw.layout.Layered.Edge;
import org.gradus.draw.layout.Layered.Gaps;
import org.gradus.draw.layout.Layered.Place;
import org.gradus.draw.layout.Layered.Size;
import org.gradus.draw.layout.Route;
import org.gradus.layer.Outline;
import org.gradus.layer.Outline.Block;
import org.gradus.layer.Outline.Link;
import org.gradus.layer.Outline.Repeated;
import org.gradus.layer.Outline.Sort;
import org.gradus.layer.Role;
import org.gradus.name.Decimal;
import org.gradus.name.Names;
import org.gradus.name.Shown;
import org.gradus.tensor.Shape;

/// The layers of a network from the input at the bottom to the output on top, with their units, parameters and
/// activations, and with the links that lead around branches.
///
/// @param outline the network, with equal layers folded
/// @param notes a few words on layers, by their names; of a block that stands for several, those on the first are shown
public record NetworkDiagram(Outline outline, Map<String, String> notes) implements Drawing {
    private static final double WIDTH = 410, SIDE = 10, TOP = 14, BOTTOM = 12, MARGIN = 9, NARROW = 120;
    private static final double TWO_LINES = 44, ONE_LINE = 28, SUM = 24, CHARACTER = 7.6, SMALL = 6.3;
    private static final Gaps GAPS = new Gaps(26, 24, 24);
    private static final int MOST = 34, NAME = 24;

    public NetworkDiagram {
        notes = Map.copyOf(notes);
    }

    /// A drawing without notes.
    public NetworkDiagram(Outline outline) {
        this(outline, Map.of());
    }

    /// What a recipe calls the only input that it has.
    private static final String USUAL = "inputs";

    /// The words in a box.
    ///
    /// @param second the line below; empty for none
    private record Words(String first, String second) {
        double width() {
            return 24 + Math.max(Wiring.width(List.of(first), CHARACTER), Wiring.width(List.of(second), SMALL));
        }
    }

    private Words words(Block block) {
        String shape = shape(block.shape());
        return switch (block.sort()) {
            case INPUT -> new Words((block.name().equals(USUAL) ? "input" : cut(block.name())) + " " + shape, "");
            case OUTPUT -> new Words("output " + shape, "");
            case SUM -> new Words(scale(block) == 1 ? "+" : "+ " + Decimal.brief(scale(block), 3, -3, 5) + " ×", "");
            case MORE -> new Words("⋮ " + block.times() + " more layers", parameters(block));
            case LAYER -> layer(block);
        };
    }

    private static double scale(Block block) {
        return block.roles().getFirst() instanceof Role.Skip(var _, double scale) ? scale : 1;
    }

    private Words layer(Block block) {
        List<String> activations = activations(block);
        boolean alone = block.roles().size() == activations.size() && !activations.isEmpty() && block.parameters() == 0;
        String what = alone ? "" : kind(block);
        if (block.roles().stream().anyMatch(r -> r instanceof Role.Linear)) what += " " + shape(block.shape());
        else if (block.roles().stream().anyMatch(r -> r instanceof Role.Reshape)) what += " to " + shape(block.shape());
        for (Role role : block.roles())
            if (role instanceof Role.Dropout(double rate)) what += " " + Numbers.percent(rate);
        List<String> parts = new ArrayList<>(what.isEmpty() ? List.of() : List.of(what));
        parts.addAll(activations);
        if (block.roles().stream().anyMatch(r -> r instanceof Role.Stop)) parts.add("no gradient passes");
        String times = block.times() > 1 ? block.times() + " × " : "";
        String note = notes.getOrDefault(block.name(), "");
        String second = block.parameters() == 0 && block.times() == 1 ? "" : parameters(block);
        if (!note.isEmpty()) second += (second.isEmpty() ? "" : " · ") + note;
        return new Words(Frame.cut(times + String.join(", ", parts), MOST), second);
    }

    private static String kind(Block block) {
        return block.kind().isEmpty() ? "layer" : cut(block.kind());
    }

    private static List<String> activations(Block block) {
        return block.roles().stream()
                .flatMap(r -> r instanceof Role.Nonlinear(var activation)
                        ? Stream.of(Names.of(activation.getClass()))
                        : Stream.empty())
                .toList();
    }

    private static String parameters(Block block) {
        boolean one = block.last().equals(block.name());
        String names = one
                ? Frame.shorten(block.name(), NAME)
                : Frame.shorten(block.name(), NAME / 2) + " … " + Frame.shorten(block.last(), NAME / 2);
        if (block.parameters() == 0) return names;
        return names + " · " + count(block) + (block.trained() ? "" : ", fixed");
    }

    private static String cut(String name) {
        return Frame.cut(name, NAME);
    }

    private static String shape(Shape shape) {
        if (shape.rank() == 0) return "1";
        return shape.dims().stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }

    @Override
    public Picture picture(String id, String title) {
        Layered layered = layered();
        boolean framed = !outline.repeats().isEmpty();
        double side = SIDE + (framed ? MARGIN : 0), width = Math.max(WIDTH, layered.across() + 2 * side);
        double top = TOP + (framed ? 4 : 0);
        Canvas canvas = new Canvas(id, title, width, top + layered.along() + BOTTOM, description());
        Wiring wiring = new Wiring(canvas, layered, Wiring.Way.UP, (width - layered.across()) / 2, top);
        for (Repeated frame : outline.repeats()) frame(wiring, frame);
        for (int l = 0; l < outline.links().size(); l++)
            wiring.edge(
                    outline.links().get(l).around() ? "around" : "",
                    layered.routes().get(l));
        for (int b = 0; b < outline.blocks().size(); b++) draw(wiring, b);
        return canvas.picture(reading(), table());
    }

    /// Boxes of layers are equally wide, so that they form a column.
    private Layered layered() {
        double column = outline.blocks().stream()
                .filter(b -> b.sort() == Sort.LAYER || b.sort() == Sort.MORE)
                .mapToDouble(b -> words(b).width())
                .reduce(NARROW, Math::max);
        List<Size> sizes = outline.blocks().stream()
                .map(b -> {
                    Words words = words(b);
                    return switch (b.sort()) {
                        case SUM -> new Size(SUM, words.first().equals("+") ? SUM : words.width());
                        case INPUT, OUTPUT -> new Size(ONE_LINE, Math.max(NARROW, words.width()));
                        case LAYER, MORE -> new Size(words.second().isEmpty() ? ONE_LINE : TWO_LINES, column);
                    };
                })
                .toList();
        List<Edge> edges = outline.links().stream()
                .map(l -> new Edge(l.from(), l.to(), !l.around()))
                .toList();
        return Layered.of(sizes, edges, GAPS);
    }

    private void draw(Wiring wiring, int number) {
        Block block = outline.blocks().get(number);
        Canvas canvas = wiring.canvas();
        Place place = wiring.layered().boxes().get(number);
        double wide = place.size().across(), high = place.size().along();
        Point corner = wiring.at(place.along() + high, place.across() - wide / 2);
        double middle = corner.x() + wide / 2;
        Words words = words(block);
        wiring.open(number, block.name(), tip(block));
        double radius = block.sort() == Sort.LAYER || block.sort() == Sort.MORE ? 5 : block.sort() == Sort.SUM ? 9 : 14;
        String path = Wiring.round(corner.x(), corner.y(), wide, high, radius);
        canvas.path("part " + block.sort().name().toLowerCase(Locale.ROOT), path);
        boolean sign = words.first().equals("+");
        double line = words.second().isEmpty() ? corner.y() + high / 2 + (sign ? 6 : 4) : corner.y() + 19;
        canvas.text((sign ? "sign" : "name") + " middle", middle, line, words.first());
        if (!words.second().isEmpty()) canvas.text("note middle", middle, corner.y() + 35, words.second());
        wiring.close();
    }

    private void frame(Wiring wiring, Repeated frame) {
        Layered layered = wiring.layered();
        double low = Double.POSITIVE_INFINITY, high = 0, from = Double.POSITIVE_INFINITY, to = 0;
        for (Place p : layered.boxes().subList(frame.first(), frame.last() + 1)) {
            low = Math.min(low, p.across() - p.size().across() / 2);
            high = Math.max(high, p.across() + p.size().across() / 2);
            from = Math.min(from, p.along());
            to = Math.max(to, p.along() + p.size().along());
        }
        for (int l = 0; l < outline.links().size(); l++) {
            Link link = outline.links().get(l);
            if (link.to() < frame.first() || link.to() > frame.last()) continue;
            for (Route.Run run : layered.routes().get(l).runs()) {
                low = Math.min(low, run.across());
                high = Math.max(high, run.across());
            }
        }
        Point corner = wiring.at(to + MARGIN, low - MARGIN);
        double wide = high - low + 2 * MARGIN, tall = to - from + 2 * MARGIN;
        wiring.canvas().path("times", Wiring.round(corner.x(), corner.y(), wide, tall, 8));
        wiring.canvas().text("name", corner.x() + 4, corner.y() - 4, frame.times() + " ×");
    }

    private static String tip(Block block) {
        String names = block.name() + (block.last().equals(block.name()) ? "" : " … " + block.last());
        return names + ": gives " + shape(block.shape()) + " for a sample, " + count(block)
                + (block.trained() ? "" : ", which training leaves as they are");
    }

    private static String count(Block block) {
        long count = block.parameters();
        return count == 0 ? "no parameters" : Shown.count(count) + (count == 1 ? " parameter" : " parameters");
    }

    private int times(int block) {
        return outline.repeats().stream()
                .filter(f -> f.first() <= block && f.last() >= block)
                .mapToInt(Repeated::times)
                .findFirst()
                .orElse(1);
    }

    private long parameters(int block) {
        return times(block) * outline.blocks().get(block).parameters();
    }

    private String description() {
        return "The network from input to output: "
                + outline.blocks().stream().map(b -> words(b).first()).collect(Collectors.joining(", ")) + ".";
    }

    private String reading() {
        int layers = 0;
        long all = 0;
        for (int b = 0; b < outline.blocks().size(); b++) {
            Block block = outline.blocks().get(b);
            if (block.sort() == Sort.LAYER || block.sort() == Sort.MORE) layers += times(b) * block.times();
            all += parameters(b);
        }
        StringBuilder reading = new StringBuilder("Read it from the input at the bottom to the output on top: ");
        reading.append(layers).append(layers == 1 ? " layer with " : " layers with ");
        reading.append(Shown.count(all)).append(" parameters in all. ");
        int most = IntStream.range(0, outline.blocks().size())
                .boxed()
                .max(Comparator.comparingLong((Integer b) -> parameters(b)).thenComparingInt(b -> -b))
                .orElse(0);
        Block largest = outline.blocks().get(most);
        if (all > 0)
            reading.append(Numbers.percent((double) parameters(most) / all))
                    .append(" of them are in ")
                    .append(largest.name())
                    .append(largest.last().equals(largest.name()) ? "" : " to " + largest.last())
                    .append(times(most) > 1 ? " and those like it." : ".");
        outline.blocks().stream()
                .filter(b -> b.sort() == Sort.LAYER && b.times() > 1)
                .findFirst()
                .ifPresent(b -> reading.append(" The box with ")
                        .append(b.times())
                        .append(" × stands for as many equal layers in a row."));
        if (!outline.repeats().isEmpty())
            reading.append(" What stands in a dotted frame is in the network as often as is written at it.");
        if (outline.links().stream().anyMatch(Link::around))
            reading.append(" A blue line takes the signal around a branch, unchanged.");
        return reading.toString();
    }

    private Table table() {
        List<String> head = List.of("block, output first", "layers", "times", "gives", "parameters", "fed by");
        List<Integer> blocks =
                IntStream.range(0, outline.blocks().size()).boxed().toList().reversed();
        return Table.of(head, blocks, b -> {
            Block block = outline.blocks().get(b);
            return List.of(
                    words(block).first(),
                    block.name() + (block.last().equals(block.name()) ? "" : " … " + block.last()),
                    String.valueOf(times(b) * block.times()),
                    shape(block.shape()),
                    parameters(b) == 0 ? Numbers.NONE : Shown.count(parameters(b)),
                    fedBy(b));
        });
    }

    private String fedBy(int block) {
        String feeders = outline.links().stream()
                .filter(l -> l.to() == block)
                .map(l -> outline.blocks().get(l.from()).last() + (l.around() ? " (around)" : ""))
                .collect(Collectors.joining(", "));
        return feeders.isEmpty() ? Numbers.NONE : feeders;
    }
}
