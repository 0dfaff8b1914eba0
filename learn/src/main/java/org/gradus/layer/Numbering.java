package org.gradus.layer;

import java.util.HashMap;
import java.util.Map;

/// How the paths of layers are made: layers of one kind below one path are numbered from 1, in
/// order of use.
public final class Numbering {
    private final Map<String, Integer> count = new HashMap<>();

    /// A network in which no layer stands yet.
    public Numbering() {}

    /// The path of the next layer of a kind, such as `encoder/dense3`.
    ///
    /// @param under the path it stands below; empty for none
    /// @param kind the layer's name, such as `dense`
    public String next(String under, String kind) {
        String path = below(under, kind);
        return path + count.merge(path, 1, Integer::sum);
    }

    /// The path of a name below another path; empty for none.
    public static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
