package org.gradus.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gradus.name.InputException;

/// Thrown when data cannot be read, written or used; the message names the file, the place in it, what was expected
/// and what was found.
public final class DataException extends InputException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_QUOTE = 40;

    public DataException(String message) {
        super(message);
    }

    /// `place: expected this, found that`.
    static DataException expected(Object place, String expected, Object found) {
        return new DataException(place + ": expected " + expected + ", found " + found);
    }

    /// What stands in a file, fit for one line of a message.
    static String quoted(String text) {
        String start = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return "\"" + start.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    /// An error of the file system.
    ///
    /// @param deed what could not be done: `read` or `written`
    static DataException cannot(String deed, Path file, IOException cause) {
        String reason = switch (cause) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "access denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
        return new DataException(file + ": cannot be " + deed + ": " + reason);
    }
}
