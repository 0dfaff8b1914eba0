package org.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeLaws {
    static Stream<Arguments> broadcasts() {
        return Stream.of(
                Arguments.of(Shape.SCALAR, Shape.SCALAR, Shape.SCALAR),
                Arguments.of(Shape.SCALAR, Shape.of(2, 3), Shape.of(2, 3)),
                Arguments.of(Shape.of(3), Shape.of(2, 3), Shape.of(2, 3)),
                Arguments.of(Shape.of(2, 1), Shape.of(3), Shape.of(2, 3)),
                Arguments.of(Shape.of(4, 1, 3), Shape.of(2, 1), Shape.of(4, 2, 3)),
                Arguments.of(Shape.of(1), Shape.of(0), Shape.of(0)),
                Arguments.of(Shape.of(0, 3), Shape.of(3), Shape.of(0, 3)),
                Arguments.of(Shape.of(2, 1), Shape.of(0), Shape.of(2, 0)),
                Arguments.of(Shape.of(5, 0), Shape.of(1, 1, 1), Shape.of(1, 5, 0)));
    }

    @ParameterizedTest
    @MethodSource("broadcasts")
    void shapesBroadcastFromTheirLastDimensionBothWays(Shape left, Shape right, Shape both) {
        assertThat(left.broadcast(right)).isEqualTo(both);
        assertThat(right.broadcast(left)).isEqualTo(both);
        assertThat(left.stretchesTo(both)).isTrue();
        assertThat(right.stretchesTo(both)).isTrue();
    }

    @Test
    void shapesThatDifferInADimensionAreRefusedWithTheNumbers() {
        assertThatThrownBy(() -> Shape.of(2, 3).broadcast(Shape.of(2, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("[2, 3]", "[2, 4]", "3 ≠ 4");
        assertThatThrownBy(() -> Shape.of(2).broadcast(Shape.of(0))).hasMessageContaining("2 ≠ 0");
    }

    @Test
    void rowsHaveTheirOwnShapeBehindTheirNumber() {
        assertThat(Shape.of(5, 2, 3).row()).isEqualTo(Shape.of(2, 3));
        assertThat(Shape.of(5).row()).isEqualTo(Shape.SCALAR);
        assertThat(Shape.of(2, 3).rows(0)).isEqualTo(Shape.of(0, 2, 3));
        assertThat(Shape.SCALAR.rows(4)).isEqualTo(Shape.of(4));
        assertThatThrownBy(Shape.SCALAR::row).hasMessage("a scalar has no rows");
    }

    @Test
    void aShapeStretchesOnlyAlongOnesAndNewAxes() {
        assertThat(Shape.of(2, 3).stretchesTo(Shape.of(3))).isFalse();
        assertThat(Shape.of(3).stretchesTo(Shape.of(1))).isFalse();
        assertThat(Shape.of(0).stretchesTo(Shape.of(1))).isFalse();
        assertThat(Shape.of(1).stretchesTo(Shape.of(0))).isTrue();
        assertThatThrownBy(() -> Shape.of(3).stridesIn(Shape.of(2))).hasMessage("cannot stretch [3] to [2]");
        assertThatThrownBy(() -> Shape.of(1, 3).stridesIn(Shape.of(3))).isInstanceOf(ShapeException.class);
    }

    @Test
    void stridesWalkARowMajorTensorAndStandStillWhereItIsStretched() {
        assertThat(Shape.of(2, 3, 4).stridesIn(Shape.of(2, 3, 4))).containsExactly(12, 4, 1);
        assertThat(Shape.of(3, 1).stridesIn(Shape.of(2, 3, 5))).containsExactly(0, 1, 0);
        Shape target = Shape.of(2, 3);
        int[] strides = Shape.of(2, 1).stridesIn(target);
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) read.add(target.offset(i, strides));
        assertThat(read).containsExactly(0, 0, 0, 1, 1, 1);
    }

    @Test
    void sizesAndAxes() {
        assertThat(Shape.SCALAR.size()).isEqualTo(1);
        assertThat(Shape.SCALAR.rank()).isZero();
        assertThat(Shape.SCALAR.last()).isEqualTo(1);
        assertThat(Shape.of(4, 0, 7).size()).isZero();
        assertThat(Shape.of(2, 3).dim(-1)).isEqualTo(3);
        assertThat(Shape.of(2, 3).axis(-2)).isZero();
        assertThat(Shape.of(2, 3).last()).isEqualTo(3);
        assertThat(Shape.of(2, 3).with(-1, 5)).isEqualTo(Shape.of(2, 5));
        assertThat(Shape.of(2, 3, 4).reduce(List.of(0, 2), true)).isEqualTo(Shape.of(1, 3, 1));
        assertThat(Shape.of(2, 3, 4).reduce(List.of(0, 2), false)).isEqualTo(Shape.of(3));
        assertThat(Shape.of(2, 3)).hasToString("[2, 3]");
        for (int axis : new int[] {2, -3}) {
            assertThatThrownBy(() -> Shape.of(2, 3).dim(axis)).hasMessage("no axis " + axis + " in [2, 3]");
        }
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> Shape.of(2, -1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Shape.of(65536, 32768)).hasMessageContaining("[65536, 32768]");
        assertThat(Shape.of(65536, 65536, 0).size()).isZero();
        assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aShapeDoesNotFollowTheListItWasMadeFrom() {
        List<Integer> dims = new ArrayList<>(List.of(2, 3));
        Shape shape = new Shape(dims);
        dims.set(0, 9);
        assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThatThrownBy(() -> shape.dims().set(0, 9)).isInstanceOf(UnsupportedOperationException.class);
    }
}
