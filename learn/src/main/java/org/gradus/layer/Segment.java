package org.gradus.layer;

/// What a layer adds to the paths of what stands in it.
///
/// @param name the name; empty for nothing
/// @param numbered whether layers of this name below one path are numbered from 1, in order of use
public record Segment(String name, boolean numbered) {
    /// Nothing: what stands in the layer has the paths that it would have without it.
    public static final Segment NONE = new Segment("", false);

    /// A name and a number, such as `dense3`.
    public static Segment numbered(String kind) {
        return new Segment(kind, true);
    }

    /// A name of the user's own; empty for nothing.
    public static Segment named(String name) {
        return new Segment(name, false);
    }
}
