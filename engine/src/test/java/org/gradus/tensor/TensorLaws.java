package org.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorLaws {
    private static final Shape PAIR = Shape.of(2);

    @Test
    void arraysAreCopiedOnTheWayIn() {
        double[] doubles = {1, 2};
        float[] floats = {1, 2};
        int[] ints = {1, 2};
        List<Tensor> tensors = List.of(Tensor.of(PAIR, doubles), Tensor.of(PAIR, floats), Tensor.of(PAIR, ints));
        Tensor vector = Tensor.vector(doubles), list = Tensor.ints(ints);
        doubles[0] = floats[0] = ints[0] = 9;
        for (Tensor t : tensors) assertThat(t.get(0)).isEqualTo(1);
        assertThat(vector.get(0)).isEqualTo(1);
        assertThat(list.get(0)).isEqualTo(1);
    }

    @Test
    void arraysAreCopiedOnTheWayOut() {
        Tensor doubles = Tensor.vector(1, 2), floats = doubles.as(Element.F32), ints = doubles.as(Element.I32);
        for (Tensor t : List.of(doubles, floats, ints)) {
            t.toDoubles()[0] = 9;
            t.toFloats()[0] = 9;
            t.toInts()[0] = 9;
            assertThat(t.get(0)).isEqualTo(1);
        }
    }

    @Test
    void everyElementTypeReadsAsDouble() {
        assertThat(Tensor.of(PAIR, new float[] {0.1f, 2}).get(0)).isEqualTo(0.1f);
        assertThat(Tensor.ints(7, Integer.MIN_VALUE).get(1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Tensor.ints(7).getInt(0)).isEqualTo(7);
        assertThat(Tensor.ints(7).element()).isEqualTo(Element.I32);
        assertThat(Tensor.scalar(3).item()).isEqualTo(3);
        assertThatThrownBy(() -> Tensor.vector(1, 2).getInt(0)).hasMessageContainingAll("F64", "I32", "[2]");
        assertThatThrownBy(() -> Tensor.vector(1, 2).item()).hasMessageContaining("[2]");
    }

    @Test
    void conversionsRoundToTheNarrowerType() {
        Tensor x = Tensor.vector(0.1, -2.9);
        assertThat(x.as(Element.F32).get(0)).isEqualTo(0.1f);
        assertThat(x.as(Element.I32)).isEqualTo(Tensor.ints(0, -2));
        assertThat(x.as(Element.F64)).isSameAs(x);
        assertThat(Tensor.ints(3, 4).as(Element.F64)).isEqualTo(Tensor.vector(3, 4));
    }

    @Test
    void whereElementsLieMakesNoDifference() {
        double[] numbers = {1.5, -0.0, Double.NaN, 1e-40, 1e300, Double.NEGATIVE_INFINITY, 7, -8};
        Tensor doubles = Tensor.of(Shape.of(4, 2), numbers), floats = doubles.as(Element.F32);
        for (Tensor held : List.of(
                doubles,
                floats,
                Tensor.ints(1, Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 2).reshape(Shape.of(3, 2)))) {
            Tensor filed = held.filed();
            assertThat(filed).isEqualTo(held).hasSameHashCodeAs(held).hasToString(held.toString());
            assertThat(held).isEqualTo(filed);
            assertThat(filed.element()).isEqualTo(held.element());
            assertThat(filed.rows(2, 0, 2)).isEqualTo(held.rows(2, 0, 2));
            assertThat(filed.heapBytes()).isZero();
            assertThat(filed.filed()).isSameAs(filed);
            assertThat(filed.toDoubles()).containsExactly(held.toDoubles());
            assertThat(filed.reshape(Shape.of(held.size()))).isEqualTo(held.reshape(Shape.of(held.size())));
            assertThat(held.map(x -> x + 1).filed()).isNotEqualTo(held.filed());
        }
        float[] batch = new float[4];
        floats.filed().gather(new int[] {9, 3, 1}, 1, batch, 2);
        assertThat(batch).containsExactly(7, -8, Float.NaN, 1e-40f);
        assertThat(Tensor.ints(3, 4).filed().getInt(1)).isEqualTo(4);
        assertThatThrownBy(() -> floats.filed().gather(new int[] {0}, 0, new int[2], 1))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void equalityIsOfShapeTypeAndBits() {
        assertThat(Tensor.vector(Double.NaN)).isEqualTo(Tensor.vector(Double.NaN));
        assertThat(Tensor.vector(0.0)).isNotEqualTo(Tensor.vector(-0.0));
        assertThat(Tensor.vector(1, 2)).isEqualTo(Tensor.of(PAIR, 1, 2)).hasSameHashCodeAs(Tensor.of(PAIR, 1, 2));
        assertThat(Tensor.vector(1, 2)).isNotEqualTo(Tensor.of(Shape.of(1, 2), 1, 2));
        assertThat(Tensor.vector(1, 2)).isNotEqualTo(Tensor.ints(1, 2));
        assertThat(Tensor.vector(1, 2)).isNotEqualTo(Tensor.vector(1, 2).as(Element.F32));
    }

    @Test
    void theNumberOfElementsMustFitTheShape() {
        assertThatThrownBy(() -> Tensor.of(Shape.of(2, 3), 1, 2))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Tensor: 2 elements given for shape [2, 3], which holds 6");
        assertThatThrownBy(() -> Tensor.vector(1, 2).reshape(Shape.of(3))).hasMessageContaining("[3]");
    }

    @Test
    void reshapingKeepsTheElementsAndTheirType() {
        Tensor x = Tensor.ints(1, 2, 3, 4).reshape(Shape.of(2, 2));
        assertThat(x).isEqualTo(Tensor.of(Shape.of(2, 2), new int[] {1, 2, 3, 4}));
    }

    @Test
    void broadcastingRepeatsAlongStretchedAxesAndKeepsTheType() {
        Tensor column = Tensor.of(Shape.of(2, 1), new int[] {1, 2});
        assertThat(column.broadcastTo(Shape.of(2, 2))).isEqualTo(Tensor.of(Shape.of(2, 2), new int[] {1, 1, 2, 2}));
        assertThat(Tensor.vector(1, 2).broadcastTo(Shape.of(0, 2)).size()).isZero();
        assertThat(column.broadcastTo(Shape.of(2, 1))).isSameAs(column);
        assertThatThrownBy(() -> Tensor.vector(1, 2, 3).broadcastTo(PAIR)).hasMessage("cannot stretch [3] to [2]");
    }

    @Test
    void rowsAreTakenInTheOrderAskedFor() {
        Tensor x = Tensor.of(Shape.of(3, 2), new float[] {1, 2, 3, 4, 5, 6});
        assertThat(x.rows(2, 0, 2)).isEqualTo(Tensor.of(Shape.of(3, 2), new float[] {5, 6, 1, 2, 5, 6}));
        assertThat(x.rows().shape()).isEqualTo(Shape.of(0, 2));
        assertThat(Tensor.ints(4, 5).rows(1)).isEqualTo(Tensor.ints(5));
        for (int row : new int[] {3, -1}) {
            assertThatThrownBy(() -> x.rows(0, row)).hasMessage("Tensor: no row " + row + " in [3, 2]");
        }
        assertThatThrownBy(() -> Tensor.of(Shape.of(0, 2), new double[0]).rows(0))
                .hasMessageContaining("no row 0");
    }

    @Test
    void printsTypeShapeAndTheFirstElements() {
        assertThat(Tensor.vector(1, 2.5)).hasToString("f64[2] 1.0 2.5");
        assertThat(Tensor.generateInts(Shape.of(9), i -> i)).hasToString("i32[9] 0 1 2 3 4 5 6 7 …");
        assertThat(Tensor.of(Shape.SCALAR, new float[] {3})).hasToString("f32[] 3.0");
    }

    @Test
    void anElementTypeKnowsItsSize() {
        assertThat(Element.F32.bytes()).isEqualTo(4);
        assertThat(Element.F64.bytes()).isEqualTo(8);
        assertThat(Element.I32.bytes()).isEqualTo(4);
    }
}
