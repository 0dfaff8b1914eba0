package org.gradus.data;

import java.util.List;
import org.gradus.name.Shown;

/// The rows of a table, one after the other, as texts.
interface Rows {
    /// Goes to the next row, if there is one.
    boolean next();

    /// The present row.
    List<String> fields();

    /// The number of the line or the row that this is, from 1.
    long line();

    /// Where the present row stands, for errors.
    String place();

    /// Where a field of the present row stands, for errors.
    ///
    /// @param column from 0
    default String place(int column) {
        return place() + ", column " + (column + 1);
    }

    /// Where a field of the present row stands, for errors.
    ///
    /// @param column from 0
    /// @param name what the column is called; empty when it has no name
    default String place(int column, String name) {
        return name.isEmpty() ? place(column) : place(column) + " (" + Shown.brief(name) + ")";
    }
}
