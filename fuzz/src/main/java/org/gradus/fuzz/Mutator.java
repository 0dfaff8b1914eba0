package org.gradus.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Makes malformed inputs of valid ones: each is a seed that was changed in one to six places. The same seed of the
/// random numbers makes the same inputs.
final class Mutator {
    private static final int MOST_CHANGES = 6, LONGEST_COPY = 64, MOST_COPIES = 2000, LARGEST = 1 << 18;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(e-?\\d+)?");

    /// What numbers in text become.
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e309",
            "-1e309",
            "1e-400",
            "NaN",
            ".nan",
            ".inf",
            "Infinity",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "99999999999999999999999",
            "0x7fffffff",
            "1_000",
            "\"7\"",
            "null",
            "[]");

    /// What may stand anywhere.
    private static final List<String> WORDS = List.of(
            "\u0000",
            "\u001b[2J",
            "\r\n",
            "\t",
            "\uFEFF",
            "&a [*a, *a]",
            "*a",
            "<<: *a",
            "!!binary x",
            "---\n",
            "...",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            ",",
            ":",
            "|",
            ">",
            "#",
            "%",
            "@",
            "`",
            "\\",
            "\\u0000",
            "../../",
            "/dev/zero",
            "\uD83D\uDE00",
            "é",
            "^",
            "((",
            "))",
            ";a=a*a",
            "--",
            "-",
            "=",
            "%s%n",
            "${x}",
            "{repeat: {times: 2147483647, layers: [");

    private final SplittableRandom random;
    private final List<byte[]> seeds;

    Mutator(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new SplittableRandom(seed);
    }

    /// The next input.
    byte[] next() {
        byte[] input = any(seeds);
        // most have one place that is wrong: what is wrong everywhere is refused at once
        int changes = random.nextInt(3) > 0 ? 1 : random.nextInt(1, MOST_CHANGES + 1);
        for (int i = 0; i < changes; i++) input = changed(input);
        return input.length <= LARGEST ? input : Arrays.copyOf(input, LARGEST);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private int place(byte[] input) {
        return random.nextInt(input.length + 1);
    }

    private byte[] changed(byte[] input) {
        int from = place(input), to = Math.min(input.length, from + random.nextInt(LONGEST_COPY));
        byte[] part = Arrays.copyOfRange(input, from, to);
        return switch (random.nextInt(10)) {
            case 0 -> flipped(input);
            case 1 -> between(input, from, new byte[0], to);
            case 2 -> between(input, from, repeated(part), from);
            case 3 -> between(input, from, any(WORDS).getBytes(StandardCharsets.UTF_8), to);
            case 4 -> between(input, from, repeated(any(WORDS).getBytes(StandardCharsets.UTF_8)), from);
            case 5 -> numbered(input);
            case 6 -> binary(input);
            case 7 -> Arrays.copyOf(input, from);
            case 8 -> spliced(input, from);
            default -> between(input, place(input), part, -1);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] changed = input.clone();
        if (input.length > 0) changed[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    /// Puts bytes between two places of an input; without a second place, only behind the first.
    private static byte[] between(byte[] input, int from, byte[] middle, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(middle);
        int rest = to < 0 ? from : to;
        out.write(input, rest, input.length - rest);
        return out.toByteArray();
    }

    private byte[] repeated(byte[] part) {
        int times = random.nextInt(8) == 0 ? random.nextInt(MOST_COPIES) : random.nextInt(8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) out.writeBytes(part);
        return out.toByteArray();
    }

    /// Puts another number in the place of one that is written in digits.
    private byte[] numbered(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
        if (numbers.isEmpty()) return flipped(input);
        MatchResult one = any(numbers);
        String changed = text.substring(0, one.start()) + any(NUMBERS) + text.substring(one.end());
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Puts another number in the place of one of four or eight bytes.
    private byte[] binary(byte[] input) {
        byte[] changed = input.clone();
        int bytes = random.nextBoolean() ? 4 : 8;
        if (input.length < bytes) return changed;
        long value = switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> Integer.MIN_VALUE;
            default -> random.nextLong();
        };
        boolean highestFirst = random.nextBoolean();
        int from = random.nextInt(input.length - bytes + 1);
        for (int i = 0; i < bytes; i++) {
            changed[from + i] = (byte) (value >>> 8 * (highestFirst ? bytes - 1 - i : i));
        }
        return changed;
    }

    private byte[] spliced(byte[] input, int from) {
        byte[] other = any(seeds);
        int at = place(other);
        return between(Arrays.copyOf(input, from), from, Arrays.copyOfRange(other, at, other.length), -1);
    }
}
