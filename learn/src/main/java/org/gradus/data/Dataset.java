package org.gradus.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gradus.name.Setting;
import org.gradus.tensor.Element;
import org.gradus.tensor.Tensor;

/// Samples to learn from, samples to be tested on, and what they ask for.
///
/// Samples that the heap has little room for lie in a file, see [Tensor], from which a training reads each batch when
/// it needs it: in the order that its seed gives, and with the same results to the bit.
///
/// @param name what the data is called on screen
/// @param train the samples that training sees
/// @param test the samples that training never sees; 0 rows when nothing is held out
/// @param task what is to be told from the inputs; targets of both parts must be what it says
/// @param preprocessing how the samples were made from what people have
/// @param hash the first 16 hexadecimal digits of the SHA-256 of all samples: equal hashes, equal
///     data
public record Dataset(String name, Samples train, Samples test, Task task, Preprocessing preprocessing, String hash) {
    private static final int HASH_DIGITS = 16;
    private static final int CHUNK = 4096;

    public Dataset {
        if (!train.words().equals(test.words())) {
            throw Setting.wrong("test", "samples of " + train.words() + ", as in train", test.words());
        }
        check("train", train, task);
        check("test", test, task);
    }

    /// A data set with its hash, of samples as people have them.
    public static Dataset of(String name, Samples train, Samples test, Task task) {
        return of(name, train, test, task, Preprocessing.NONE);
    }

    /// A data set with its hash.
    public static Dataset of(String name, Samples train, Samples test, Task task, Preprocessing preprocessing) {
        return new Dataset(name, train, test, task, preprocessing, hash(train, test));
    }

    /// Other samples of the same kind, which were made in the same way.
    public Dataset with(Samples train, Samples test) {
        return of(name, train, test, task, preprocessing);
    }

    private static void check(String part, Samples samples, Task task) {
        Tensor targets = samples.targets();
        switch (task) {
            case Task.Classification(int classes) -> {
                if (targets.element() != Element.I32) throw Setting.wrong(part, "class numbers", targets.shape());
                for (int i = 0; i < targets.size(); i++) {
                    int target = targets.getInt(i);
                    if (target < 0 || target >= classes) {
                        String place = part + ": row " + (i + 1);
                        throw Setting.wrong(place, "a class from 0 to " + (classes - 1), target);
                    }
                }
            }
            case Task.MultiLabel(int outputs) -> {
                checkWidth(part, targets, outputs);
                for (int i = 0; i < targets.size(); i++) {
                    double target = targets.get(i);
                    if (target == 0 || target == 1) continue;
                    String place = part + ": row " + (i / outputs + 1) + ", output " + (i % outputs + 1);
                    throw Setting.wrong(place, "0 or 1", target);
                }
            }
            case Task.Regression(int outputs) -> checkWidth(part, targets, outputs);
        }
    }

    private static void checkWidth(String part, Tensor targets, int outputs) {
        if (targets.element() != Element.F32 || targets.shape().dim(1) != outputs) {
            throw Setting.wrong(part, "f32 targets [n, " + outputs + "]", targets.shape());
        }
    }

    /// How many numbers each sample's only input holds.
    public int features() {
        return train.features();
    }

    /// Whether there are samples that training never sees.
    public boolean hasTest() {
        return test.count() > 0;
    }

    /// Over inputs and targets of the training part, then of the test part; each element as 4
    /// bytes, highest first; the name of an input before it where there are several.
    private static String hash(Samples train, Samples test) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(train, digest);
            add(test, digest);
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void add(Samples samples, MessageDigest digest) {
        samples.named().forEach((name, input) -> {
            if (samples.named().size() > 1) digest.update(name.getBytes(StandardCharsets.UTF_8));
            add(input, digest);
        });
        add(samples.targets(), digest);
    }

    private static void add(Tensor tensor, MessageDigest digest) {
        boolean whole = tensor.element() == Element.I32;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Integer.BYTES);
        for (int i = 0; i < tensor.size(); i++) {
            chunk.putInt(whole ? tensor.getInt(i) : Float.floatToIntBits((float) tensor.get(i)));
            if (!chunk.hasRemaining() || i == tensor.size() - 1) {
                digest.update(chunk.flip());
                chunk.clear();
            }
        }
    }
}
