package org.gradus.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.gradus.runs.Frames;
import org.gradus.runs.RunCard;
import org.gradus.runs.RunFolder;

/// The losses of a recorded training, step by step, and its latest frame.
final class LossLine {
    private final DoubleStream.Builder losses = DoubleStream.builder();
    private double[] all = {};
    private Optional<Frames.Frame> last = Optional.empty();

    private LossLine() {}

    /// @throws org.gradus.name.InputException when the run's frames cannot be read
    static LossLine of(RunFolder run, RunCard card) {
        LossLine line = new LossLine();
        card.frames(run, line::add);
        line.all = line.losses.build().toArray();
        return line;
    }

    private void add(Frames.Frame frame) {
        losses.add(frame.loss());
        last = Optional.of(frame);
    }

    /// The latest frame, if there is one.
    Optional<Frames.Frame> last() {
        return last;
    }

    /// The number of the latest step.
    long steps() {
        return last.map(Frames.Frame::step).orElse(0L);
    }

    String sparkline(Terminal terminal, int columns) {
        return Row.sparkline(terminal, all, columns);
    }

    /// The first loss and the last.
    String ends() {
        return Numerals.loss(all[0]) + " → " + end();
    }

    /// The last loss; – where there is none.
    String end() {
        return Arrays.stream(all)
                .skip(Math.max(0, all.length - 1))
                .mapToObj(Numerals::loss)
                .findFirst()
                .orElse("–");
    }
}
