package org.gradus.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;

/// The laws of a family, for a member that is not of its sealed list: one's own.
public final class Laws {
    private Laws() {}

    /// Checks all laws of a class on a member: every parameterized test that takes such a member and nothing else.
    ///
    /// @param laws what the class of the laws sees
    public static void hold(MethodHandles.Lookup laws, Object member) {
        List<Method> tests = Arrays.stream(laws.lookupClass().getDeclaredMethods())
                .filter(m -> m.isAnnotationPresent(ParameterizedTest.class))
                .filter(m -> m.getParameterCount() == 1 && m.getParameterTypes()[0].isInstance(member))
                .toList();
        assertThat(tests).as("laws for %s", member).isNotEmpty();
        for (Method law : tests) {
            try {
                Object object = laws.findConstructor(laws.lookupClass(), MethodType.methodType(void.class))
                        .invoke();
                laws.unreflect(law).invoke(object, member);
            } catch (Throwable e) {
                throw new AssertionError(member + " breaks the law " + law.getName(), e);
            }
        }
    }
}
