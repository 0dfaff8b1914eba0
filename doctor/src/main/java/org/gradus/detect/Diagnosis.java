package org.gradus.detect;

import java.util.List;

/// A cause that was found, with what was ruled out on the way.
///
/// @param cause its name, such as `vanishing-depth`
/// @param finding what speaks for it and against it
/// @param ruledOut a few words on each cause that was considered and found absent
public record Diagnosis(String cause, Finding.Found finding, List<String> ruledOut) {
    public Diagnosis {
        ruledOut = List.copyOf(ruledOut);
    }
}
