import org.jspecify.annotations.NullMarked;

/// Learning: layers, losses, optimizers, data, recipes and the training loop.
@NullMarked
module org.gradus.learn {
    requires transitive org.gradus.engine;
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires org.snakeyaml.engine;

    exports org.gradus.name;
    exports org.gradus.moments;
    exports org.gradus.activation;
    exports org.gradus.init;
    exports org.gradus.loss;
    exports org.gradus.optim;
    exports org.gradus.data;
    exports org.gradus.layer;
    exports org.gradus.recipe;
    exports org.gradus.model;
    exports org.gradus.train;
    exports org.gradus.runs;
}
