package org.gradus.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What browsers do to a studio, over sockets: pages that listen, read slowly, or say half of a request.
final class StudioPages {
    private static final Pattern STEP = Pattern.compile("\"step\": ?(\\d+)");

    private final int port;

    /// @param url of the studio
    StudioPages(String url) {
        this.port = URI.create(url).getPort();
    }

    private Socket ask(String request, String headers) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setTcpNoDelay(true);
        send(socket, request + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + headers + "\r\n");
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// A page as text; its head is left out.
    String get(String path) throws IOException {
        String all = reply(path);
        return all.substring(Math.max(0, all.indexOf("\r\n\r\n")));
    }

    /// A whole answer: the line of its status, its head and its text.
    String reply(String path) throws IOException {
        try (Socket socket = ask("GET " + path, "Connection: close\r\n")) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Sends an order, and gives its answer.
    String post(String path, String json) throws IOException {
        String headers = "Connection: close\r\nOrigin: http://localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + json.getBytes(StandardCharsets.UTF_8).length + "\r\n";
        try (Socket socket = ask("POST " + path, headers)) {
            send(socket, json);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A connection that has said half of a request.
    Socket half() throws IOException {
        Socket socket = new Socket("localhost", port);
        send(socket, "GET /api/events HTTP/1.1\r\nHos");
        return socket;
    }

    /// A page that listens and never reads.
    Socket deaf() throws IOException {
        return ask("GET /api/events", "");
    }

    /// A page that listens.
    Listener listen(String topic) throws IOException {
        return new Listener(ask("GET /api/events", ""), topic);
    }

    /// What a page hears of one topic.
    static final class Listener implements AutoCloseable {
        private final Socket socket;
        private final String topic;
        private final AtomicLong heard = new AtomicLong(), step = new AtomicLong(-1);
        private final AtomicBoolean paused = new AtomicBoolean();

        private Listener(Socket socket, String topic) {
            this.socket = socket;
            this.topic = topic;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                boolean mine = false;
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("event: ")) mine = line.substring(7).equals(topic);
                    if (!mine || !line.startsWith("data: ")) continue;
                    Matcher found = STEP.matcher(line);
                    if (found.find() && step.getAndSet(Long.parseLong(found.group(1))) != step.get())
                        heard.incrementAndGet();
                    paused.set(line.contains("\"paused\""));
                }
            } catch (IOException _) {
                // the stream has ended
            }
        }

        /// How many times it heard of another step.
        long heard() {
            return heard.get();
        }

        /// The latest step that it heard of.
        long step() {
            return step.get();
        }

        /// Whether it heard last that the training is paused.
        boolean paused() {
            return paused.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
