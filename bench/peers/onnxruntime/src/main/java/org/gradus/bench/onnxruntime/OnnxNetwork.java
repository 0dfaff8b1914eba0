package org.gradus.bench.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.gradus.speed.Mlp;

/// A dense network as an ONNX file (onnx.proto of ONNX 1.16, opset 13): layers of `Gemm` and an activation,
/// with random weights. Fields are numbered as there.
final class OnnxNetwork {
    /// What the input is called.
    static final String INPUT = "x";

    private static final int FLOAT = 1, IR_VERSION = 8, OPSET = 13;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private OnnxNetwork() {}

    static byte[] of(Mlp mlp) {
        OnnxNetwork graph = new OnnxNetwork();
        Random random = new Random(1);
        String value = INPUT;
        int layers = mlp.widths().size() - 1;
        for (int i = 0; i < layers; i++) {
            int in = mlp.widths().get(i), out = mlp.widths().get(i + 1);
            graph.part(5, weights("w" + i, random, 1 / Math.sqrt(in), in, out));
            graph.part(5, weights("b" + i, random, 0, out));
            graph.part(1, node("Gemm", "z" + i, value, "w" + i, "b" + i));
            value = "z" + i;
            if (i == layers - 1) continue;
            graph.part(1, node(mlp.curve() == Mlp.Curve.TANH ? "Tanh" : "Relu", "a" + i, value));
            value = "a" + i;
        }
        graph.text(2, "mlp");
        graph.part(11, tensor(INPUT, mlp.batch(), mlp.inputs()));
        graph.part(12, tensor(value, mlp.batch(), mlp.outputs()));
        OnnxNetwork opset = new OnnxNetwork();
        opset.text(1, "");
        opset.number(2, OPSET);
        OnnxNetwork model = new OnnxNetwork();
        model.number(1, IR_VERSION);
        model.part(7, graph);
        model.part(8, opset);
        return model.bytes.toByteArray();
    }

    private static OnnxNetwork node(String operation, String output, String... inputs) {
        OnnxNetwork node = new OnnxNetwork();
        for (String input : inputs) node.text(1, input);
        node.text(2, output);
        node.text(4, operation);
        return node;
    }

    private static OnnxNetwork weights(String name, Random random, double scale, int... dims) {
        OnnxNetwork tensor = new OnnxNetwork();
        int size = 1;
        for (int dim : dims) {
            tensor.number(1, dim);
            size *= dim;
        }
        tensor.number(2, FLOAT);
        tensor.text(8, name);
        ByteBuffer numbers = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) numbers.putFloat((float) (scale * random.nextGaussian()));
        tensor.raw(9, numbers.array());
        return tensor;
    }

    private static OnnxNetwork tensor(String name, int... dims) {
        OnnxNetwork shape = new OnnxNetwork();
        for (int dim : dims) {
            OnnxNetwork own = new OnnxNetwork();
            own.number(1, dim);
            shape.part(1, own);
        }
        OnnxNetwork tensor = new OnnxNetwork(), type = new OnnxNetwork(), value = new OnnxNetwork();
        tensor.number(1, FLOAT);
        tensor.part(2, shape);
        type.part(1, tensor);
        value.text(1, name);
        value.part(2, type);
        return value;
    }

    private void number(int field, long value) {
        variable((long) field << 3);
        variable(value);
    }

    private void text(int field, String text) {
        raw(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private void part(int field, OnnxNetwork part) {
        raw(field, part.bytes.toByteArray());
    }

    private void raw(int field, byte[] content) {
        variable((long) field << 3 | 2);
        variable(content.length);
        bytes.writeBytes(content);
    }

    /// A number of as many bytes as it takes, seven bits in each.
    private void variable(long value) {
        while (value >= 128) {
            bytes.write((int) (value & 127 | 128));
            value >>>= 7;
        }
        bytes.write((int) value);
    }
}
