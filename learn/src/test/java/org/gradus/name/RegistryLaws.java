package org.gradus.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.init.Init;
import org.gradus.init.Lsuv;
import org.gradus.layer.Layer;
import org.gradus.loss.Huber;
import org.gradus.loss.Loss;
import org.gradus.optim.Adam;
import org.gradus.optim.Clip;
import org.gradus.optim.NormClip;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Schedule;
import org.gradus.optim.Stop;
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

    /// What each member's shortest factory makes, `of()`, or `of(rate)` with the rate that it has by default; and the
    /// clips, which have none.
    static Stream<Record> factories() {
        return Stream.concat(Stream.of(new NormClip(1), new ValueClip(1)), shortest());
    }

    private static Stream<Record> shortest() {
        return Stream.of(
                        Activation.class,
                        Init.class,
                        Loss.class,
                        Optimizer.class,
                        Schedule.class,
                        Clip.class,
                        Stop.class,
                        Layer.class)
                .flatMap(family -> Members.of(family).values().stream())
                .flatMap(member -> Arrays.stream(member.getMethods())
                        .filter(m -> m.getName().equals("of") && Modifier.isStatic(m.getModifiers()))
                        .filter(m -> List.of(m.getParameterTypes()).equals(List.of())
                                || List.of(m.getParameterTypes()).equals(List.of(double.class))))
                .map(RegistryLaws::made);
    }

    private static Record made(Method factory) {
        RecordComponent[] settings = factory.getDeclaringClass().getRecordComponents();
        Object[] rate = factory.getParameterCount() == 0 ? new Object[0] : new Object[] {byDefault(settings[0])};
        try {
            return (Record) factory.invoke(null, rate);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(factory.toString(), e);
        }
    }

    @Test
    void everyFamilyWithFactoriesIsTried() {
        assertThat(factories()).hasSizeGreaterThan(14).contains(Huber.of(), Lsuv.of(), Adam.of(0.001));
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
        if (setting.getType().isEnum()) {
            return Arrays.stream(setting.getType().getEnumConstants())
                    .filter(constant -> constant.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow();
        }
        if (setting.getType() == long.class) return Long.valueOf(text);
        return setting.getType() == int.class ? (Object) Integer.valueOf(text) : (Object) Double.valueOf(text);
    }
}
