package org.gradus.data;

import java.nio.file.Path;
import java.util.List;

/// Samples that only the program has: it hands them to the trainer or the clinic itself, as a [Dataset], and
/// a recipe says no more than what they are called.
///
/// ```java
/// Dataset flowers = Preparation.standard().of(Table.of("flowers", inputs, species));
/// Recipe recipe = Recipe.of("mine", new InMemory("flowers"), new SoftmaxCrossEntropy(), Dense.of(3));
/// Trainer trainer = Trainer.of(recipe, flowers);
/// ```
///
/// @param name what they are called
public record InMemory(String name) implements Source.BuiltIn {
    /// What the laws are tried on, as far as it can be.
    public static List<Source> examples() {
        return List.of(new InMemory("flowers"));
    }

    /// @throws DataException always
    @Override
    public Dataset load(Path folder) {
        throw new DataException(
                name + ": these samples were in the memory of a program; a file of them is read by csv");
    }
}
