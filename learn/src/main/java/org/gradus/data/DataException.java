package org.gradus.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gradus.name.InputException;
import org.gradus.name.Shown;

/// Thrown when data cannot be read or used; the message names the file, the place in it, what was expected
/// and what was found.
public final class DataException extends InputException {
    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(Shown.line(message));
    }

    private DataException(String message, Throwable cause) {
        super(Shown.line(message), cause);
    }

    /// `place: expected this, found that`.
    static DataException expected(Object place, String expected, Object found) {
        return new DataException(place + ": expected " + expected + ", found " + found);
    }

    /// What stands in a file, fit for one line of a message.
    static String quoted(String text) {
        return "\"" + Shown.brief(text) + "\"";
    }

    /// The error of a file that cannot be read.
    static DataException unread(Path file, IOException cause) {
        String reason = switch (cause) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "access denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
        return new DataException(file + ": cannot be read: " + reason, cause);
    }
}
