package org.gradus.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Predicts from the recipe alone how much gradient each layer will pass on. */
@Mojo(name = "forecast", requiresProject = false, threadSafe = true)
public final class ForecastMojo extends CommandMojo {
    @Override
    String command() {
        return "forecast";
    }
}
