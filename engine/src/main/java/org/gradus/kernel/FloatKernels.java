package org.gradus.kernel;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradus.graph.Op;
import org.gradus.graph.op.*;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.plan.Reduction;
import org.gradus.tensor.Element;
import org.gradus.tensor.Philox;
import org.gradus.tensor.Shape;

/// The kernels for plans in `f32`, over one of the bit-equal [Lanes].
///
/// @param lanes the loops that the kernels are made of
public record FloatKernels(Lanes lanes) implements Kernels {

    @Override
    public Optional<Kernel> bind(Call call, Buffers buffers) {
        boolean doubles = Stream.concat(call.inputs().stream(), call.outputs().stream())
                .anyMatch(x -> buffers.element(x) == Element.F64);
        if (doubles) return Optional.empty();
        return switch (call) {
            case Call.Fused fused when fused.shape().size() == 0 -> Optional.of((_, _, _) -> {});
            case Call.Fused fused -> FusedKernel.of(fused, buffers, lanes);
            case Call.Copy(var from, var to) -> Optional.of(ElementKernels.move(from, to, buffers));
            case Call.Single single -> single(single, buffers);
        };
    }

    private Optional<Kernel> single(Call.Single call, Buffers buffers) {
        boolean reals = is(Element.F32, call, 0, buffers), ints = is(Element.I32, call, 0, buffers);
        return switch (call.op()) {
            case Op.BuiltIn op when reals -> onReals(op, call, buffers);
            case OneHot _ when ints -> Optional.of(RowKernels.oneHot(call, buffers));
            case ToReal _, Reshape _ ->
                Optional.of(ElementKernels.move(call.inputs().get(0), call.output(), buffers));
            case RandomUniform o -> random(call, o.stream(), Philox::uniform, buffers);
            case RandomNormal o -> random(call, o.stream(), Philox::normal, buffers);
            case RandomBernoulli o -> random(call, o.stream(), RandomKernel.bernoulli(o.probability()), buffers);
            default -> elementwise(call, buffers);
        };
    }

    private Optional<Kernel> onReals(Op.BuiltIn op, Call.Single call, Buffers buffers) {
        return switch (op) {
            case MatMul o
            when is(Element.F32, call, 1, buffers) -> Optional.of(new MatMulKernel(call, o, buffers, lanes));
            case Sum o -> fold(call, o, buffers);
            case Max o -> fold(call, o, buffers);
            case Summary o -> foldAlone(call, o, buffers);
            case LogSumExp _ -> Optional.of(new LogSumExpKernel(call, buffers, lanes));
            case Transpose(var order) -> Optional.of(RowKernels.transpose(call, order, buffers, lanes));
            case Gather _ -> Optional.of(RowKernels.gather(call, buffers));
            case ScatterAdd _ -> Optional.of(RowKernels.scatterAdd(call, buffers, lanes));
            case ArgMax _ -> Optional.of(RowKernels.argMax(call, buffers));
            default -> elementwise(call, buffers);
        };
    }

    private Optional<Kernel> fold(Call.Single call, Op.Reduce op, Buffers buffers) {
        boolean simple = Reduction.of(op, call.inputs().get(0).shape()).isPresent();
        return simple ? foldAlone(call, op, buffers) : Optional.of(new FoldKernel(call, op, buffers, lanes));
    }

    /// A fold by itself is a fused call without steps: so it is the same to the bit as when it is part of one.
    private Optional<Kernel> foldAlone(Call.Single call, Op op, Buffers buffers) {
        List<Operand> input = call.inputs(), output = call.outputs();
        Shape shape = input.get(0).shape();
        Call.Step step = new Call.Step(op, List.of(0));
        return FusedKernel.of(
                new Call.Fused(shape, input, List.of(), List.of(step), List.of(1), output), buffers, lanes);
    }

    private static Optional<Kernel> elementwise(Call.Single call, Buffers buffers) {
        return switch (call.op()) {
            case Op.Unary op -> Optional.of(ElementKernels.unary(call, op, buffers));
            case Op.Binary op -> Optional.of(ElementKernels.binary(call, op, buffers));
            default -> Optional.empty();
        };
    }

    private static Optional<Kernel> random(Call.Single call, int stream, RandomKernel.Draw draw, Buffers buffers) {
        return Optional.of(new RandomKernel(call, stream, draw, buffers));
    }

    private static boolean is(Element element, Call.Single call, int input, Buffers buffers) {
        return input < call.inputs().size() && buffers.element(call.inputs().get(input)) == element;
    }
}
