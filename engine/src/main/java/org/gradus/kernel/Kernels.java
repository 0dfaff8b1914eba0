package org.gradus.kernel;

import java.util.Optional;
import org.gradus.plan.Call;

/// A provider of fast twins: a kernel for a call, or none, and then the operation's own meaning runs.
@FunctionalInterface
public interface Kernels {
    Optional<Kernel> bind(Call call, Buffers buffers);
}
