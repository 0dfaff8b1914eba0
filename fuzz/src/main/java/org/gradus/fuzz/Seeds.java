package org.gradus.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.gradus.clinic.Archive;
import org.gradus.clinic.Clinic;
import org.gradus.data.Dataset;
import org.gradus.data.Params;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;
import org.gradus.runs.Frames;
import org.gradus.runs.Json;
import org.gradus.runs.RunClaim;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import org.gradus.runs.SweepFolder;
import org.gradus.tensor.Shape;
import org.gradus.tensor.Tensor;
import org.gradus.train.Trainer;

/// Valid inputs of every reader, made by those who write them.
final class Seeds {
    /// How many numbers a frame holds.
    static final int WIDTH = 3;

    private static final int FRAME_HEAD = 28, FILE_HEAD = 16;

    private Seeds() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(Seeds::bytes).toList();
    }

    static List<byte[]> recipes() {
        List<byte[]> recipes = new ArrayList<>(texts(Traces.RECIPE.formatted(5), """
                # a comment
                name: "quoted \\u00e9"
                data: {csv: {path: data/rows.csv, test: more.csv, target: [a, b], task: regression, scale: all}}
                model:
                  - reshape: [2, 1]
                  - flatten
                  - chain: {name: front, layers: [{freeze: {layers: [{dense: {units: 3, init: {normal: {std: 1e-3}}}}]}}]}
                  - residual: {layers: [{dense: 3}], scale: 0.5}
                  - &a {dense: {units: 4, activation: {leaky_relu: {slope: 0.1}}}}
                  - *a
                  - layer_norm
                  - dense: {units: 4, activation: org.gradus.activation.Tanh}
                  - stop_gradient
                  - dense: 2
                loss: {huber: {delta: 2}}
                optimizer: {rms_prop: {rate: 0.01, decay: 0.9}}
                schedule: {step: {every: 10, factor: 0.5, warmup: 3}}
                clip: {norm: 1}
                penalty: {l1: 0.1, l2: 0.01}
                batch: 7
                epochs: 2
                seed: -3
                loss_scale: 4
                """));
        Preset.all().forEach(p -> recipes.add(bytes(p.recipe().toYaml())));
        return recipes;
    }

    static List<byte[]> tables() {
        return texts(
                "a,b,class\n1,2.5,x\n-3e4,\"4\",\"y, \"\"z\"\"\"\n5,6,x\n7,8,y\n1,1,x\n",
                "1;2;0\n3;4;1\n5;6;0\n7;8;1\n9;1;1\n",
                "\uFEFF1,2,3\r\n4,5,6\r\n\r\n7,8,6\r\n7,8,3\r\n");
    }

    /// A table with words and gaps, other tables of its columns, and an array of as many numbers a row.
    static List<byte[]> rows() {
        List<byte[]> rows = new ArrayList<>(texts(
                "age,colour,kind\n1,red,x\n,blue,y\n3.5,red,x\n4,blue,y\nNA,red,x\n",
                "kind;id;colour;age\nx;7;blue;2\ny;8;red;\n",
                "7,blue\n8,red\n"));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }";
        byte[] text = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer array =
                ByteBuffer.allocate(10 + text.length + 8 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        array.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        array.putShort((short) text.length).put(text);
        for (int i = 0; i < 8; i++) array.putFloat(i);
        rows.add(array.array());
        return rows;
    }

    static List<byte[]> images() {
        ByteBuffer images = ByteBuffer.allocate(16 + 12);
        images.put(new byte[] {0, 0, 8, 3}).putInt(3).putInt(2).putInt(2);
        for (int i = 0; i < 12; i++) images.put((byte) (20 * i));
        return List.of(images.array(), zipped(images.array()));
    }

    static byte[] labels() {
        return new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 7, 3, 7};
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("no disk is written to", e);
        }
        return out.toByteArray();
    }

    /// What writes a file.
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private static byte[] written(Writer writer) {
        try {
            Path folder = Files.createTempDirectory("gradus-fuzz"), file = folder.resolve("seed");
            writer.write(file);
            byte[] bytes = Files.readAllBytes(file);
            Traces.delete(folder);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a seed", e);
        }
    }

    static List<byte[]> weights() {
        Map<String, Tensor> tensors = Map.of(
                "a/weight", Tensor.full(Shape.of(2, 3), 1.5),
                "n", Tensor.generateInts(Shape.of(4), i -> i),
                "s", Tensor.full(Shape.of(), 2));
        return List.of(
                written(Params.of(tensors)::write),
                written(new Params(tensors, Map.of("note", "a \"b\" é"))::write),
                foreign("", 32),
                foreign(",\"m\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[32,34]}", 34));
    }

    /// A file with tensors of types that are read and not written.
    ///
    /// @param more of the header
    /// @param data how many bytes of elements
    private static byte[] foreign(String more, int data) {
        String header = """
                {"i":{"dtype":"I64","shape":[3],"data_offsets":[0,24]},\
                "h":{"dtype":"F16","shape":[2],"data_offsets":[24,28]},\
                "b":{"dtype":"BF16","shape":[1,2],"data_offsets":[28,32]}%s}""".formatted(more);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + header.length() + data).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length()).put(bytes(header));
        for (int value = -1; value < 2; value++) file.putLong(value);
        file.putShort(Float.floatToFloat16(1.5f)).putShort((short) 1).putInt(Float.floatToRawIntBits(-2));
        return file.array();
    }

    static List<byte[]> checkpoints() {
        Recipe recipe = Recipe.parse(Traces.RECIPE.formatted(2), "rough.yaml");
        Dataset data = recipe.data().load(Path.of(""));
        try (Trainer trainer = Trainer.of(recipe, data)) {
            byte[] first = written(trainer.checkpoint()::write);
            while (!trainer.done()) trainer.step();
            return List.of(first, written(trainer.checkpoint()::write));
        }
    }

    private static final String CHECKSUM = "gradus.checksum";

    static List<byte[]> models() {
        Recipe recipe = Recipe.parse(Traces.RECIPE.formatted(2), "rough.yaml");
        Dataset data = recipe.data().load(Path.of(""));
        try (Trainer trainer = Trainer.of(recipe, data)) {
            byte[] first = written(trainer.model()::write);
            while (!trainer.done()) trainer.step();
            return List.of(first, written(trainer.model()::write));
        }
    }

    /// The model in a file with a checksum that fits what it holds, so that readers look at that.
    static Path signedModel(Path file) {
        Params found = Params.read(file);
        Map<String, String> notes = new TreeMap<>(found.metadata());
        notes.remove(CHECKSUM);
        notes.put(CHECKSUM, new Params(found.tensors(), notes).checksum());
        new Params(found.tensors(), notes).write(file);
        return file;
    }

    static List<byte[]> frames() {
        return List.of(written(file -> {
            try (Frames frames = Frames.append(file, WIDTH, 0)) {
                for (int step = 1; step <= 8; step++) frames.write(step, step, 1, 0.1, new float[WIDTH]);
            }
        }));
    }

    /// Frames with checksums that fit what they hold, so that readers look at that.
    static byte[] signed(byte[] frames) {
        ByteBuffer bytes = ByteBuffer.wrap(frames.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int length = FRAME_HEAD + WIDTH * Float.BYTES;
        for (int at = FILE_HEAD; at + length <= frames.length; at += length) {
            CRC32C sum = new CRC32C();
            sum.update(bytes.slice(at + 4, length - 4));
            bytes.putInt(at, (int) sum.getValue());
        }
        return bytes.array();
    }

    /// The text files that a training and an examination leave behind, by name.
    private static Map<String, byte[]> left() {
        Path folder = Traces.folder(3);
        InProcess.run(folder, "train", "rough.yaml");
        Recipe recipe = Recipe.parse(Traces.RECIPE.formatted(3), "rough.yaml");
        Dataset data = recipe.data().load(Path.of(""));
        try (RunClaim claim = RunClaim.create(folder.resolve("more"), LocalDate.EPOCH)) {
            Archive.save(claim.run(), new Clinic(data, 1, (_, _, _) -> {}).diagnose(recipe));
            RunFolder run = Traces.runs(folder).getFirst();
            return Map.of(
                    "run", Files.readAllBytes(run.file(RunFolder.RUN)),
                    "result", Files.readAllBytes(run.file("result.json")),
                    "places", Files.readAllBytes(run.file("places.json")),
                    "evidence", Files.readAllBytes(claim.run().file("evidence.json")),
                    "trials", Files.readAllBytes(claim.run().file("trials.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make seeds", e);
        } finally {
            Traces.delete(folder);
        }
    }

    /// They are made once, when the first is asked for.
    private static final class Left {
        private static final Map<String, byte[]> FILES = left();
    }

    /// One of them.
    static List<byte[]> left(String name) {
        byte[] bytes = Left.FILES.get(name);
        return bytes == null ? List.of() : List.of(bytes);
    }

    /// The recipe whose settings grids name.
    static Recipe gridded() {
        return Recipe.parse(Traces.RECIPE.formatted(3), "rough.yaml");
    }

    static List<byte[]> grids() {
        return texts(
                "optimizer.rate=0.01,1e-1\nbatch=1,2",
                "model[0].dense.units=16,64",
                "optimizer=sgd,{adam: {rate: 0.01}}",
                "clip=none,{norm: 1}");
    }

    static List<byte[]> kept() {
        RunResult result =
                new RunResult(9, 0.5, "accuracy", 0.1, 0.9, 0.2, Double.NaN, Optional.of("Log [2]"), Optional.empty());
        return texts(Json.write(new SweepFolder.Kept(gridded().toYaml(), "0123456789abcdef", result)));
    }

    static List<byte[]> expressions() {
        return texts(
                "x*y + tanh(x)^2",
                "a = exp(-x); b = a*a + sqrt(y); b/(1 + a)",
                "sigmoid(x) - relu(-y)*log(2.5e0)",
                "((x)) + -3^2");
    }

    static List<byte[]> arguments() {
        return texts(
                "presets",
                "presets\nrelu-he\n--json",
                "graph\nx*y\nx=1\ny=2",
                "check\nx*y\nx=1\n--color=always",
                "optim\n--steps=5",
                "env\n--json",
                "runs",
                "forecast\ndeep-sigmoid\n--ascii",
                "report\n2026-01-01-a\n-o\nout.html",
                "stationary\nruns/x",
                "sweep\nnowhere.yaml\n--grid=batch=1,2\n--seeds=2",
                "rate\nnowhere.yaml\n--from=1e-5\n--steps=50",
                "evaluate\nnowhere.yaml\n--folds=3\n--seed=2",
                "train\n--resume\n2026-01-01-a\n--threads=2",
                "diagnose\nnowhere.yaml\n--fail-on=warn",
                "--help");
    }

    static List<byte[]> addresses() {
        return texts(
                "/graph\nexpr=(x+y)*z\nx=-2\ny=5\nz=-4\npass=back\nk=2\nnode=3\nh=0.01",
                "/part/graph\nexpr=f = sigmoid(w*x+b)\nw=2\nx=-1\nb=0\npass=forward\nk=1",
                "/graph\nrecipe=deep-sigmoid\nopen=1",
                "/graph\nrun=2026-11-29-a\nopen=dense1",
                "/optim\nf=himmelblau\nat=-1,1\nopt=sgd:0.01,adam:0.1\nn=40\nt=7",
                "/api/walks\nf=x^2+3*y^2\nbox=-2,2\nat=1,1\nopt=momentum:0.1:momentum=0.8\nn=30\nnoise=0.1\nseed=2",
                "/train\ndepth=3\nwidth=8\nactivation=tanh\ninit=glorot_normal\nnorm=layer_norm\nskip=on\nrate=0.1",
                "/part/recipe\npreset=relu-he",
                "/compare\na=2026-11-29-a\nb=2026-11-29-b",
                "/run/2026-11-29-a\nstep=5\nlayer=1,2\nlinear=on",
                "/part/run/2026-11-29-a/cell\ncolumn=3\nrow=1\nheat=actStd\nstep=5",
                "/assets/studio.css");
    }
}
