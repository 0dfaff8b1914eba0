package org.gradus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Recipes that train in a moment.
final class Recipes {
    static final String SMALL = """
            name: small
            data: {circles: {samples: 120}}
            model:
              - dense: {units: 8, activation: tanh}
              - dropout: 0.1
              - dense: {units: 8, activation: tanh}
              - dense: {units: 2}
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            batch: 25
            epochs: 6
            """;

    private Recipes() {}

    static Path write(Path folder, String name, String yaml) {
        try {
            return Files.writeString(folder.resolve(name + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
