package org.gradus.kernel.vector;

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
        VectorLoop written = new VectorLoop(LoopWriter.write(body));
        loops.put(body, new SoftReference<>(written));
        return written;
    }
}
