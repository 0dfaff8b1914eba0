package org.gradus.studio.it;

import java.util.List;

/// The addresses of all kinds of pages.
final class Pages {
    private Pages() {}

    /// Over the shared studio, with its examples.
    static List<String> all() {
        String sick = House.id("deep-sigmoid"), sound = House.id("relu-he");
        return List.of(
                "/",
                "/train?depth=30&activation=sigmoid&init=glorot_uniform",
                "/run/" + sick + "?step=200&layer=1,13",
                "/run/" + House.id("exploding"),
                "/run/" + House.id("dead-relu"),
                "/run/" + sick + "/why",
                "/run/" + sound + "/why",
                "/compare",
                "/compare?a=" + sick,
                "/compare?a=" + sick + "&b=" + sound,
                "/graph",
                "/graph?expr=relu(x)*y&x=-1&y=2&node=1",
                "/graph?recipe=deep-sigmoid",
                "/graph?run=" + sick + "&layer=dense13",
                "/optim",
                "/optim?f=x%5E4-3*x%5E2&n=40&basins=1",
                "/learn",
                "/learn/1",
                "/learn/5?lang=ko",
                "/help");
    }
}
