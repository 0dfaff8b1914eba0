package org.gradus.maven;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/// The JDK that Gradus runs on, which may be newer than Maven's.
///
/// @param home its folder
record Jdk(Path home) {
    private static final int NEEDED = 25;

    /// The first that is new enough: the toolchain of the build or of `toolchains.xml`, Maven's own, `JAVA_HOME`, one
    /// beside Maven's own.
    ///
    /// @throws MojoFailureException when there is none
    static Jdk find(MavenSession session, ToolchainManager toolchains) throws MojoFailureException {
        List<Toolchain> listed = toolchains.getToolchains(session, "jdk", Map.of("version", "[" + NEEDED + ",)"));
        Stream<Path> chosen = Stream.concat(
                        Stream.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session)), listed.stream())
                .map(toolchain -> toolchain.findTool("java"))
                .filter(Objects::nonNull)
                .map(java -> Path.of(java, "..", "..").normalize());
        Path own = Path.of(System.getProperty("java.home"));
        Stream<Path> environment = Stream.ofNullable(System.getenv("JAVA_HOME")).map(Path::of);
        return Stream.of(chosen, Stream.of(own), environment, beside(own))
                .flatMap(homes -> homes)
                .map(Jdk::new)
                .filter(jdk -> jdk.version() >= NEEDED)
                .findFirst()
                .orElseThrow(() -> new MojoFailureException("Gradus needs a JDK " + NEEDED
                        + " or newer, and Maven runs on " + Runtime.version().feature()
                        + ": set JAVA_HOME to one, or list it in ~/.m2/toolchains.xml"));
    }

    private static Stream<Path> beside(Path home) {
        try (Stream<Path> homes = Files.list(home.resolve("..").normalize())) {
            return homes.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    Path java() {
        return home.resolve("bin").resolve(File.separatorChar == '/' ? "java" : "java.exe");
    }

    /// Whether it has a module, as far as its release file tells.
    boolean has(String module) {
        return List.of(release("MODULES", module).split(" ")).contains(module);
    }

    private int version() {
        String digits = release("JAVA_VERSION", "0").split("[^0-9]")[0];
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /// What the release file says, without quotes.
    private String release(String key, String otherwise) {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        } catch (IOException e) {
            return otherwise;
        }
        return release.getProperty(key, otherwise).replace("\"", "");
    }
}
