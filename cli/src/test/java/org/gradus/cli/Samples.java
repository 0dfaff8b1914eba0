package org.gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Small files of samples, most of which no sensible person learns from.
final class Samples {
    static final String IMAGES = "images.idx", LABELS = "labels.idx";

    private static final Map<String, String> TEXTS = Map.of(
            "zeros.csv", "0,0,0\n0,0,1\n0,0,0\n0,0,1\n0,0,1\n0,0,0\n",
            "constant.csv", "1,7,0\n2,7,1\n3,7,0\n4,7,1\n5,7,0\n6,7,1\n7,7,0\n",
            "one-row.csv", "1,2,0\n",
            "one-class.csv", "1,2,yes\n2,3,yes\n3,1,yes\n4,4,yes\n5,0,yes\n",
            "equal.csv", "1,0.5\n2,0.5\n3,0.5\n4,0.5\n5,0.5\n6,0.5\n",
            "answers.csv", "1,2,no\n2,1,yes\n3,5,no\n0,1,yes\n4,2,no\n1,1,yes\n2,2,no\n5,4,yes\n",
            "large.csv", "1e30,1,1e30\n-1e30,2,-1e30\n2e30,3,1\n1e29,4,0\n3e30,5,2e30\n-2e30,1,7\n",
            "small.csv", "1e-30,0,1e-30\n-1e-30,0,2e-30\n2e-38,0,0\n1e-35,0,1e-33\n3e-40,0,1\n1e-45,0,0\n",
            "outlier.csv", "1,2,3\n2,1,4\n3,1e38,1e38\n1,3,2\n2,2,2\n4,1,3\n0,1,1\n",
            "twins.csv", "1,1,0\n1,1,1\n1,1,0\n1,1,1\n1,1,2\n1,1,0\n1,1,1\n1,1,2\n");

    static final List<String> CSV = TEXTS.keySet().stream().sorted().toList();

    private static final int ROWS = 12, SIDE = 2;

    private Samples() {}

    static void write(Path folder) {
        try {
            for (Map.Entry<String, String> text : TEXTS.entrySet()) {
                Files.writeString(folder.resolve(text.getKey()), text.getValue());
            }
            ByteBuffer images = ByteBuffer.allocate(16 + ROWS * SIDE * SIDE), labels = ByteBuffer.allocate(8 + ROWS);
            images.putInt(0x803).putInt(ROWS).putInt(SIDE).putInt(SIDE);
            labels.putInt(0x801).putInt(ROWS);
            for (int i = 0; i < ROWS * SIDE * SIDE; i++) images.put((byte) (i * 37));
            for (int i = 0; i < ROWS; i++) labels.put((byte) (i % 3));
            Files.write(folder.resolve(IMAGES), images.array());
            Files.write(folder.resolve(LABELS), labels.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
