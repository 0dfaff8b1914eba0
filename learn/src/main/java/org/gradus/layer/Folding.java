package org.gradus.layer;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradus.layer.Outline.Block;
import org.gradus.layer.Outline.Link;
import org.gradus.layer.Outline.Repeated;
import org.gradus.layer.Outline.Sort;
import org.gradus.tensor.Shape;

/// Makes an outline short enough for a page: what is in it several times in a row stands there once.
final class Folding {
    /// How many equal layers in a row become one block.
    private static final int FEW = 3;

    /// The most blocks that are left; of more, those in the middle are left out.
    private static final int MOST = 32;

    /// The most blocks of a stretch that is looked for.
    private static final int LONGEST = 16;

    private final Outline outline;
    private final List<List<Link>> in = new ArrayList<>();
    private final List<List<Link>> out = new ArrayList<>();

    /// The names of blocks that stay by themselves.
    private final Set<String> kept;

    private Folding(Outline outline, Set<String> kept) {
        this.outline = outline;
        this.kept = kept;
        for (Block _ : outline.blocks()) {
            in.add(new ArrayList<>());
            out.add(new ArrayList<>());
        }
        for (Link link : outline.links()) {
            in.get(link.to()).add(link);
            out.get(link.from()).add(link);
        }
    }

    /// @param open the names of blocks that the folded outline has and that are to be laid open
    static Outline fold(Outline outline, Set<String> open) {
        Outline folded = fold(outline, MOST, Set.of());
        Set<String> kept = new HashSet<>();
        for (int b = 0; b < folded.blocks().size(); b++) {
            if (open.contains(folded.blocks().get(b).name())) kept.addAll(members(outline, folded, b));
        }
        return kept.isEmpty()
                ? folded
                : fold(outline, Math.max(MOST, outline.blocks().size()), kept);
    }

    private static Outline fold(Outline outline, int most, Set<String> kept) {
        Outline folded = outline;
        for (Optional<Stretch> s = longest(folded, 1, 1, kept); s.isPresent(); s = longest(folded, 1, 1, kept))
            folded = merge(folded, s.get());
        for (Optional<Stretch> s = longest(folded, 2, LONGEST, kept);
                s.isPresent();
                s = longest(folded, 2, LONGEST, kept)) folded = repeat(folded, s.get());
        return folded.blocks().size() > most ? middle(folded) : folded;
    }

    /// The names of all blocks for which a block of a folded outline stands; of one in a frame, of all in the frame.
    private static List<String> members(Outline outline, Outline folded, int block) {
        Repeated frame = folded.repeats().stream()
                .filter(f -> f.first() <= block && f.last() >= block)
                .findFirst()
                .orElse(new Repeated(block, block, 1));
        int count = frame.times()
                * folded.blocks().subList(frame.first(), frame.last() + 1).stream()
                        .mapToInt(Block::times)
                        .sum();
        List<String> names = outline.blocks().stream().map(Block::name).toList();
        int first = names.indexOf(folded.blocks().get(frame.first()).name());
        return names.subList(first, Math.min(names.size(), first + count));
    }

    /// Blocks that are there several times in a row.
    ///
    /// @param first the first of them
    /// @param length how many there are each time
    private record Stretch(int first, int length, int times) {
        int end() {
            return first + length * times;
        }

        int saves() {
            return length * (times - 1);
        }
    }

    /// The stretch that saves most, of so many blocks each time.
    private static Optional<Stretch> longest(Outline outline, int shortest, int longest, Set<String> kept) {
        Folding folding = new Folding(outline, kept);
        int size = outline.blocks().size();
        Optional<Stretch> best = Optional.empty();
        for (int length = shortest; length <= longest; length++) {
            for (int first = 1; first + 2 * length <= size; first++) {
                Stretch found = new Stretch(first, length, folding.times(first, length));
                if (found.times() < (length == 1 ? FEW : 2)) continue;
                first = found.end() - 1;
                found = folding.turned(found);
                if (best.isEmpty() || found.saves() > best.get().saves()) best = Optional.of(found);
            }
        }
        return best;
    }

    /// The same stretch begun with a linear map, which people think of as the beginning of a layer, if that leaves it
    /// as
    /// often.
    private Stretch turned(Stretch s) {
        for (int first = s.first(); first < s.first() + s.length(); first++) {
            boolean linear = outline.blocks().get(first).roles().stream().anyMatch(r -> r instanceof Role.Linear);
            if (linear && times(first, s.length()) >= s.times()) return new Stretch(first, s.length(), s.times());
        }
        return s;
    }

    private int times(int first, int length) {
        int times = 0, next = first;
        while (next + length <= outline.blocks().size() && closed(next, length) && alike(first, next, length)) {
            times++;
            int end = next + length;
            // all but the last may lead nowhere but to the next
            if (out.get(end - 1).stream().anyMatch(l -> l.to() >= end + length)) break;
            next = end;
        }
        return times;
    }

