package org.gradus.data;

import java.util.ArrayList;
import java.util.List;

/// The rows of delimited text, one after the other (RFC 4180).
///
/// Fields are separated by a delimiter and may stand in double quotes, in which a doubled quote is a quote and anything
/// else stands for itself. Space around a field without quotes is dropped. Blank lines are skipped.
final class CsvRows {
    private final String file;
    private final String text;
    private final char delimiter;
    private final List<String> fields = new ArrayList<>();
    private int at;
    private int nextLine = 1;
    private int line;

    CsvRows(String file, String text, char delimiter) {
        this.file = file;
        this.text = text;
        this.delimiter = delimiter;
    }

    /// Goes to the next row, if there is one.
    boolean next() {
        while (at < text.length()) {
            line = nextLine;
            fields.clear();
            int start = at;
            readRow();
            if (!fields.getFirst().isEmpty() || !text.substring(start, at).isBlank()) return true;
        }
        return false;
    }

    /// The present row.
    List<String> fields() {
        return fields;
    }

    /// The line on which the present row starts, from 1.
    int line() {
        return line;
    }

    /// Where a field of the present row stands, for errors.
    ///
    /// @param column from 0
    String place(int column) {
        return file + ": line " + line + ", column " + (column + 1);
    }

    private void readRow() {
        fields.add(readField());
        while (at < text.length() && text.charAt(at) == delimiter) {
            at++;
            fields.add(readField());
        }
        if (at < text.length()) endLine();
    }

    private void endLine() {
        boolean windows = text.startsWith("\r\n", at);
        at += windows ? 2 : 1;
        nextLine++;
    }

    private String readField() {
        int start = at;
        while (at < text.length() && text.charAt(at) == ' ' && delimiter != ' ') at++;
        if (at < text.length() && text.charAt(at) == '"') return readQuoted();
        while (at < text.length() && !ends(text.charAt(at))) at++;
        return text.substring(start, at).strip();
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private String readQuoted() {
        StringBuilder field = new StringBuilder();
        String place = place(fields.size());
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && !text.startsWith("\"\"", at)) return afterQuote(field.toString(), place);
            if (c == '"') at++;
            if (c == '\n') nextLine++;
            field.append(c);
        }
        throw DataException.expected(place, "a closing double quote", "the end of the file");
    }

    private String afterQuote(String field, String place) {
        at++;
        while (at < text.length() && text.charAt(at) == ' ' && delimiter != ' ') at++;
        if (at < text.length() && !ends(text.charAt(at))) {
            throw DataException.expected(
                    place,
                    "\"" + delimiter + "\" after the closing double quote",
                    DataException.quoted(text.substring(at, at + 1)));
        }
        return field;
    }
}
