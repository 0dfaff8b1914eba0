package org.gradus.data;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradus.name.InputException;

/// Java records as the rows of a table whose columns are their components.
public final class Records {
    private Records() {}

    /// The components of a record by name; a truth value is 0 or 1.
    ///
    /// @throws InputException when the record cannot be read from here
    public static Map<String, Object> fields(Record row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            Object value = read(row, component);
            fields.put(component.getName(), value instanceof Boolean yes ? (yes ? 1 : 0) : value);
        }
        return fields;
    }

    private static Object read(Record row, RecordComponent component) {
        try {
            if (!component.getAccessor().trySetAccessible()) throw closed(row);
            Object value = component.getAccessor().invoke(row);
            return value == null ? "" : value;
        } catch (ReflectiveOperationException e) {
            throw new InputException(
                    row.getClass().getSimpleName() + "." + component.getName() + ": cannot be read: " + e.getCause());
        }
    }

    private static InputException closed(Record row) {
        String module = row.getClass().getModule().getName();
        return new InputException(row.getClass().getSimpleName() + ": cannot be read; `opens "
                + row.getClass().getPackageName() + " to org.gradus.learn;` in the module " + module + " lets it be");
    }

    /// Records as the rows of a table; see [Csv] for what their components may hold.
    ///
    /// @param settings which components are inputs and which are targets, and what kinds they are of, as for
    ///     a file of the same columns; its path is only a name
    /// @throws DataException when there are no rows, or a component cannot be used
    public static Table table(Stream<? extends Record> rows, Csv settings) {
        String name = settings.path();
        Iterator<? extends Record> all = rows.iterator();
        if (!all.hasNext()) throw DataException.expected(name, "rows", "none");
        RecordRows first = new RecordRows(name, all);
        first.next();
        return CsvReader.read(name, first.names(), first, settings);
    }

    /// Records one after the other.
    private static final class RecordRows implements Rows {
        private final String name;
        private final Iterator<? extends Record> rows;
        private Map<String, Object> fields = Map.of();
        private long row;

        RecordRows(String name, Iterator<? extends Record> rows) {
            this.name = name;
            this.rows = rows;
        }

        @Override
        public boolean next() {
            if (!rows.hasNext()) return false;
            fields = Records.fields(rows.next());
            row++;
            return true;
        }

        List<String> names() {
            return List.copyOf(fields.keySet());
        }

        @Override
        public List<String> fields() {
            return fields.values().stream().map(String::valueOf).toList();
        }

        @Override
        public long line() {
            return row;
        }

        @Override
        public String place() {
            return name + ": row " + row;
        }
    }
}