    /// Whether a stretch is fed by the block before it alone, and leads on from its last block alone.
    private boolean closed(int first, int length) {
        int end = first + length;
        if (outline.repeats().stream().anyMatch(f -> f.first() < end && f.last() >= first)) return false;
        for (int b = first; b < end; b++) {
            Sort sort = outline.blocks().get(b).sort();
            if (sort == Sort.INPUT || sort == Sort.OUTPUT) return false;
            if (kept.contains(outline.blocks().get(b).name())) return false;
            if (in.get(b).stream().anyMatch(l -> l.from() < first - 1)) return false;
            if (b < end - 1 && out.get(b).stream().anyMatch(l -> l.to() >= end)) return false;
        }
        return true;
    }

    private boolean alike(int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (!outline.blocks().get(a + i).equalTo(outline.blocks().get(b + i))) return false;
            if (!from(a + i).equals(from(b + i))) return false;
        }
        return true;
    }

    /// The links into a block, by how far before it they begin.
    private Set<Link> from(int block) {
        return in.get(block).stream()
                .map(l -> new Link(l.from() - block, 0, l.around()))
                .collect(toSet());
    }

    /// One block for a row of equal ones.
    private static Outline merge(Outline outline, Stretch s) {
        List<Block> blocks = new ArrayList<>(outline.blocks());
        Block one = blocks.get(s.first()), last = blocks.get(s.end() - 1);
        Block all = new Block(
                one.sort(),
                one.name(),
                last.last(),
                one.kind(),
                one.shape(),
                one.parameters() * s.times(),
                one.trained(),
                one.roles(),
                one.times() * s.times());
        blocks.set(s.first(), all);
        return cut(new Outline(blocks, outline.links(), outline.repeats()), s.first() + 1, s.end());
    }

    /// A frame around the first of several equal stretches.
    private static Outline repeat(Outline outline, Stretch s) {
        Outline shorter = cut(outline, s.first() + s.length(), s.end());
        List<Repeated> repeats = new ArrayList<>(shorter.repeats());
        repeats.add(new Repeated(s.first(), s.first() + s.length() - 1, s.times()));
        return new Outline(shorter.blocks(), shorter.links(), repeats);
    }

    /// Leaves out some blocks; what the last of them feeds is then fed by the block before them.
    private static Outline cut(Outline outline, int from, int to) {
        List<Block> blocks = new ArrayList<>(outline.blocks());
        blocks.subList(from, to).clear();
        int less = to - from;
        List<Link> links = outline.links().stream()
                .filter(l -> l.to() < from || l.to() >= to)
                .map(l -> new Link(moved(l.from(), from, to, less), moved(l.to(), from, to, less), l.around()))
                .distinct()
                .toList();
        List<Repeated> repeats = outline.repeats().stream()
                .map(f -> f.first() < from ? f : new Repeated(f.first() - less, f.last() - less, f.times()))
                .toList();
        return new Outline(blocks, links, repeats);
    }

    private static int moved(int block, int from, int to, int less) {
        return block < from ? block : block < to ? from - 1 : block - less;
    }

    /// One block for those in the middle, where still too many are left.
    private static Outline middle(Outline outline) {
        int low = MOST / 2, high = outline.blocks().size() - MOST / 2;
        for (Repeated f : outline.repeats()) {
            if (f.first() < low && f.last() >= low) low = f.first();
            if (f.first() < high && f.last() >= high) high = f.last() + 1;
        }
        int layers = 0;
        long parameters = 0;
        for (int b = low; b < high; b++) {
            int at = b;
            int times = outline.repeats().stream()
                    .filter(f -> f.first() <= at && f.last() >= at)
                    .mapToInt(Repeated::times)
                    .findFirst()
                    .orElse(1);
            layers += times * outline.blocks().get(b).times();
            parameters += times * outline.blocks().get(b).parameters();
        }
        Block first = outline.blocks().get(low), last = outline.blocks().get(high - 1);
        Shape shape = last.shape();
        List<Block> blocks = new ArrayList<>(outline.blocks());
        blocks.set(
                low,
                new Block(Sort.MORE, first.name(), last.last(), "more", shape, parameters, true, List.of(), layers));
        return cutMiddle(new Outline(blocks, outline.links(), outline.repeats()), low, high);
    }

    private static Outline cutMiddle(Outline outline, int low, int high) {
        int less = high - low - 1;
        List<Block> blocks = new ArrayList<>(outline.blocks());
        blocks.subList(low + 1, high).clear();
        List<Link> links = outline.links().stream()
                .map(l ->
                        new Link(moved(l.from(), low + 1, high, less), moved(l.to(), low + 1, high, less), l.around()))
                .filter(l -> l.from() != l.to())
                .distinct()
                .toList();
        List<Repeated> repeats = outline.repeats().stream()
                .filter(f -> f.last() < low || f.first() >= high)
                .map(f -> f.first() < low ? f : new Repeated(f.first() - less, f.last() - less, f.times()))
                .toList();
        return new Outline(blocks, links, repeats);
    }
}
