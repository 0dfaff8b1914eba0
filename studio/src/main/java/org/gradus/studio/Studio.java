package org.gradus.studio;

import java.nio.file.Path;
import org.gradus.studio.arena.Arena;
import org.gradus.studio.page.Assets;
import org.gradus.studio.web.EventStream;
import org.gradus.studio.web.Routes;
import org.gradus.studio.web.WebServer;

/// Pages over the runs of a folder, for one person on this machine. It reads what trainings write, and a training
/// never waits for it.
public final class Studio implements AutoCloseable {
    /// The port that is tried first.
    public static final int PORT = 7420;

    private final RunIndex index;
    private final WebServer server;

    private Studio(RunIndex index, WebServer server) {
        this.index = index;
        this.server = server;
    }

    /// Starts to serve.
    ///
    /// @param runs the folder that holds the runs; it may be made later
    /// @param port the first to try; 0 for any
    /// @param token what requests must carry; empty where only this machine can send them
    /// @throws org.gradus.name.InputException when the host is none of this machine's, or no port is free
    public static Studio start(Path runs, String host, int port, String token) {
        EventStream events = new EventStream();
        RunIndex index = new RunIndex(runs, events);
        try {
            return new Studio(index, WebServer.start(host, port, token, routes(index), events));
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
    }

    private static Routes routes(RunIndex index) {
        HomePage home = new HomePage(index);
        RunPage run = new RunPage(index);
        Routes routes = new Routes();
        Arena.routes(routes);
        return routes.get("/", home::page)
                .get("/part/runs", home::part)
                .get("/run/{id}", run::page)
                .get("/run/{id}/why", run::why)
                .get("/part/run/{id}", run::part)
                .get(Assets.PATH + "{name}", request -> Assets.file(request.part("name")));
    }

    /// Where the pages are.
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        index.close();
    }
}
