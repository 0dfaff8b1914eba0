package org.gradus.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Trains a network, says why it does not learn, and tries cures. */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends CommandMojo {
    @Override
    String command() {
        return "doctor";
    }
}
