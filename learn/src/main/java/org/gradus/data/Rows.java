package org.gradus.data;

import java.util.List;

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
}
