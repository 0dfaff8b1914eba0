import org.jspecify.annotations.NullMarked;

/// Test functions, their stationary points, and the walks of optimizers over them.
@NullMarked
module org.gradus.surfaces {
    requires transitive org.gradus.draw;
    requires static transitive org.jspecify;

    exports org.gradus.geometry;
}
