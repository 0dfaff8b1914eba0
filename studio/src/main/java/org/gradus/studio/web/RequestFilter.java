package org.gradus.studio.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may come in. Pages of other sites run in the same browser, and their scripts can send requests to this machine;
/// so a request must name this machine as its host (which a rebound name does not), and one that changes something must
/// come from a page of this server and say that it carries JSON (which a form cannot).
///
/// @param token what requests must carry where others than this machine can reach the server; empty where none can
record RequestFilter(String token) {
    /// The most bytes that an order may have.
    static final int MOST = 1 << 20;

    private static final int FORBIDDEN = 403, METHOD = 405, LARGE = 413, TYPE = 415;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern HOST = Pattern.compile("([^:\\[\\]]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final String COOKIE = "gradus-token=";

    /// Lets a request in, with its body read.
    ///
    /// @throws Refused when it may not
    Request enter(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String method = exchange.getRequestMethod(), host = header(headers, "Host");
        Map<String, String> query = Request.query(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        if (token.isEmpty()) host(host);
        else token(headers, query);
        if (method.equals("POST")) order(headers, host);
        else if (!method.equals("GET")) throw new Refused(METHOD, "expected GET or POST, found " + method);
        String path = Optional.ofNullable(exchange.getRequestURI().getPath()).orElse("/");
        String languages = header(headers, "Accept-Language");
        return new Request(method, path, Map.of(), query, body(exchange.getRequestBody()), languages);
    }

    private static String header(Headers headers, String name) {
        @Nullable String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    private static void host(String host) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches() || !HERE.contains(parts.group(1).toLowerCase(java.util.Locale.ROOT)))
            throw new Refused(FORBIDDEN, "the studio answers to localhost only");
    }

    private void token(Headers headers, Map<String, String> query) {
        String given = query.getOrDefault("token", "");
        for (String cookie : header(headers, "Cookie").split(";\\s*")) {
            if (given.isEmpty() && cookie.startsWith(COOKIE)) given = cookie.substring(COOKIE.length());
        }
        // compared in constant time
        byte[] a = given.getBytes(StandardCharsets.UTF_8), b = token.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(a, b))
            throw new Refused(FORBIDDEN, "expected the token of the address that the studio printed");
    }

    /// The cookie that carries a token which came in an address.
    Optional<String> cookie(Request request) {
        if (token.isEmpty() || request.value("token").isEmpty()) return Optional.empty();
        return Optional.of(COOKIE + token + "; HttpOnly; SameSite=Strict; Path=/");
    }

    private static void order(Headers headers, String host) {
        String origin = header(headers, "Origin"), type = header(headers, "Content-Type");
        if (!origin.equals("http://" + host)) throw new Refused(FORBIDDEN, "orders come from a page of the studio");
        if (!type.split(";")[0].strip().equals("application/json"))
            throw new Refused(TYPE, "Content-Type: expected application/json, found " + type);
    }

    private static String body(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) throw new Refused(LARGE, "the body: expected at most " + MOST + " bytes");
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
