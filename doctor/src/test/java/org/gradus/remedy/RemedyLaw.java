package org.gradus.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.gradus.graph.Expr;
import org.gradus.layer.Network;
import org.gradus.recipe.Recipe;
import org.gradus.tensor.Shape;

/// What any remedy keeps to, one that ships or one of your own.
public final class RemedyLaw {
    private RemedyLaw() {}

    /// @param patient a recipe for digits that it applies to
    public static void hold(Remedy remedy, Recipe patient) {
        Recipe treated = remedy.apply(new Subject(patient, Shape.of(64), 100)).orElseThrow();
        assertThat(treated).isNotEqualTo(patient);
        assertThat(Recipe.parse(treated.toYaml(), "treated")).isEqualTo(treated);
        Expr output = new Network(treated.model(), 1)
                .forward(Expr.input("x", Shape.of(8, 64)), true)
                .output();
        assertThat(output.shape()).isEqualTo(Shape.of(8, 10));
    }
}
