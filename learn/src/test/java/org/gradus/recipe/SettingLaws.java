package org.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.activation.Activation;
import org.gradus.activation.Relu;
import org.gradus.data.Digits;
import org.gradus.data.Source;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.layer.Dense;
import org.gradus.layer.Layer;
import org.gradus.loss.Loss;
import org.gradus.loss.Mse;
import org.gradus.name.Default;
import org.gradus.name.Names;
import org.gradus.optim.Clip;
import org.gradus.optim.ConstantRate;
import org.gradus.optim.Optimizer;
import org.gradus.optim.Penalty;
import org.gradus.optim.Schedule;
import org.gradus.optim.Sgd;
import org.gradus.optim.Stop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every setting of every member of every family: it has its range, and says so by its name.
final class SettingLaws {
    static Stream<Class<?>> members() {
        Stream<Class<?>> families = Stream.of(
                Activation.BuiltIn.class,
                Init.BuiltIn.class,
                Layer.BuiltIn.class,
                Loss.BuiltIn.class,
                Optimizer.BuiltIn.class,
                Schedule.BuiltIn.class,
                Clip.BuiltIn.class,
                Stop.BuiltIn.class,
                Source.BuiltIn.class);
        return Stream.concat(
                families.flatMap(family -> Arrays.stream(family.getPermittedSubclasses())),
                Stream.of(Penalty.class, Recipe.class));
    }

    @ParameterizedTest
    @MethodSource("members")
    void aNumberThatIsNotFiniteIsRefusedByItsName(Class<?> member) {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            refused(member, double.class, value);
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void theLeastWholeNumberIsRefusedByItsName(Class<?> member) {
        refused(member, int.class, Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @MethodSource("members")
    void theUsualSettingsAreTaken(Class<?> member) {
        assertDoesNotThrow(() -> make(member, values(member)));
    }

    /// That no setting of a type takes a value.
    private static void refused(Class<?> member, Class<?> type, Object value) {
        RecordComponent[] settings = member.getRecordComponents();
        for (int i = 0; i < settings.length; i++) {
            if (settings[i].getType() != type) continue;
            Object[] values = values(member);
            values[i] = value;
            String name = Names.snake(settings[i].getName());
            assertThatThrownBy(() -> make(member, values))
                    .as("%s of %s = %s", name, member.getSimpleName(), value)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(name + ": expected ");
        }
    }

    private static Object make(Class<?> member, Object[] values) throws Throwable {
        try {
            return member.getConstructor(Arrays.stream(member.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /// Settings that are taken: the defaults, and something for those that have none.
    private static Object[] values(Class<?> member) {
        return Arrays.stream(member.getRecordComponents())
                .map(SettingLaws::value)
                .toArray();
    }

    private static Object value(RecordComponent setting) {
        Class<?> type = setting.getType();
        Default usual = setting.getAnnotation(Default.class);
        String text = usual == null ? "" : usual.value();
        if (type == int.class) return usual == null ? 4 : Integer.parseInt(text);
        if (type == long.class) return Long.parseLong(text);
        if (type == double.class) return usual == null ? 0.5 : Double.parseDouble(text);
        if (type == boolean.class) return Boolean.parseBoolean(text);
        if (type == String.class) return usual == null ? "a" : text;
        if (type == Optional.class) return Optional.empty();
        if (type == List.class) return list(setting.getGenericType());
        if (type.isEnum()) return type.getEnumConstants()[0];
        return Stream.of(
                        new Relu(),
                        new HeNormal(),
                        Dense.of(2),
                        new Mse(),
                        Sgd.of(0.1),
                        ConstantRate.of(),
                        Digits.standard())
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private static List<?> list(Type type) {
        Type inner = ((ParameterizedType) type).getActualTypeArguments()[0];
        if (inner == Layer.class) return List.of(Dense.of(2));
        return inner == Integer.class ? List.of(4) : List.of("last");
    }
}
