package org.gradus.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.activation.Elu;
import org.gradus.activation.LeakyRelu;
import org.gradus.init.Critical;
import org.gradus.init.Lsuv;
import org.gradus.init.Orthogonal;
import org.gradus.loss.Huber;
import org.gradus.optim.AdaGrad;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.CosineDecay;
import org.gradus.optim.Momentum;
import org.gradus.optim.Nesterov;
import org.gradus.optim.NormClip;
import org.gradus.optim.RmsProp;
import org.gradus.optim.Sgd;
import org.gradus.optim.ValueClip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The families as recipes see them. Their names are held by the reference page.
class RegistryLaws {
    /// A family of which one member has forgotten its examples.
    interface Pet {
        sealed interface BuiltIn extends Pet permits Dog, Cat {}
    }

    record Dog() implements Pet.BuiltIn {
        public static List<Pet> examples() {
            return List.of(new Dog());
        }
    }

    record Cat() implements Pet.BuiltIn {}

    @Test
    void aMemberWithoutExamplesIsNamed() {
        assertThat(Examples.of(Pet.class, Dog.class)).containsExactly(new Dog());
        assertThatThrownBy(() -> Examples.of(Pet.class))
                .isInstanceOf(LinkageError.class)
                .hasMessage("Cat needs `public static List<Pet> examples()`");
    }

    static Stream<Record> factories() {
        return Stream.of(
                LeakyRelu.of(),
                Elu.of(),
                Orthogonal.of(),
                Lsuv.of(),
                Critical.of(),
                Huber.of(),
                Sgd.of(0.01),
                Momentum.of(0.01),
                Nesterov.of(0.01),
                AdaGrad.of(0.01),
                RmsProp.of(0.001),
                Adam.of(0.001),
                AdamW.of(0.001),
                ConstantRate.of(),
                CosineDecay.of(),
                new NormClip(1),
                new ValueClip(1));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void aRecipesDefaultsAreThoseOfTheFactory(Record made) throws ReflectiveOperationException {
        RecordComponent[] settings = made.getClass().getRecordComponents();
        Object[] values = Arrays.stream(settings).map(RegistryLaws::byDefault).toArray();
        Class<?>[] types = Arrays.stream(settings).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<? extends Record> constructor = made.getClass().getConstructor(types);
        assertThat(constructor.newInstance(values)).isEqualTo(made);
    }

    private static Object byDefault(RecordComponent setting) {
        String text = setting.getAnnotation(Default.class).value();
        return setting.getType() == int.class ? (Object) Integer.valueOf(text) : (Object) Double.valueOf(text);
    }
}
