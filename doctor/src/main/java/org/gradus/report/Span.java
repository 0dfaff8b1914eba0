package org.gradus.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.draw.Drawing;

/// How wide a picture over the steps of a training is, and which steps its axis has. Two pictures of one span can be
/// compared by eye.
///
/// @param width of the picture, in pixels
/// @param steps the step at the end of each column
/// @param all how many steps there are before some share a column
record Span(double width, List<Long> steps, int all) {
    private static final double WIDE = 840, NARROW = Drawing.COLUMN;

    Span {
        steps = List.copyOf(steps);
    }

    /// A picture's own steps, over the whole width of a page.
    static Span of(Film film) {
        return of(WIDE, film.steps());
    }

    /// The steps of two trainings together, for pictures side by side.
    static Span of(Film a, Film b) {
        List<Long> steps = Stream.concat(a.steps().stream(), b.steps().stream())
                .distinct()
                .sorted()
                .toList();
        return of(NARROW, steps);
    }

    private static Span of(double width, List<Long> steps) {
        return new Span(
                width, Film.columns(steps.size()).stream().map(steps::get).toList(), steps.size());
    }

    /// The same steps for a column, as on a phone.
    Span slim() {
        return new Span(NARROW, steps, all);
    }

    boolean narrow() {
        return width < WIDE;
    }

    /// The last step on the axis, at least 1.
    long last() {
        return steps.isEmpty() ? 1 : Math.max(1, steps.getLast());
    }

    /// The frame of a film that each column shows: the latest up to its step. A film that ends before the axis does has
    /// fewer frames than there are columns.
    List<Integer> frames(Film film) {
        return steps.stream()
                .filter(step -> step <= film.steps().getLast())
                .map(step -> frame(film, step))
                .toList();
    }

    private static int frame(Film film, long step) {
        int place = Collections.binarySearch(film.steps(), step);
        return Math.max(0, place < 0 ? -place - 2 : place);
    }
}
