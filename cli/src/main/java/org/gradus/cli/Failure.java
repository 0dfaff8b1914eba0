package org.gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.name.InputException;
import org.gradus.tensor.ShapeException;

/// Who is to blame for an exception, and what to say of it.
final class Failure {
    /// What the system says of a disk without room.
    private static final String FULL = "No space left on device";

    private Failure() {}

    /// Whether it says that what a person gave cannot be used.
    static boolean isOfInput(Throwable e) {
        return e instanceof InputException || e instanceof ShapeException;
    }

    /// What failed, when it is neither Gradus nor what it was given: memory, the stack, or a disk.
    static Optional<String> ofMachine(Throwable e) {
        return ofMachine(e, 0);
    }

    /// @param needed how many bytes were expected to be needed; 0 when that is not known
    static Optional<String> ofMachine(Throwable e, long needed) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> ofMachine(cause, String.valueOf(e.getMessage()), needed).stream())
                .findFirst();
    }

    /// @param message what the exception says that this one is the cause of
    private static Optional<String> ofMachine(Throwable cause, String message, long needed) {
        return switch (cause) {
            case OutOfMemoryError _ -> Optional.of(Memory.exhausted(needed));
            case StackOverflowError _ -> Optional.of("something nests deeper than the stack of a thread can hold");
            case UncheckedIOException io -> {
                IOException why = Objects.requireNonNull(io.getCause());
                String what = String.valueOf(io.getMessage());
                yield Optional.of((what.equals(why.toString()) ? "" : what + ": ") + reason(why));
            }
            case IOException io
            when reason(io).equals(FULL) -> Optional.of(message.contains(FULL) ? message : message + ": " + FULL);
            default -> Optional.empty();
        };
    }

    /// Why the file system refused, without the path that it repeats.
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "access denied";
            case NoSuchFileException _ -> "no such folder";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
