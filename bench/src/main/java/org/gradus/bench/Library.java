package org.gradus.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradus.speed.Jvm;
import org.gradus.speed.Mlp;

/// A library that trains or uses dense networks on the JVM.
enum Library {
    GRADUS("Gradus", "", "", true),
    LIBTORCH("libtorch", "libtorch", "Libtorch", true),
    DJL("DJL", "djl", "Djl", false),
    TENSORFLOW("TensorFlow-Java", "tensorflow", "TensorFlow", false),
    DEEPLEARNING4J("Deeplearning4j", "deeplearning4j", "Deeplearning4j", false),
    ONNXRUNTIME("ONNX Runtime", "onnxruntime", "OnnxRuntime", false);

    private static final String PACKAGE = "org.gradus.bench.";

    private final String title;
    /// Its module's folder among the peers, and package.
    private final String module;

    /// The class that drives it.
    private final String driver;

    private final boolean watches;

    Library(String title, String module, String driver, boolean watches) {
        this.title = title;
        this.module = module;
        this.driver = driver;
        this.watches = watches;
    }

    /// Those that train.
    static List<Library> training() {
        return Arrays.stream(values()).filter(library -> library != ONNXRUNTIME).toList();
    }

    /// Those that were taught to use a network.
    static List<Library> using() {
        return List.of(GRADUS, ONNXRUNTIME, DJL, TENSORFLOW);
    }

    String title() {
        return title;
    }

    /// Whether it was taught to look on.
    boolean watches() {
        return watches;
    }

    /// A JVM that trains or uses a network by this library, not yet started.
    ///
    /// @param peers the folder of the peers' modules, as built
    /// @param first what it does first
    ProcessBuilder process(Path peers, Mlp mlp, int threads, Mode first) {
        List<String> arguments = List.of(mlp.toString(), String.valueOf(threads), first.word());
        ProcessBuilder builder = new ProcessBuilder(
                this == GRADUS ? Jvm.command(GradusChild.class, arguments) : command(peers, arguments));
        String count = String.valueOf(threads);
        for (String variable : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(variable, count);
        }
        // libtorch has two pools of threads, and collapses when those of one spin while the other works
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                peers.resolveSibling("target").resolve("peers.log").toFile()));
        return builder;
    }

    private List<String> command(Path peers, List<String> arguments) {
        Path built = peers.resolve(module).resolve("target");
        List<String> command = new ArrayList<>(List.of(
                Jvm.java(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                built.resolve("classes") + File.pathSeparator + classPath(built),
                PACKAGE + module + "." + driver));
        command.addAll(arguments);
        return command;
    }

    private static String classPath(Path built) {
        try {
            return Files.readString(built.resolve("classpath")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the peers are not built: start this by bench/run", e);
        }
    }
}
