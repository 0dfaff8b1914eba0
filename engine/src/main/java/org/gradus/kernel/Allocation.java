package org.gradus.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what a thread allocates: a vector that the compiler left in memory, boxed, is seen there.
final class Allocation {
    /// Whether the running JVM can count: the module that knows may have been left out of it.
    private static final boolean COUNTED =
            ModuleLayer.boot().findModule("jdk.management").isPresent();

    private Allocation() {}

    /// Bytes that this thread has allocated so far; always 0 where nobody counts.
    static long ofThisThread() {
        return COUNTED ? Counter.BEAN.getCurrentThreadAllocatedBytes() : 0;
    }

    /// Apart, so that nothing of it is looked for where nobody counts.
    private static final class Counter {
        static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }
}
