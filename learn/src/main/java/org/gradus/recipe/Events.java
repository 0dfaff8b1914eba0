package org.gradus.recipe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gradus.name.Shown;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/// The events of YAML text within limits of depth and size, which hold before anything is built from them.
///
/// An alias counts as all that it stands for, and none may stand within what it names: a few lines could otherwise
/// stand for more than any memory holds.
final class Events implements Parser {
    /// How deep lists and settings may nest: layers as deep as they may, in three levels each, and some more.
    static final int DEEPEST = 250;

    /// How many values a text may stand for.
    static final int MOST = 500_000;

    private final String file;
    private final Parser events;

    /// The lists and settings that are not closed yet.
    private final Deque<Open> open = new ArrayDeque<>();

    /// How many values stand under a name.
    private final Map<Anchor, Integer> sizes = new HashMap<>();

    private int values;

    /// @param before how many values there were before
    private record Open(Optional<Anchor> anchor, int before) {}

    Events(String file, Parser events) {
        this.file = file;
        this.events = events;
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return events.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return events.hasNext();
    }

    @Override
    public Event next() {
        Event event = events.next();
        switch (event) {
            case CollectionStartEvent start -> {
                open.push(new Open(start.getAnchor(), values));
                if (open.size() > DEEPEST)
                    throw error(event, "expected at most " + DEEPEST + " levels, one in another; found more");
                add(event, 1);
            }
            case CollectionEndEvent _ -> {
                Open closed = open.pop();
                closed.anchor().ifPresent(name -> sizes.put(name, values - closed.before()));
            }
            case ScalarEvent scalar -> {
                scalar.getAnchor().ifPresent(name -> sizes.put(name, 1));
                add(event, 1);
            }
            case AliasEvent alias -> alias(alias);
            default -> {
                // the start or the end of the text
            }
        }
        return event;
    }

    private void alias(AliasEvent alias) {
        Anchor name = alias.getAlias();
        if (open.stream().anyMatch(o -> o.anchor().filter(name::equals).isPresent())) {
            String shown = Shown.brief(name.getValue());
            throw error(alias, "`*" + shown + "` stands within what it names; expected it beside or below");
        }
        add(alias, sizes.getOrDefault(name, 1));
    }

    private void add(Event event, int more) {
        values += more;
        if (values > MOST) {
            throw error(event, "expected at most " + Shown.count(MOST) + " values, aliases written out; found more");
        }
    }

    private RecipeException error(Event event, String what) {
        String line = event.getStartMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
        return new RecipeException(file + line + ": " + what);
    }
}
