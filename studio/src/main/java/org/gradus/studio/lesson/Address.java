package org.gradus.studio.lesson;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.gradus.studio.web.Request;

/// Names and values of an address.
final class Address {
    private Address() {}

    /// @param pairs names and values in turn
    static SequencedMap<String, String> of(String... pairs) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
        return values;
    }

    /// As it stands behind the `?`.
    static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> e.getKey() + "=" + Request.encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// The same address without its values, as on a first visit.
    static Request first(Request request) {
        String language = request.value("lang");
        return new Request(
                request.method(),
                request.path(),
                request.parts(),
                language.isEmpty() ? Map.of() : Map.of("lang", language),
                "",
                request.languages());
    }
}
