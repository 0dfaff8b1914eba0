package org.gradus.cli;

import java.util.Iterator;
import java.util.List;
import org.gradus.preset.Preset;

/// What a shell may complete an argument to.
final class Candidates {
    private Candidates() {}

    /// The names of presets, wherever a recipe is asked for.
    static final class Presets implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Preset.all().stream().map(Preset::name).iterator();
        }
    }

    /// When to write in colour.
    static final class Colours implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("auto", "always", "never").iterator();
        }
    }

    /// The shells that can complete.
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("bash", "zsh", "fish").iterator();
        }
    }
}
