package org.gradus.layer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// How the paths of layers are made: layers of one kind below one path are numbered from 1, in
/// order of use.
public final class Numbering {
    private final Map<String, Integer> count = new HashMap<>();

    /// A network in which no layer stands yet.
    Numbering() {}

    /// The path of the next layer, such as `encoder/dense3`.
    ///
    /// @param under the path it stands below; empty for none
    String next(String under, Layer layer) {
        Segment segment = layer.segment();
        if (segment.name().isEmpty()) return under;
        String path = below(under, segment.name());
        return segment.numbered() ? path + count.merge(path, 1, Integer::sum) : path;
    }

    /// The path of a name below another path; empty for none.
    public static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /// The stream of random numbers of what has a path: its checksum, so that a layer put in elsewhere changes no
    /// number of this one. Of 1,000 paths, two have one stream in one network of 8,600.
    static int stream(String path) {
        CRC32C sum = new CRC32C();
        sum.update(path.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
