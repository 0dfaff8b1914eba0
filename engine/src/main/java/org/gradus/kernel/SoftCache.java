package org.gradus.kernel;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Values made once for a key and shared while someone holds them, or memory is not short.
public final class SoftCache<K, V> {
    private final Map<K, SoftReference<V>> values = new ConcurrentHashMap<>();

    /// A cache that holds nothing yet.
    public SoftCache() {}

    /// The value of a key.
    ///
    /// @param make makes it if there is none; of two threads that ask at once, one may make one that is not kept
    public V get(K key, Function<K, V> make) {
        SoftReference<V> held = values.get(key);
        V value = held == null ? null : held.get();
        if (value != null) return value;
        values.values().removeIf(v -> v.get() == null);
        V made = make.apply(key);
        values.put(key, new SoftReference<>(made));
        return made;
    }
}
