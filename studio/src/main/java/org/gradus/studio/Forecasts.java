package org.gradus.studio;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gradus.forecast.Forecast;
import org.gradus.studio.web.EventStream;
import org.gradus.studio.web.Request;

/// What theory expects of recorded runs, computed one after another in the background when somebody looks at one.
final class Forecasts implements AutoCloseable {
    private final EventStream events;
    private final Map<String, Optional<Forecast>> known = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("forecasts").daemon().factory());

    Forecasts(EventStream events) {
        this.events = events;
    }

    /// The forecast of a run; empty where there is none, and while it is being made.
    Optional<Forecast> known(Recorded run) {
        Optional<Forecast> before = known.putIfAbsent(run.id(), Optional.empty());
        if (before != null) return before;
        work.execute(() -> {
            try {
                known.put(
                        run.id(),
                        Optional.of(Forecast.of(run.recipe(), run.named().data())));
                events.tell("forecast/" + Request.encoded(run.id()), "{}");
            } catch (RuntimeException _) {
                // such as when its data are gone: the picture does without
            }
        });
        return Optional.empty();
    }

    @Override
    public void close() {
        work.shutdownNow();
    }
}
