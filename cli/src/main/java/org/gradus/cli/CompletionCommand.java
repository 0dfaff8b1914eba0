package org.gradus.cli;

import org.gradus.name.InputException;
import org.gradus.name.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `gradus completion`: what a shell needs to complete commands, options and presets.
@Command(
        name = "completion",
        description = "Print a script by which a shell completes gradus commands.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(gradus completion bash)    in ~/.bashrc",
            "  source <(gradus completion zsh)     in ~/.zshrc",
            "  gradus completion fish | source     in ~/.config/fish/config.fish"
        })
final class CompletionCommand implements Runnable {
    private final Gradus gradus;

    @Parameters(
            paramLabel = "SHELL",
            completionCandidates = Candidates.Shells.class,
            description = "bash, zsh or fish.")
    private String shell = "";

    CompletionCommand(Gradus gradus) {
        this.gradus = gradus;
    }

    @Override
    public void run() {
        gradus.surroundings()
                .out()
                .print(
                        switch (shell) {
                            case "bash", "zsh" -> Completion.bash(gradus.commandLine());
                            case "fish" -> Completion.fish(gradus.commandLine());
                            default ->
                                throw new InputException(
                                        "expected bash, zsh or fish, found `" + Shown.brief(shell) + "`");
                        });
    }
}
