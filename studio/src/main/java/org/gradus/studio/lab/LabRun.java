package org.gradus.studio.lab;

import org.gradus.record.NamedRecipe;
import org.gradus.runs.RunFolder;

/// A recorded run whose network can be drawn.
///
/// @param folder where it is
/// @param named what was trained, and where the paths of its data start
public record LabRun(RunFolder folder, NamedRecipe named) {
    String id() {
        return folder.id();
    }
}
