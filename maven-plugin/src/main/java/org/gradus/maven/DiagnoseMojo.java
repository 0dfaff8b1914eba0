package org.gradus.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Trains a network and says why it does not learn. */
@Mojo(name = "diagnose", requiresProject = false, threadSafe = true)
public final class DiagnoseMojo extends CommandMojo {
    @Override
    String command() {
        return "diagnose";
    }
}
