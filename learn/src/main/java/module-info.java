import org.jspecify.annotations.NullMarked;

/// Learning: layers, losses, optimizers, data, recipes and the training loop.
@NullMarked
module org.gradus.learn {
    requires transitive org.gradus.engine;
    requires static transitive org.jspecify;
    requires org.snakeyaml.engine;
}
