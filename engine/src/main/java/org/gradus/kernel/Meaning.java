package org.gradus.kernel;

import java.util.ArrayList;
import java.util.List;
import org.gradus.plan.Call;
import org.gradus.plan.Operand;
import org.gradus.tensor.Tensor;

/// Calls run by the meaning of their operations: slow, in `double`, and always there. It allocates.
public final class Meaning {
    private Meaning() {}

    public static Kernel of(Call call, Buffers buffers) {
        return switch (call) {
            case Call.Single single ->
                (_, _, _) -> buffers.write(single.output(), single.op().eval(read(single.inputs(), buffers)));
            case Call.Fused fused -> (_, _, _) -> fused(fused, buffers);
            case Call.Copy copy -> (_, _, _) -> buffers.write(copy.to(), buffers.read(copy.from()));
        };
    }

    private static List<Tensor> read(List<Operand> operands, Buffers buffers) {
        return operands.stream().map(buffers::read).toList();
    }

    private static void fused(Call.Fused call, Buffers buffers) {
        List<Tensor> values = new ArrayList<>(read(call.inputs(), buffers));
        for (List<Call.Step> part : List.of(call.steps(), call.folds())) {
            for (Call.Step step : part) {
                values.add(step.op()
                        .eval(step.arguments().stream().map(values::get).toList()));
            }
        }
        for (int i = 0; i < call.outputs().size(); i++) {
            buffers.write(call.outputs().get(i), values.get(call.results().get(i)));
        }
    }
}
