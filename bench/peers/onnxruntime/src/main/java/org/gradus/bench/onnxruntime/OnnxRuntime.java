package org.gradus.bench.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.gradus.bench.Child;
import org.gradus.bench.Subject;
import org.gradus.speed.Mlp;

/// ONNX Runtime, which uses networks and trains none: all optimizations on, buffers outside the heap kept.
public final class OnnxRuntime implements Subject {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final FloatBuffer inputs;
    private final long[] shape;
    private final float[] rows;
    private final float[] answers;

    private OnnxRuntime(Mlp mlp, int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(OnnxNetwork.of(mlp), options);
        shape = new long[] {mlp.batch(), mlp.inputs()};
        rows = new float[mlp.batch() * mlp.inputs()];
        answers = new float[mlp.batch() * mlp.outputs()];
        inputs = ByteBuffer.allocateDirect(rows.length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /// Serves a comparison.
    public static void main(String[] arguments) throws Exception {
        Child.serve(arguments, OnnxRuntime::new);
    }

    @Override
    public void step() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void predict() {
        inputs.clear().put(rows).flip();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, inputs, shape);
                OrtSession.Result result = session.run(Map.of(OnnxNetwork.INPUT, tensor))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(answers);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
