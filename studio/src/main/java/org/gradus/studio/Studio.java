package org.gradus.studio;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gradus.draw.Markup;
import org.gradus.name.InputException;
import org.gradus.studio.arena.Arena;
import org.gradus.studio.lab.GraphLab;
import org.gradus.studio.lab.LabRun;
import org.gradus.studio.lesson.Lessons;
import org.gradus.studio.live.Live;
import org.gradus.studio.page.Assets;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.EventStream;
import org.gradus.studio.web.Refused;
import org.gradus.studio.web.Request;
import org.gradus.studio.web.Routes;
import org.gradus.studio.web.WebServer;

/// Pages over the runs of a folder, for one person on this machine. It reads what trainings write, and a training
/// never waits for it; trainings that are started from a page go on in this process.
public final class Studio implements AutoCloseable {
    /// The port that is tried first.
    public static final int PORT = 7420;

    private final RunIndex index;
    private final Live live;
    private final Forecasts forecasts;
    private final WebServer server;

    private Studio(RunIndex index, Live live, Forecasts forecasts, WebServer server) {
        this.index = index;
        this.live = live;
        this.forecasts = forecasts;
        this.server = server;
    }

    /// Starts to serve.
    ///
    /// @param runs the folder that holds the runs; it may be made later
    /// @param port the first to try; 0 for any
    /// @param token what requests must carry; empty where only this machine can send them
    /// @throws org.gradus.name.InputException when the host is none of this machine's, or no port is free
    public static Studio start(Path runs, String host, int port, String token) {
        return start(runs, host, port, token, false);
    }

    /// The same.
    ///
    /// @param examples whether examples are made where the folder holds no run
    public static Studio start(Path runs, String host, int port, String token, boolean examples) {
        if (Files.exists(runs) && !Files.isDirectory(runs))
            throw new InputException(runs + ": expected a folder of runs, found a file");
        EventStream events = new EventStream();
        RunIndex index = new RunIndex(runs, events);
        Live live = new Live(runs, events, index::write);
        Forecasts forecasts = new Forecasts(events);
        try {
            Examples made = new Examples(runs, live, events);
            WebServer server = WebServer.start(host, port, token, routes(index, live, made, forecasts), events);
            if (examples) made.begin();
            return new Studio(index, live, forecasts, server);
        } catch (RuntimeException e) {
            index.close();
            forecasts.close();
            throw e;
        }
    }

    private static Routes routes(RunIndex index, Live live, Examples examples, Forecasts forecasts) {
        HomePage home = new HomePage(index, examples);
        Steering steering = new Steering(index, live);
        RunPage run = new RunPage(index, steering, forecasts);
        WhyPage why = new WhyPage(index, steering);
        TrainPage train = new TrainPage(live, index.root());
        Routes routes = new Routes()
                .refused(Studio::refused)
                .get("/", home::page)
                .get("/part/runs", home::part)
                .get("/run/{id}", run::page)
                .get("/part/run/{id}", run::pictures)
                .get("/part/run/{id}/bar", run::bar)
                .get("/part/run/{id}/steering", run::steering)
                .get("/part/run/{id}/cell", run::cell)
                .get("/part/run/{id}/marks", run::marks)
                .post("/api/runs/{id}/{order}", run::order)
                .get("/run/{id}/why", why::why)
                .get("/run/{id}/report.html", why::report)
                .get("/compare", why::compare)
                .get("/train", train::page)
                .get("/part/recipe", train::recipe)
                .get("/part/forecast", train::forecast)
                .post("/api/trainings", train::start)
                .get("/help", HelpPage::page)
                .get(Assets.PATH + "{name}", request -> Assets.file(request.part("name")));
        GraphLab.routes(routes, () -> index.all().stream().map(Studio::drawn).toList(), id -> drawn(index.run(id)));
        Arena.routes(routes);
        Lessons.routes(routes, home::cured);
        return routes;
    }

    private static LabRun drawn(Recorded run) {
        return new LabRun(run.folder(), run.named());
    }

    /// A refusal as a page, where a person has followed a link, and as a sentence for a script.
    private static Answer refused(Request request, Refused why) {
        boolean script = !request.method().equals("GET") || request.path().matches("/(api|part|assets)/.*");
        if (script) return Answer.refusal(why.status(), why.why());
        Markup out = new Markup().element("h1", "This page is not here").element("p", why.why(), "class", "words");
        out.element("a", "To the runs", "class", "button", "href", "/");
        return Page.of("Not here", "").around(out.toString()).as(why.status());
    }

    /// Where the pages are.
    public String url() {
        return server.url();
    }

    /// Stops serving. Trainings that go on here are stopped where they can be resumed.
    @Override
    public void close() {
        server.close();
        live.close();
        forecasts.close();
        index.close();
    }
}
