package org.gradus.studio.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What goes back to a browser.
///
/// @param status as HTTP numbers them
/// @param type the media type
/// @param body all of it, which is not to be changed
public record Answer(int status, String type, ByteBuffer body) {
    private static final int OK = 200;

    public Answer {
        body = body.asReadOnlyBuffer();
    }

    private static Answer text(int status, String type, String text) {
        return new Answer(status, type + "; charset=utf-8", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static Answer html(String page) {
        return text(OK, "text/html", page);
    }

    public static Answer json(String object) {
        return text(OK, "application/json", object);
    }

    /// The same with another status.
    public Answer as(int status) {
        return new Answer(status, type, body);
    }

    /// A picture with its style sheet.
    public static Answer svg(String picture) {
        return text(OK, "image/svg+xml", picture);
    }

    /// Numbers as they stand in a file.
    public static Answer bytes(ByteBuffer body) {
        return new Answer(OK, "application/octet-stream", body);
    }

    /// A file of the studio's own pages.
    public static Answer file(String type, ByteBuffer body) {
        return new Answer(OK, type, body);
    }

    /// A refusal: one sentence for the person who asked.
    public static Answer refusal(int status, String why) {
        return text(status, "text/plain", why + "\n");
    }
}
