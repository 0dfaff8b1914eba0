package org.gradus.studio.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Requests over a socket, as they are written, so that a test may send what no browser would.
public final class Wire {
    private Wire() {}

    /// What came back.
    ///
    /// @param head the status line and the headers
    public record Reply(int status, String head, String body) {}

    /// Sends a request and reads to the end.
    ///
    /// @param lines the request line and the headers; `Connection: close` is added
    public static Reply send(int port, String body, String... lines) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            String text = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = Math.max(0, all.indexOf("\r\n\r\n"));
            String head = all.substring(0, end);
            return new Reply(
                    Integer.parseInt(head.split(" ")[1]), head, all.substring(Math.min(all.length(), end + 4)));
        }
    }

    /// Asks for a page.
    public static Reply get(int port, String path, String... headers) throws IOException {
        String[] lines = new String[headers.length + 2];
        lines[0] = "GET " + path + " HTTP/1.1";
        lines[1] = "Host: localhost:" + port;
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return send(port, "", lines);
    }
}
