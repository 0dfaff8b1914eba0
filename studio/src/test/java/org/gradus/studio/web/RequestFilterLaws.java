package org.gradus.studio.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gradus.name.InputException;
import org.gradus.studio.web.Wire.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in, seen from outside.
class RequestFilterLaws {
    private final AtomicInteger changes = new AtomicInteger();
    private final WebServer server = WebServer.start("localhost", 0, "", routes(), new EventStream());
    private final int port = port(server);

    private static int port(WebServer server) {
        return URI.create(server.url()).getPort();
    }

    private Routes routes() {
        return new Routes()
                .get("/", _ -> Answer.html("home"))
                .get("/run/{id}", r -> Answer.html("run " + r.part("id")))
                .get("/fault", _ -> {
                    throw new IllegalStateException("broken <b>");
                })
                .post("/api/change", r -> {
                    changes.incrementAndGet();
                    return Answer.json(r.body());
                });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPageIsServedToThisMachineUnderEachOfItsNames() throws IOException {
        for (String host : List.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port, "LOCALHOST")) {
            Reply reply = Wire.send(port, "", "GET / HTTP/1.1", "Host: " + host);
            assertThat(reply.status()).as(host).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("home");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "a:b:c"})
    void aForeignHostIsRefused(String host) throws IOException {
        Reply reply = Wire.send(port, "", "GET / HTTP/1.1", "Host: " + host);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).doesNotContain("home");
    }

    private Reply order(String origin, String type, String body) throws IOException {
        return Wire.send(
                port,
                body,
                "POST /api/change HTTP/1.1",
                "Host: localhost:" + port,
                "Origin: " + origin.replace("HERE", "http://localhost:" + port),
                "Content-Type: " + type,
                "Content-Length: " + body.length());
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, application/json, 403",
        "null, application/json, 403",
        "'', application/json, 403",
        "HERE, text/plain, 415",
        "HERE, application/x-www-form-urlencoded, 415",
        "HERE, '', 415"
    })
    void anOrderOfAnotherPageOrTypeChangesNothing(String origin, String type, int status) throws IOException {
        assertThat(order(origin, type, "{}").status()).isEqualTo(status);
        assertThat(changes).hasValue(0);
    }

    @Test
    void anOrderOfAPageOfTheStudioIsCarriedOut() throws IOException {
        Reply reply = order("HERE", "application/json; charset=utf-8", "{\"a\": 1}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"a\": 1}");
        assertThat(changes).hasValue(1);
    }

    @Test
    void anOrderThatIsTooLongIsRefused() throws IOException {
        assertThat(order("HERE", "application/json", "x".repeat(RequestFilter.MOST))
                        .status())
                .isEqualTo(200);
        assertThat(order("HERE", "application/json", "x".repeat(RequestFilter.MOST + 1))
                        .status())
                .isEqualTo(413);
        assertThat(changes).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/..", "/run/%2e%2e", "/run/a%2fb", "/run/..%2f..%2fetc", "/nowhere", "/run/"})
    void aWayOutOfTheFolderIsNoPage(String path) throws IOException {
        assertThat(Wire.get(port, path).status()).isEqualTo(404);
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        String host = "Host: localhost";
        assertThat(Wire.send(port, "", "PUT / HTTP/1.1", host, "Content-Length: 0")
                        .status())
                .isEqualTo(405);
        assertThat(Wire.get(port, "/api/change").status()).isEqualTo(405);
        assertThat(changes).hasValue(0);
    }

    @Test
    void everyAnswerSaysWhatItsPageMayLoad() throws IOException {
        for (String path : List.of("/", "/nowhere", "/fault"))
            assertThat(Wire.get(port, path).head())
                    .containsIgnoringCase("content-security-policy: default-src 'none'; script-src 'self';")
                    .containsIgnoringCase("x-content-type-options: nosniff");
        Reply fault = Wire.get(port, "/fault");
        assertThat(fault.status()).isEqualTo(500);
        assertThat(fault.head()).contains("text/plain");
        assertThat(fault.body()).startsWith("this is a fault of Gradus");
    }

    @Test
    void whatOthersCanReachNeedsAToken() throws IOException {
        assertThatThrownBy(() -> WebServer.start("0.0.0.0", 0, "", routes(), new EventStream()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected a token");
        assertThatThrownBy(() -> WebServer.start("0.0.0.0", 0, "a; b", routes(), new EventStream()))
                .hasMessageContaining("--token: expected letters");
        try (WebServer open = WebServer.start("0.0.0.0", 0, "s3cret", routes(), new EventStream())) {
            assertThat(Wire.get(port(open), "/").status()).isEqualTo(403);
            assertThat(Wire.get(port(open), "/?token=wrong").status()).isEqualTo(403);
            assertThat(Wire.get(port(open), "/", "Cookie: gradus-token=wrong").status())
                    .isEqualTo(403);
            Reply in = Wire.get(port(open), "/?token=s3cret");
            assertThat(in.status()).isEqualTo(200);
            assertThat(in.head()).containsIgnoringCase("set-cookie: gradus-token=s3cret; HttpOnly; SameSite=Strict");
            assertThat(Wire.get(port(open), "/", "Cookie: a=b; gradus-token=s3cret")
                            .status())
                    .isEqualTo(200);
        }
    }
}
