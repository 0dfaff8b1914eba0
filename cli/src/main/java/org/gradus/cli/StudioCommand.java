package org.gradus.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.gradus.runs.Json;
import org.gradus.runs.RunFolder;
import org.gradus.studio.Studio;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradus studio`: pages over the recorded runs, in a browser on this machine.
@Command(
        name = "studio",
        description = "Look at runs in a browser, while they are trained and afterwards.",
        footerHeading = "%nExamples:%n",
        footer = {"  gradus studio", "  gradus studio ~/runs --port 8000 --open"})
final class StudioCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "The folder that holds the runs (default: GRADUS_RUNS, else runs).")
    private String folder = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The first port to try, 0 for any (default: ${DEFAULT-VALUE}).")
    private int port = Studio.PORT;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "The address to serve on (default: ${DEFAULT-VALUE}); others can reach any but localhost, which"
                            + " needs --token.")
    private String host = "localhost";

    @Option(names = "--token", paramLabel = "TOKEN", description = "A secret that every request must carry.")
    private String token = "";

    @Option(names = "--open", description = "Open the pages in a browser.")
    private boolean open;

    StudioCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        Path runs = folder.isEmpty() ? gradus.surroundings().runs() : gradus.path(folder);
        try (Studio studio = Studio.start(runs, host, port, token, true)) {
            int found = RunFolder.list(runs).size();
            if (gradus.json()) gradus.print(Json.object("url", studio.url(), "folder", runs.toString(), "runs", found));
            else {
                Terminal terminal = gradus.terminal();
                terminal.print("studio ready: " + studio.url());
                terminal.print("watching " + runs + ", " + found + (found == 1 ? " run" : " runs"));
                terminal.print("Ctrl-C stops it, and trainings that were started from its pages; they can be resumed.");
            }
            if (open) open(studio.url());
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(String url) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("win")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", url)
                : List.of(system.contains("mac") ? "open" : "xdg-open", url);
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            gradus.terminal().say("cannot open a browser: " + Failure.reason(e));
        }
    }
}
