package org.gradus.studio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.gradus.studio.web.Request;

/// The address of a run's page: its id, and what is chosen on it. Links on the page change one choice and keep the
/// others.
final class RunAddress {
    /// The step at which the pictures stand; the pinned layers; what the heatmap shows; whether the loss is linear.
    private static final String[] CHOICES = {"step", "layer", "heat", "linear"};

    private final String id;
    private final Map<String, String> chosen;

    private RunAddress(String id, Map<String, String> chosen) {
        this.id = id;
        this.chosen = chosen;
    }

    /// The address of a run's page, before anything is chosen on it.
    static String of(String id) {
        return "/run/" + Request.encoded(id);
    }

    /// The address at which a run stands beside another; beside its own cure where that is empty.
    static String compared(String before, String after) {
        return "/compare?a=" + Request.encoded(before) + (after.isEmpty() ? "" : "&b=" + Request.encoded(after));
    }

    /// What a request for the page of a run, or for a part of it, has chosen.
    static RunAddress of(Recorded run, Request request) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String name : CHOICES) chosen.put(name, request.value(name));
        return new RunAddress(run.id(), chosen);
    }

    /// The same with another choice.
    ///
    /// @param value as it stands in an address; empty for none
    RunAddress with(String name, String value) {
        Map<String, String> other = new LinkedHashMap<>(chosen);
        other.put(name, value);
        return new RunAddress(id, other);
    }

    @Override
    public String toString() {
        String query = chosen.entrySet().stream()
                .filter(choice -> !choice.getValue().isEmpty())
                .map(choice -> choice.getKey() + "=" + Request.encoded(choice.getValue()))
                .collect(Collectors.joining("&"));
        return of(id) + (query.isEmpty() ? "" : "?" + query);
    }
}
