package org.gradus.studio.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// News for pages, over sockets.
class EventLaws {
    private static final int READERS = 200, MESSAGES = 20_000;

    private final EventStream events = new EventStream();
    private final WebServer server = WebServer.start("localhost", 0, "", new Routes(), events);
    private final int port = URI.create(server.url()).getPort();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) socket.close();
        server.close();
    }

    private BufferedReader listen(String query) throws IOException {
        Socket socket = new Socket("localhost", port);
        sockets.add(socket);
        socket.setSoTimeout(60_000);
        String request = "GET " + EventStream.PATH + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader in, String start) throws IOException {
        while (true) {
            String line = String.valueOf(in.readLine());
            if (line.startsWith(start)) return line.substring(start.length());
            assertThat(line).isNotEqualTo("null");
        }
    }

    @Test
    void aPageHearsWhatIsNewAndOnlyTheLatestOfEachTopic() throws IOException {
        events.tell("run/a", "{\"step\":1}");
        events.tell("run/b", "{\"step\":7}");
        events.tell("run/a", "{\"step\":2}");
        BufferedReader in = listen("");
        assertThat(next(in, "event: ")).isEqualTo("run/b");
        assertThat(next(in, "data: ")).isEqualTo("{\"step\":7}");
        assertThat(next(in, "event: ")).isEqualTo("run/a");
        assertThat(next(in, "data: ")).isEqualTo("{\"step\":2}");
        events.tell("run/a", "{\"step\":3}");
        assertThat(next(in, "data: ")).isEqualTo("{\"step\":3}");
    }

    @Test
    void aPageThatComesBackHearsWhatItMissed() throws IOException {
        events.tell("run/a", "1");
        BufferedReader first = listen("");
        String seen = next(first, "id: ");
        events.tell("run/b", "2");
        assertThat(next(listen("?after=" + seen), "event: ")).isEqualTo("run/b");
    }

    /// A server that was started again counts on, or a page that had heard much would hear nothing of it.
    @Test
    void aPageOfAnEarlierServerHearsWhatANewOneTells() throws IOException {
        events.tell("run/a", "1");
        long seen = Long.parseLong(next(listen(""), "id: "));
        EventStream later = new EventStream();
        try (WebServer again = WebServer.start("localhost", 0, "", new Routes(), later)) {
            later.tell("run/a", "2");
            Wire.Reply reply = Wire.get(URI.create(again.url()).getPort(), EventStream.PATH + "?after=many");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("after: expected a whole number");
            try (EventStream.Subscriber subscriber = later.subscribe(
                    new Request("GET", EventStream.PATH, Map.of(), Map.of("after", String.valueOf(seen)), ""))) {
                later.tell("run/b", "3");
                ByteArrayOutputStream out = new ByteArrayOutputStream() {
                    @Override
                    public void flush() {
                        if (size() > 20) later.close();
                    }
                };
                subscriber.send(out);
                assertThat(out.toString(StandardCharsets.UTF_8)).contains("event: run/a", "event: run/b");
            }
        }
    }

    /// Readers that never read fill their sockets, and whoever tells goes on all the same.
    @Test
    void readersThatDoNotReadDelayNobody() throws IOException {
        for (int i = 0; i < READERS; i++) listen("");
        BufferedReader reader = listen("");
        String large = "x".repeat(2000);
        for (int i = 0; i < MESSAGES; i++) events.tell("run/a", large + i);
        events.tell("end", "0");
        assertThat(next(reader, "event: end")).isEmpty();
    }

    @Test
    void aSocketThatSendsHalfARequestDelaysNobody() throws IOException {
        for (int i = 0; i < READERS; i++) {
            Socket half = new Socket("localhost", port);
            sockets.add(half);
            half.getOutputStream().write("GET /api/ev".getBytes(StandardCharsets.US_ASCII));
        }
        BufferedReader in = listen("");
        events.tell("run/a", "1");
        assertThat(next(in, "event: ")).isEqualTo("run/a");
    }
}
