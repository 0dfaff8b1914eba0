package org.gradus.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gradus.runs.RunClaim;
import org.gradus.runs.RunFolder;
import org.gradus.speed.Jvm;
import picocli.CommandLine.Command;

/// Disks that are full or read-only, two writers of one run, and output that is lost. What needs a file system of its
/// own is left out where none may be mounted.
@Command(
        name = "disk",
        mixinStandardHelpOptions = true,
        description = "Disks that are full or read-only, two writers of one run, output that is lost.")
final class Disk implements Callable<Integer> {
    private int bad;

    @Override
    public Integer call() throws IOException, InterruptedException {
        full();
        readOnly();
        twoWriters();
        for (String command : List.of("presets", "--help", "env", "optim", "graph x*y x=1 y=2", "runs")) lost(command);
        return bad == 0 ? 0 : 1;
    }

    private void say(String what, boolean well, String found) {
        if (!well) bad++;
        System.out.printf("%-44s %s%s%n", what, well ? "as it should: " : "NOT as it should: ", found.strip());
    }

    /// Whether a command of the shell ends well; what it says of errors is left out.
    static boolean shell(String line) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", line + " 2>/dev/null").start().waitFor() == 0;
    }

    private void full() throws IOException, InterruptedException {
        for (int kilobytes : new int[] {16, 64, 256}) {
            Path folder = Files.createTempDirectory("gradus-fuzz");
            if (!shell("mount -t tmpfs -o size=" + kilobytes + "k tmpfs " + folder)) {
                System.out.println("a full disk: left out, since no file system may be mounted here");
                return;
            }
            try {
                Files.writeString(folder.resolve("rough.yaml"), Traces.RECIPE.formatted(500));
                Child.Result result = InProcess.run(folder, "train", "rough.yaml");
                String text = result.text().replaceAll("\\s+", " ");
                boolean well = result.code() == 1 && text.contains("No space left on device");
                String end = text.substring(Math.max(0, text.indexOf("gradus train")));
                say("a disk of " + kilobytes + " KB that is full", well, "exit " + result.code() + ", " + end);
            } finally {
                shell("umount " + folder);
            }
        }
    }

    private void readOnly() throws IOException, InterruptedException {
        Path folder = Traces.folder(5);
        if (!shell("mount --bind " + folder + " " + folder + " && mount -o remount,ro,bind " + folder)) {
            System.out.println("a read-only disk: left out, since no file system may be mounted here");
            return;
        }
        try {
            Child.Result result = InProcess.run(folder, "train", "rough.yaml");
            boolean well = result.code() == 1 && !result.text().contains("fault of Gradus");
            say("a read-only disk", well, "exit " + result.code() + ", " + result.text());
        } finally {
            shell("umount " + folder);
        }
    }

    private void twoWriters() {
        Path folder = Traces.folder(5);
        InProcess.run(folder, "train", "rough.yaml");
        RunFolder run = Traces.runs(folder).getFirst();
        try (RunClaim _ = RunClaim.of(run)) {
            Child.Result result = Child.run(folder, Child.BRIEF, "train", "--resume", run.id());
            say("a second process on a run", result.code() == 2, "exit " + result.code() + ", " + result.text());
        }
        Child.Result after = Child.run(folder, Child.BRIEF, "train", "--resume", run.id());
        say("the same, once the first has ended", after.code() == 0, "exit " + after.code());
    }

    /// Output to a device that takes nothing.
    private void lost(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Jvm.command(org.gradus.cli.Gradus.class, List.of(command.split(" "))));
        words.addAll(1, Child.BRIEF);
        Path folder = Traces.folder(1), errors = folder.resolve("errors.txt");
        int code = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(new File("/dev/full"))
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        String text = Files.readString(errors);
        say(
                "gradus " + command + " > /dev/full",
                code == 1 && !text.contains("fault of"),
                "exit " + code + ", " + text);
    }
}
