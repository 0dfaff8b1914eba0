package org.gradus.bench;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// What a library answered to an order, or that it did not.
sealed interface Answer {
    /// Steps were timed; in microseconds.
    record Timed(int count, double median, double p10, double p90, double best) implements Answer {}

    /// It made its first step.
    ///
    /// @param seconds after its JVM started
    record Ready(double seconds) implements Answer {}

    /// It was not taught to.
    record Cannot() implements Answer {}

    /// It is gone.
    ///
    /// @param why as a phrase
    record Lost(String why) implements Answer {}

    /// Reads what a child wrote behind its mark.
    static Answer parse(String said) {
        String[] words = said.split(" ");
        return switch (words[0]) {
            case "ready" -> new Ready(Double.parseDouble(words[1]));
            case "times" ->
                new Timed(
                        Integer.parseInt(words[1]),
                        Double.parseDouble(words[2]),
                        Double.parseDouble(words[3]),
                        Double.parseDouble(words[4]),
                        Double.parseDouble(words[5]));
            case "cannot" -> new Cannot();
            default -> new Lost(said);
        };
    }

    /// The median, if steps were timed.
    default OptionalDouble time() {
        return this instanceof Timed t ? OptionalDouble.of(t.median()) : OptionalDouble.empty();
    }

    /// The medians among some answers.
    static DoubleStream times(Iterable<Answer> answers) {
        DoubleStream.Builder times = DoubleStream.builder();
        for (Answer a : answers) a.time().ifPresent(times::add);
        return times.build();
    }
}
