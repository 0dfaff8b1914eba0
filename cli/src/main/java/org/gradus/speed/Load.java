package org.gradus.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/// What else went on beside a measurement, where `/proc` tells.
///
/// @param busy the share of the processors' time that was in use, by whomever
/// @param steal the share that the machine beneath a virtual one took away
/// @param average the load average of the last minute
public record Load(OptionalDouble busy, OptionalDouble steal, OptionalDouble average) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final Path AVERAGE = Path.of("/proc/loadavg");

    /// The number of fields of `/proc/stat` that add up to all time, and which of them count what.
    private static final int FIELDS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STEAL = 7;

    /// The counts at a moment.
    public static final class Start {
        private final long[] ticks = ticks();

        private Start() {}

        /// What went on since.
        public Load stop() {
            long[] now = ticks();
            OptionalDouble average = lastMinute();
            if (now.length < FIELDS || ticks.length < FIELDS) {
                return new Load(OptionalDouble.empty(), OptionalDouble.empty(), average);
            }
            for (int i = 0; i < FIELDS; i++) now[i] -= ticks[i];
            double all = Math.max(1, Arrays.stream(now).sum());
            OptionalDouble busy = OptionalDouble.of(1 - (now[IDLE] + now[WAITING]) / all);
            return new Load(busy, OptionalDouble.of(now[STEAL] / all), average);
        }
    }

    public static Start start() {
        return new Start();
    }

    /// The clock ticks of all processors by what they were spent on, or none.
    private static long[] ticks() {
        String line = firstLine(STAT);
        if (!line.startsWith("cpu ")) return new long[0];
        return Arrays.stream(line.substring(4).strip().split(" +"))
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static OptionalDouble lastMinute() {
        String line = firstLine(AVERAGE);
        return line.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(line.split(" ")[0]));
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException _) {
            // another system than Linux
            return "";
        }
    }
}
