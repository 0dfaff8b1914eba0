package org.gradus.studio.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// Which page answers which address. A part of an address in braces is a name, such as `/run/{id}`, and stands for any
/// text without a slash, but never for a way out of a folder.
public final class Routes {
    private static final int METHOD = 405;

    private final List<Route> routes = new ArrayList<>();
    private BiFunction<Request, Refused, Answer> refusal =
            (_, refused) -> Answer.refusal(refused.status(), refused.why());

    private record Route(String method, List<String> parts, Function<Request, Answer> page) {
        /// What stands in the places of the names; empty when the address is another.
        Optional<Map<String, String>> match(List<String> path) {
            if (path.size() != parts.size()) return Optional.empty();
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String part = parts.get(i), found = path.get(i);
                if (part.startsWith("{") && name(found)) named.put(part.substring(1, part.length() - 1), found);
                else if (!part.equals(found)) return Optional.empty();
            }
            return Optional.of(named);
        }

        private static boolean name(String text) {
            return !text.isEmpty() && !text.equals(".") && !text.equals("..");
        }
    }

    /// Adds a page that changes nothing.
    public Routes get(String path, Function<Request, Answer> page) {
        routes.add(new Route("GET", parts(path), page));
        return this;
    }

    /// Adds an order: it may change something, and its body is an object as JSON.
    public Routes post(String path, Function<Request, Answer> order) {
        routes.add(new Route("POST", parts(path), order));
        return this;
    }

    /// How a refusal looks, once a request was let in.
    public Routes refused(BiFunction<Request, Refused, Answer> page) {
        refusal = page;
        return this;
    }

    /// The answer, or a refusal that says why there is none.
    Answer respond(Request request) {
        try {
            return answer(request);
        } catch (Refused e) {
            return refusal.apply(request, e);
        } catch (InputException e) {
            return refusal.apply(request, Refused.bad(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return refusal.apply(request, Refused.fault(e));
        }
    }

    private static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }

    /// @throws Refused when nothing is there, or not for this method
    private Answer answer(Request request) {
        List<String> path = parts(request.path());
        boolean elsewhere = false;
        for (Route route : routes) {
            Optional<Map<String, String>> named = route.match(path);
            if (named.isEmpty()) continue;
            if (route.method().equals(request.method())) return route.page().apply(request.with(named.get()));
            elsewhere = true;
        }
        if (elsewhere) throw new Refused(METHOD, Shown.brief(request.path()) + ": not by " + request.method());
        throw Refused.missing("there is no page " + Shown.brief(request.path()));
    }
}
