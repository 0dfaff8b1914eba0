package org.gradus.studio.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells pages that something has changed, as server-sent events. Of each topic only the latest message counts, so a
/// page that reads slowly misses some and delays nobody: whoever [#tell]s never waits for a reader.
///
/// A message is a step or a state; the page then asks for the numbers it lacks.
public final class EventStream implements AutoCloseable {
    /// Where pages listen.
    public static final String PATH = "/api/events";

    /// The most pages that listen at a time.
    private static final int SUBSCRIBERS = 2000;

    /// How often an empty line goes out, by which a page that was closed is noticed.
    private static final long BEAT_SECONDS = 15;

    private record Message(long number, String data) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<String, Message> latest = new LinkedHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();

    /// Of the latest message. It begins at the present microsecond, so that a page which listened to an earlier server
    /// finds all of this one's messages new.
    private long number = System.currentTimeMillis() * 1000;

    private volatile boolean closed;

    /// Says what is new.
    ///
    /// @param topic such as `run/2026-11-29-a`, encoded as a part of an address is
    /// @param data an object as JSON, in one line
    public void tell(String topic, String data) {
        lock.lock();
        try {
            latest.remove(topic);
            latest.put(topic, new Message(++number, data));
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How many pages listen.
    public int listeners() {
        return taken.get();
    }

    /// A place for a page, which has seen the messages up to the number `after`.
    ///
    /// @throws Refused when that is no number, or there are more pages than places
    Subscriber subscribe(Request request) {
        long seen = request.number("after", 0, 0, Long.MAX_VALUE);
        if (taken.incrementAndGet() > SUBSCRIBERS) {
            taken.decrementAndGet();
            throw Refused.busy("more than " + SUBSCRIBERS + " pages listen");
        }
        return new Subscriber(seen);
    }

    /// The place of one page.
    final class Subscriber implements AutoCloseable {
        private long seen;

        private Subscriber(long seen) {
            this.seen = seen;
        }

        /// Sends what is new until the page or the stream is closed.
        void send(OutputStream out) throws IOException {
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            try {
                while (true) {
                    Map<String, Message> fresh = next();
                    if (closed) return;
                    StringBuilder text = new StringBuilder(fresh.isEmpty() ? ":\n\n" : "");
                    for (Map.Entry<String, Message> m : fresh.entrySet()) {
                        seen = m.getValue().number();
                        text.append("id: ").append(seen).append("\nevent: ").append(m.getKey());
                        text.append("\ndata: ").append(m.getValue().data()).append("\n\n");
                    }
                    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /// What the page has not seen, after waiting for it; empty when it is time for a beat.
        private Map<String, Message> next() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long nanos = TimeUnit.SECONDS.toNanos(BEAT_SECONDS);
                while (number <= seen && !closed && nanos > 0) nanos = news.awaitNanos(nanos);
                Map<String, Message> fresh = new LinkedHashMap<>();
                latest.forEach((topic, m) -> {
                    if (m.number() > seen) fresh.put(topic, m);
                });
                return fresh;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            taken.decrementAndGet();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
