package org.gradus.studio.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gradus.name.InputException;

/// A server on one port, with a virtual thread for each request: one that waits costs nothing else.
public final class WebServer implements AutoCloseable {
    private static final int OK = 200, BACKLOG = 256, PORTS = 20, LAST = 65_535;

    /// What a page may load: what this server serves, and pictures that stand in it.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'";

    static {
        // read once, when the server's class is loaded: small answers are sent at once (44 ms each without), and a
        // request that does not come to its end is dropped
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final String host;
    private final RequestFilter filter;
    private final Routes routes;
    private final EventStream events;

    private WebServer(HttpServer server, String host, RequestFilter filter, Routes routes, EventStream events) {
        this.server = server;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.host = host;
        this.filter = filter;
        this.routes = routes;
        this.events = events;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /// Starts to serve on a port, or on the next that is free.
    ///
    /// @param port the first to try; 0 for any
    /// @param token what requests must carry; empty where only this machine can send them
    /// @throws InputException when the host is none of this machine's, or no port is free
    public static WebServer start(String host, int port, String token, Routes routes, EventStream events) {
        InetAddress address = address(host);
        if (!address.isLoopbackAddress() && token.isEmpty())
            throw new InputException(
                    "--host " + host + ": others can reach it, so expected a token; --token=SECRET sets one");
        if (!token.matches("[A-Za-z0-9_-]*"))
            throw new InputException("--token: expected letters, digits, - and _, found others");
        HttpServer server = bound(address, host, port);
        WebServer web = new WebServer(server, host, new RequestFilter(token), routes, events);
        server.start();
        return web;
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw new InputException("--host: expected a name or an address of this machine, found " + host);
        }
    }

    private static HttpServer bound(InetAddress address, String host, int first) {
        int last = first == 0 ? 0 : Math.min(LAST, first + PORTS - 1);
        for (int port = first; port <= last; port++) {
            try {
                return HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
            } catch (BindException e) {
                if (port == last)
                    throw new InputException("no port of " + host + " from " + first + " to " + last + " is free ("
                            + e.getMessage() + ")");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot serve on port " + port, e);
            }
        }
        throw new InputException("--port: expected 0 to " + LAST + ", found " + first);
    }

    /// Where the pages are.
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort() + "/"
                + (filter.token().isEmpty() ? "" : "?token=" + filter.token());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                Request request = filter.enter(exchange);
                filter.cookie(request)
                        .ifPresent(cookie -> exchange.getResponseHeaders().set("Set-Cookie", cookie));
                if (request.path().equals(EventStream.PATH)) {
                    try (EventStream.Subscriber subscriber = events.subscribe(request)) {
                        headers(exchange, "text/event-stream").set("X-Accel-Buffering", "no");
                        exchange.sendResponseHeaders(OK, 0);
                        subscriber.send(exchange.getResponseBody());
                    }
                } else send(exchange, routes.respond(request));
            } catch (Refused e) {
                send(exchange, Answer.refusal(e.status(), e.why()));
            }
        }
    }

    private static Headers headers(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        headers(exchange, answer.type());
        ByteBuffer body = answer.body().duplicate();
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (bytes.length > 0) out.write(bytes);
        }
    }

    /// Stops at once; streams that are open end.
    @Override
    public void close() {
        events.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
