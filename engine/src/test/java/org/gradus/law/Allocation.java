package org.gradus.law;

import java.lang.reflect.Method;

/// Counts the bytes that the current thread allocates, by the JVM's own count (`com.sun.management.ThreadMXBean`). The
/// engine does not read that module, so it is called by reflection.
public final class Allocation {
    private Allocation() {}

    /// The bytes allocated by some work, less those that counting takes.
    public static long of(Runnable work) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method count = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
            for (int i = 0; i < 20; i++) count.invoke(threads);
            long start = (long) count.invoke(threads);
            long counting = (long) count.invoke(threads) - start;
            long before = (long) count.invoke(threads);
            work.run();
            return (long) count.invoke(threads) - before - counting;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("run the tests with --add-modules jdk.management", e);
        }
    }
}
