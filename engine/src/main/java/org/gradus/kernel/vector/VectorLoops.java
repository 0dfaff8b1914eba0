package org.gradus.kernel.vector;

import static org.gradus.kernel.vector.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.gradus.kernel.Elementwise;

/// The elementwise loops: whole vectors only. Each is a method of its own, so that the compiler meets small
/// bodies and compiles only what a program uses.
final class VectorLoops {
    private static final int WIDTH = SPECIES.length();

    private VectorLoops() {}

    static void map(Elementwise f, float[] a, int ao, float[] b, int bo, float[] c, int co, float[] y, int yo, int n) {
        switch (f) {
            case COPY -> System.arraycopy(a, ao, y, yo, n);
            case ABS -> abs(a, ao, y, yo, n);
            case NEGATE -> negate(a, ao, y, yo, n);
            case SQRT -> sqrt(a, ao, y, yo, n);
            case EXP -> exp(a, ao, y, yo, n);
            case EXPM1 -> expm1(a, ao, y, yo, n);
            case LOG -> log(a, ao, y, yo, n);
            case TANH -> tanh(a, ao, y, yo, n);
            case SIGMOID -> sigmoid(a, ao, y, yo, n);
            case SOFTPLUS -> softplus(a, ao, y, yo, n);
            case NORMAL_CDF -> normalCdf(a, ao, y, yo, n);
            case RELU -> relu(a, ao, y, yo, n);
            case IS_FINITE -> isFinite(a, ao, y, yo, n);
            case ADD -> add(a, ao, b, bo, y, yo, n);
            case SUBTRACT -> subtract(a, ao, b, bo, y, yo, n);
            case MULTIPLY -> multiply(a, ao, b, bo, y, yo, n);
            case DIVIDE -> divide(a, ao, b, bo, y, yo, n);
            case GREATER -> greater(a, ao, b, bo, y, yo, n);
            case EQUAL -> equal(a, ao, b, bo, y, yo, n);
            case SELECT -> select(a, ao, b, bo, c, co, y, yo, n);
        }
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
