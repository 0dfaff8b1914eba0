package org.gradus.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/// A command of Gradus as a goal, run in a JVM of its own with the plugin's jars.
abstract class CommandMojo extends AbstractMojo {
    private static final int REFUSED = 2, FOUND = 3;
    private static final String VECTORS = "jdk.incubator.vector";

    /** A preset, a recipe file, or (for the doctor) a run. */
    @Parameter(property = "recipe")
    private String recipe = "";

    /** More arguments, with spaces between, such as `--fail-on=ill`. */
    @Parameter(property = "gradus.arguments")
    private String arguments = "";

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true)
    private List<Artifact> artifacts = List.of();

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Inject
    private ToolchainManager toolchains;

    /// The command's name.
    abstract String command();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (recipe.isBlank())
            throw new MojoFailureException("gradus " + command()
                    + " needs a recipe: a preset such as -Drecipe=deep-sigmoid, or a file such as -Drecipe=my.yaml");
        int code = run(line(Jdk.find(session, toolchains)));
        switch (code) {
            case 0 -> {}
            case REFUSED ->
                throw new MojoFailureException("gradus " + command() + " cannot use what it was given; see above");
            case FOUND ->
                throw new MojoFailureException("gradus " + command() + " found what --fail-on names; see above");
            default -> throw new MojoExecutionException("gradus " + command() + " failed with exit code " + code);
        }
    }

    private List<String> line(Jdk jdk) {
        String jars = artifacts.stream()
                .map(artifact -> artifact.getFile().getPath())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> line = new ArrayList<>(List.of(jdk.java().toString(), "-XX:+UseParallelGC", "-p", jars));
        if (jdk.has(VECTORS)) line.addAll(List.of("--add-modules", VECTORS));
        line.addAll(List.of("-m", "org.gradus.cli/org.gradus.cli.Gradus", command(), recipe));
        if (!arguments.isBlank()) line.addAll(List.of(arguments.strip().split("\\s+")));
        return line;
    }

    /// Runs it in the folder where Maven was called, with its words going where Maven's go.
    private int run(List<String> line) throws MojoExecutionException {
        try {
            return new ProcessBuilder(line)
                    .directory(new File(session.getExecutionRootDirectory()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new MojoExecutionException("cannot start " + line.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("gradus " + command() + " was interrupted", e);
        }
    }
}
