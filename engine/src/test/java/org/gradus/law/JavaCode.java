package org.gradus.law;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Java that tests make: compiled against every module of this program and its class path, and run.
public final class JavaCode {
    private JavaCode() {}

    /// What the methods `make()` of some classes return, in order.
    ///
    /// @param names their names; they are in no package
    /// @param sources their text
    /// @param folder where to put files
    public static List<Object> results(List<String> names, List<String> sources, Path folder) {
        return results(names, names, sources, folder);
    }

    /// What the method `make()` of one of some classes returns.
    ///
    /// @param asked its name
    public static Object result(String asked, List<String> names, List<String> sources, Path folder) {
        return results(List.of(asked), names, sources, folder).getFirst();
    }

    private static List<Object> results(List<String> asked, List<String> names, List<String> sources, Path folder) {
        try {
            compile(names, sources, folder);
            URL[] here = {folder.toUri().toURL()};
            try (URLClassLoader loader = new URLClassLoader(here, JavaCode.class.getClassLoader())) {
                ArrayList<Object> results = new ArrayList<>();
                for (String name : asked)
                    results.add(loader.loadClass(name).getMethod("make").invoke(null));
                return results;
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError("the classes cannot be run", e);
        }
    }

    private static void compile(List<String> names, List<String> sources, Path folder) throws IOException {
        ArrayList<Path> files = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            files.add(folder.resolve(names.get(i) + ".java"));
            Files.writeString(files.get(i), sources.get(i));
        }
        String path = path();
        JavaCompiler compiler =
                Optional.ofNullable(ToolProvider.getSystemJavaCompiler()).orElseThrow();
        StringWriter messages = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            messages,
                            manager,
                            null,
                            List.of("-proc:none", "-cp", path, "-d", folder.toString()),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!done) throw new AssertionError("does not compile:\n" + messages);
        }
    }

    /// Where every module of this program and its class path are.
    private static String path() {
        String separator = System.getProperty("path.separator");
        String modules = ModuleLayer.boot().configuration().modules().stream()
                .map(ResolvedModule::reference)
                .flatMap(r -> r.location().stream())
                .filter(uri -> "file".equals(uri.getScheme()))
                .map((URI uri) -> Path.of(uri).toString())
                .collect(Collectors.joining(separator));
        return modules + separator + System.getProperty("java.class.path");
    }

    /// A program of this one's classes in a process of its own.
    ///
    /// @param folder where it works
    public static Process process(String main, Path folder, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ArrayList<String> command =
                new ArrayList<>(List.of(java, "--add-modules", "jdk.incubator.vector", "-cp", path(), main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile()).start();
    }
}
