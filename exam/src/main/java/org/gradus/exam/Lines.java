package org.gradus.exam;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradus.name.InputException;
import org.gradus.runs.Json;
import org.gradus.runs.JsonReader;

/// Results of long work, one JSON line each, on disk as soon as they are known: what was killed
/// goes on where it stopped.
///
/// @param <T> what a line holds
public final class Lines<T extends Record> implements AutoCloseable {
    private final Class<T> type;
    private final List<T> found;
    private final Optional<BufferedWriter> writer;

    private Lines(Class<T> type, List<T> found, Optional<BufferedWriter> writer) {
        this.type = type;
        this.found = List.copyOf(found);
        this.writer = writer;
    }

    /// Results that are kept nowhere.
    public static <T extends Record> Lines<T> nowhere(Class<T> type) {
        return new Lines<>(type, List.of(), Optional.empty());
    }

    /// Results kept in a file, which is made when there is none. A last line that was cut short
    /// is dropped.
    ///
    /// @throws InputException when the file cannot be read, or holds something else
    public static <T extends Record> Lines<T> in(Path file, Class<T> type) {
        try {
            List<T> found = new ArrayList<>();
            if (Files.isRegularFile(file)) {
                String text = Files.readString(file);
                String whole = text.substring(0, text.lastIndexOf('\n') + 1);
                if (!whole.equals(text)) Files.writeString(file, whole);
                List<String> lines = whole.lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    found.add(JsonReader.read(lines.get(i), type, file + ": line " + (i + 1)));
                }
            }
            BufferedWriter writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new Lines<>(type, found, Optional.of(writer));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /// What stood in the file when it was opened.
    public List<T> found() {
        return found;
    }

    /// Adds a result.
    ///
    /// @return it as it will be read back, so that a resumed run sees what an unbroken one does
    public T add(T result) {
        String line = Json.write(result).lines().map(String::strip).collect(Collectors.joining(" "));
        if (writer.isPresent()) {
            try {
                writer.get().write(line + "\n");
                writer.get().flush();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write results", e);
            }
        }
        return JsonReader.read(line, type, "result");
    }

    @Override
    public void close() {
        try {
            if (writer.isPresent()) writer.get().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write results", e);
        }
    }
}
