package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.incubator.vector.FloatVector;
import org.gradus.kernel.Elementwise;

/// The elementwise loops: whole vectors only.
///
/// Each is a method of its own, found in a table: the compiler meets small bodies, compiles only what a program uses,
/// and cannot put several into one caller, where it would run out of its budget and box the vectors of some.
final class VectorLoops {
    private static final int WIDTH = SPECIES.length();

    private static final Map<Elementwise, Loop> LOOPS = new EnumMap<>(
            Arrays.stream(Elementwise.values()).collect(Collectors.toMap(Function.identity(), VectorLoops::loop)));

    @FunctionalInterface
    private interface Loop {
        void run(float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n);
    }

    private VectorLoops() {}

    static void map(Elementwise f, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        Objects.requireNonNull(LOOPS.get(f)).run(a, ao, b, bo, c, co, y, yo, n);
    }

    private static Loop loop(Elementwise f) {
        return switch (f) {
            case COPY -> (a, ao, _, _, _, _, y, yo, n) -> System.arraycopy(a, ao, y, yo, n);
            case ABS -> (a, ao, _, _, _, _, y, yo, n) -> abs(a, ao, y, yo, n);
            case NEGATE -> (a, ao, _, _, _, _, y, yo, n) -> negate(a, ao, y, yo, n);
            case SQRT -> (a, ao, _, _, _, _, y, yo, n) -> sqrt(a, ao, y, yo, n);
            case EXP -> (a, ao, _, _, _, _, y, yo, n) -> exp(a, ao, y, yo, n);
            case EXPM1 -> (a, ao, _, _, _, _, y, yo, n) -> expm1(a, ao, y, yo, n);
            case LOG -> (a, ao, _, _, _, _, y, yo, n) -> log(a, ao, y, yo, n);
            case TANH -> (a, ao, _, _, _, _, y, yo, n) -> tanh(a, ao, y, yo, n);
            case SIGMOID -> (a, ao, _, _, _, _, y, yo, n) -> sigmoid(a, ao, y, yo, n);
            case SIGMOID_SLOPE -> (a, ao, _, _, _, _, y, yo, n) -> sigmoidSlope(a, ao, y, yo, n);
            case SOFTPLUS -> (a, ao, _, _, _, _, y, yo, n) -> softplus(a, ao, y, yo, n);
            case NORMAL_CDF -> (a, ao, _, _, _, _, y, yo, n) -> normalCdf(a, ao, y, yo, n);
            case RELU -> (a, ao, _, _, _, _, y, yo, n) -> relu(a, ao, y, yo, n);
            case IS_FINITE -> (a, ao, _, _, _, _, y, yo, n) -> isFinite(a, ao, y, yo, n);
            case ADD -> (a, ao, b, bo, _, _, y, yo, n) -> add(a, ao, b, bo, y, yo, n);
            case SUBTRACT -> (a, ao, b, bo, _, _, y, yo, n) -> subtract(a, ao, b, bo, y, yo, n);
            case MULTIPLY -> (a, ao, b, bo, _, _, y, yo, n) -> multiply(a, ao, b, bo, y, yo, n);
            case DIVIDE -> (a, ao, b, bo, _, _, y, yo, n) -> divide(a, ao, b, bo, y, yo, n);
            case GREATER -> (a, ao, b, bo, _, _, y, yo, n) -> greater(a, ao, b, bo, y, yo, n);
            case EQUAL -> (a, ao, b, bo, _, _, y, yo, n) -> equal(a, ao, b, bo, y, yo, n);
            case SELECT -> VectorLoops::select;
        };
    }

    private static FloatVector load(float[] x, int i) {
        return FloatVector.fromArray(SPECIES, x, i);
    }

    private static void abs(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).abs().intoArray(y, yo + i);
    }

    private static void negate(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).neg().intoArray(y, yo + i);
    }

    private static void sqrt(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).sqrt().intoArray(y, yo + i);
    }

    private static void exp(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.exp(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void expm1(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.expm1(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void log(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.log(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void tanh(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.tanh(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void sigmoid(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.sigmoid(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void sigmoidSlope(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH)
            VectorMath.sigmoidSlope(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void softplus(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.softplus(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void normalCdf(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.normalCdf(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void relu(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.relu(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void isFinite(float[] a, int ao, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) VectorMath.isFinite(load(a, ao + i)).intoArray(y, yo + i);
    }

    private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).add(load(b, bo + i)).intoArray(y, yo + i);
    }

    private static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).sub(load(b, bo + i)).intoArray(y, yo + i);
    }

    private static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).mul(load(b, bo + i)).intoArray(y, yo + i);
    }

    private static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) load(a, ao + i).div(load(b, bo + i)).intoArray(y, yo + i);
    }

    private static void greater(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH)
            VectorMath.greater(load(a, ao + i), load(b, bo + i)).intoArray(y, yo + i);
    }

    private static void equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH)
            VectorMath.equal(load(a, ao + i), load(b, bo + i)).intoArray(y, yo + i);
    }

    private static void select(float[] mask, int mo, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            VectorMath.select(load(mask, mo + i), load(a, ao + i), load(b, bo + i))
                    .intoArray(y, yo + i);
        }
    }
}
