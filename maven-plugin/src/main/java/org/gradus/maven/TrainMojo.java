package org.gradus.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Trains a network. */
@Mojo(name = "train", requiresProject = false, threadSafe = true)
public final class TrainMojo extends CommandMojo {
    @Override
    String command() {
        return "train";
    }
}
