package org.gradus.studio.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gradus.name.Shown;

/// What a browser asks for.
///
/// @param method `GET` or `POST`
/// @param path decoded, such as `/run/2026-11-29-a`
/// @param parts what stands in the places of the route's names
/// @param query names and values behind the `?`
/// @param body of a `POST`, as text
/// @param languages that the reader prefers, as the header `Accept-Language` names them; empty where it is not sent
public record Request(
        String method,
        String path,
        Map<String, String> parts,
        Map<String, String> query,
        String body,
        String languages) {
    public Request {
        parts = Map.copyOf(parts);
        query = Map.copyOf(query);
    }

    /// One that says nothing of languages.
    public Request(String method, String path, Map<String, String> parts, Map<String, String> query, String body) {
        this(method, path, parts, query, body, "");
    }

    /// Reads the part of an address behind the `?`; a name that stands there twice has its last value.
    ///
    /// @throws Refused when it is not encoded as addresses are
    static Map<String, String> query(String raw) {
        Map<String, String> values = new LinkedHashMap<>();
        if (raw.isEmpty()) return values;
        for (String pair : raw.split("&")) {
            int at = pair.indexOf('=');
            String name = at < 0 ? pair : pair.substring(0, at), value = at < 0 ? "" : pair.substring(at + 1);
            values.put(decoded(name), decoded(value));
        }
        return values;
    }

    /// Any text as one name or value of an address, before the `?` or behind it. Commas and colons may stand there as
    /// they are, and are easier to read so.
    public static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return encoded.replace("+", "%20").replace("%2C", ",").replace("%3A", ":");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.bad("the address: expected % and two hexadecimal digits, found " + Shown.brief(text));
        }
    }

    Request with(Map<String, String> named) {
        return new Request(method, path, named, query, body, languages);
    }

    /// What stands in a named place of the route.
    public String part(String name) {
        return parts.getOrDefault(name, "");
    }

    /// A value of the query, or the empty string.
    public String value(String name) {
        return query.getOrDefault(name, "");
    }

    /// A whole number of the query.
    ///
    /// @param otherwise its value where it is not given
    /// @throws Refused when it is none, or out of bounds
    public long number(String name, long otherwise, long least, long most) {
        String text = value(name);
        if (text.isEmpty()) return otherwise;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException _) {
            // said below
        }
        throw Refused.bad(
                name + ": expected a whole number from " + least + " to " + most + ", found " + Shown.brief(text));
    }
}
