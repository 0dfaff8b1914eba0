package org.gradus.kernel.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gradus.kernel.LoopBody;

/// The loops written so far, by pattern: the layers of a network share theirs, and so do all sessions, which then
/// find them compiled. Those that no session holds go when memory is short.
final class LoopCache {
    private final Map<LoopBody, SoftReference<VectorLoop>> loops = new ConcurrentHashMap<>();

    VectorLoop loop(LoopBody body) {
        SoftReference<VectorLoop> held = loops.get(body);
        VectorLoop loop = held == null ? null : held.get();
        if (loop != null) return loop;
        loops.values().removeIf(l -> l.get() == null);
        VectorLoop written = define(LoopWriter.write(body));
        loops.put(body, new SoftReference<>(written));
        return written;
    }

    private static VectorLoop define(byte[] file) {
        try {
            MethodHandles.Lookup written = MethodHandles.lookup().defineHiddenClass(file, true);
            return (VectorLoop) written.findConstructor(written.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError("a loop was written that cannot be run", e);
        }
    }
}
