import org.jspecify.annotations.NullMarked;

/// The engine: tensors, expressions, their gradients, and the plans that run them.
@NullMarked
module org.gradus.engine {
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports org.gradus.tensor;
    exports org.gradus.graph;
    exports org.gradus.graph.op;
    exports org.gradus.math;
    exports org.gradus.grad;
    exports org.gradus.plan;
    exports org.gradus.run;
}
