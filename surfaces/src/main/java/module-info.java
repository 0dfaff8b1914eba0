import org.jspecify.annotations.NullMarked;

/// Expressions that people write, test functions, their stationary points, and the walks of optimizers over them.
@NullMarked
module org.gradus.surfaces {
    requires transitive org.gradus.draw;
    requires static transitive org.jspecify;

    exports org.gradus.expression;
    exports org.gradus.geometry;
}
