package org.gradus.recipe;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.name.Members;

/// How a record is made in Java: by a public constructor or factory of its own, and by what its `with…` methods
/// then change.
///
/// A way counts only when it has been tried and gives an equal record.
final class JavaWays {
    /// A constructor with more arguments than this does not say what they mean.
    private static final int PLAIN = 2;

    private JavaWays() {}

    /// Arguments of a call.
    ///
    /// @param values what stands in it
    /// @param names for each the name of the component that it becomes
    record Call(Executable by, List<Object> values, List<String> names) {
        /// Whether only comments can say what its arguments mean.
        boolean needsNames() {
            return by instanceof Constructor && names.size() > PLAIN;
        }
    }

    /// A call, and calls of `with…` methods on what it gives.
    record Way(Call first, List<Call> then) {
        private int size() {
            return first.by().getParameterCount() + then.size();
        }
    }

    /// A call with what it gives.
    private record Made(Call call, Record record, int parameters) {}

    /// The shortest way; one by `with…` methods in place of a constructor whose arguments would not say what they
    /// mean.
    static Way shortest(Record record) {
        List<Made> calls = calls(record);
        Way direct = calls.stream()
                .filter(m -> m.record().equals(record))
                .map(m -> new Way(m.call(), List.of()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        record.getClass() + ": expected a public constructor, found none"));
        if (!direct.first().needsNames()) return direct;
        return calls.stream()
                .filter(m -> !m.call().needsNames())
                .flatMap(m -> changed(m, record).stream())
                .filter(w -> w.size() < direct.size())
                .min(Comparator.comparingInt(Way::size)
                        .thenComparingInt(w -> w.then().size()))
                .orElse(direct);
    }

    /// Every call of a constructor or factory with the record's components in order, the shortest first.
    private static List<Made> calls(Record record) {
        Class<?> type = record.getClass();
        Stream<Executable> factories = Arrays.stream(type.getMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getReturnType() == type)
                .map(m -> m);
        return Stream.concat(factories, Arrays.stream(type.getConstructors()))
                .flatMap(e -> made(e, record).stream())
                .sorted(Comparator.comparingInt(Made::parameters)
                        .thenComparing(m -> !(m.call().by() instanceof Method))
                        .thenComparing(m -> !m.call().by().isVarArgs())
                        .thenComparing(m -> m.call().by().getName()))
                .toList();
    }

    /// The call with the components that it has parameters for, those left out that have none.
    private static Optional<Made> made(Executable by, Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] parameters = by.getParameterTypes();
        List<Object> arguments = new ArrayList<>(), values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parameters.length; i++) {
            boolean many = by.isVarArgs() && i == parameters.length - 1;
            Class<?> wanted = many ? List.class : parameters[i];
            while (next < components.length && components[next].getType() != wanted) next++;
            if (next == components.length) return Optional.empty();
            String name = components[next].getName();
            Object value = Members.value(record, components[next++]);
            if (many && value instanceof List<?> list) {
                Optional<Object> array = array(list, parameters[i].componentType());
                if (array.isEmpty()) return Optional.empty();
                values.addAll(list);
                list.forEach(_ -> names.add(name));
                arguments.add(array.get());
            } else {
                values.add(value);
                names.add(name);
                arguments.add(value);
            }
        }
        return call(by, record, arguments.toArray()) instanceof Record made && made.getClass() == record.getClass()
                ? Optional.of(new Made(new Call(by, values, names), made, parameters.length))
                : Optional.empty();
    }

    /// A list as the array that a parameter of several values takes.
    private static Optional<Object> array(List<?> list, Class<?> of) {
        if (!list.stream().allMatch(of::isInstance)) return Optional.empty();
        return Optional.of(list.toArray(n -> (Object[]) Array.newInstance(of, n)));
    }

    /// The way from what a call gives to the record by `with…` methods, each of which changes one component.
    private static Optional<Way> changed(Made from, Record to) {
        List<Call> then = new ArrayList<>();
        Record now = from.record();
        RecordComponent[] components = to.getClass().getRecordComponents();
        for (boolean moves = true; moves; ) {
            moves = false;
            for (RecordComponent c : components) {
                if (Members.value(now, c).equals(Members.value(to, c))) continue;
                Optional<Made> step = with(now, to, c);
                if (step.isEmpty()) continue;
                now = step.get().record();
                then.add(step.get().call());
                moves = true;
            }
        }
        return now.equals(to) ? Optional.of(new Way(from.call(), then)) : Optional.empty();
    }

    /// A `with…` method that gives one component the value it is to have, and no other another.
    private static Optional<Made> with(Record now, Record to, RecordComponent changed) {
        return Arrays.stream(now.getClass().getMethods())
                .filter(m -> m.getName().startsWith("with") && m.getParameterCount() == 1)
                .filter(m -> m.getReturnType() == now.getClass() && !m.isBridge())
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::isVarArgs))
                .flatMap(m -> with(m, now, to, changed).stream())
                .findFirst();
    }

    private static Optional<Made> with(Method method, Record now, Record to, RecordComponent changed) {
        Object value = Members.value(to, changed);
        List<Object> values = List.of(value);
        Object argument = value;
        if (method.isVarArgs()) {
            if (!(value instanceof List<?> list)) return Optional.empty();
            Optional<Object> array = array(list, method.getParameterTypes()[0].componentType());
            if (array.isEmpty()) return Optional.empty();
            argument = array.get();
            values = List.copyOf(list);
        } else if (!takes(method, value)) {
            Optional<?> only = value instanceof List<?> list && list.size() == 1
                    ? Optional.of(list.getFirst())
                    : value instanceof Optional<?> o ? o : Optional.empty();
            if (only.isEmpty() || !takes(method, only.get())) return Optional.empty();
            argument = only.get();
            values = List.of(argument);
        }
        if (!(call(method, now, argument) instanceof Record made) || made.getClass() != now.getClass())
            return Optional.empty();
        boolean alone = Arrays.stream(now.getClass().getRecordComponents())
                .allMatch(c -> Members.value(made, c)
                        .equals(Members.value(c.getName().equals(changed.getName()) ? to : now, c)));
        String name = changed.getName();
        List<String> names = values.stream().map(_ -> name).toList();
        return alone ? Optional.of(new Made(new Call(method, values, names), made, 1)) : Optional.empty();
    }

    /// Whether a method's parameter can be a value, a number of its own size among them.
    private static boolean takes(Method method, Object value) {
        Class<?> wanted = method.getParameterTypes()[0];
        if (!wanted.isPrimitive()) return wanted.isInstance(value);
        return Array.get(Array.newInstance(wanted, 1), 0).getClass() == value.getClass();
    }

    /// What a call gives; the reason when it throws.
    private static Object call(Executable by, Record on, Object... arguments) {
        try {
            return by instanceof Method m ? m.invoke(on, arguments) : ((Constructor<?>) by).newInstance(arguments);
        } catch (InvocationTargetException e) {
            return e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(by + " cannot be called", e);
        }
    }
}
