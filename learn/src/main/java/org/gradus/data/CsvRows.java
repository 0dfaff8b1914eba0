package org.gradus.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The rows of delimited text, one after the other (RFC 4180).
///
/// Fields are separated by a delimiter and may stand in double quotes, in which a doubled quote is a quote
/// and anything else stands for itself. Space around a field is dropped. Blank lines are skipped.
final class CsvRows implements Rows {
    /// What may stand between fields when nobody says it, the most usual first.
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    /// How many rows tell which.
    private static final int PROBED = 50;

    private final String file;
    private final CloseableIterator<CsvRecord> records;
    private List<String> fields = List.of();
    private long line = 1;

    /// @param delimiter what stands between fields
    CsvRows(CsvText text, char delimiter) {
        this.file = text.file();
        records = reader().fieldSeparator(delimiter).ofCsvRecord(text.text()).iterator();
    }

    private static CsvReaderBuilder reader() {
        return de.siegmar.fastcsv.reader.CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true);
    }

    /// What stands between the fields of some text: of the usual separators the one that makes the most
    /// columns of its first rows, as many of each; where rows differ, the one that makes the most of the
    /// first row, so that an error names the row that differs.
    static char separator(CsvText text) {
        return separator(text, PROBED).or(() -> separator(text, 1)).orElse(SEPARATORS.getFirst());
    }

    /// The separator that makes the most columns of some rows, as many of each, of several the most usual;
    /// none when none makes two.
    private static Optional<Character> separator(CsvText text, int rows) {
        return SEPARATORS.stream()
                .filter(s -> columns(text, s, rows) > 1)
                .max(Comparator.comparingInt(s -> columns(text, s, rows)));
    }

    /// How many columns each of the first rows has; 0 when they differ.
    private static int columns(CsvText text, char separator, int most) {
        CsvRows rows = new CsvRows(text, separator);
        int columns = 0;
        try {
            for (int i = 0; i < most && rows.next(); i++) {
                int own = rows.fields().size();
                if (i > 0 && own != columns) return 0;
                columns = own;
            }
        } catch (DataException _) {
            return 0;
        }
        return columns;
    }

    @Override
    public boolean next() {
        try {
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = record.getStartingLineNumber();
                fields = record.getFields().stream().map(String::strip).toList();
                if (fields.size() > 1 || !fields.getFirst().isEmpty()) return true;
            }
            return false;
        } catch (CsvParseException e) {
            throw malformed(e);
        }
    }

    /// The library says where the broken row begins, and in the cause what is wrong with it.
    private DataException malformed(CsvParseException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String place = String.valueOf(e.getMessage())
                .replaceAll("^.*in (line \\d+)$", "$1")
                .replaceAll("^.*reading first record.*$", "line 1");
        return new DataException(file + ": " + place + ": " + cause.getMessage());
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    /// The line on which the present row starts, from 1.
    @Override
    public long line() {
        return line;
    }

    @Override
    public String place() {
        return file + ": line " + line;
    }
}
