package org.gradus.remedy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradus.data.Dataset;
import org.gradus.recipe.Recipe;

/// Several remedies, one after another. One that does not apply is passed over.
public record Together(List<Remedy> remedies) implements Remedy.BuiltIn {
    public static List<Remedy> examples() {
        return List.of(new Together(new Widen(2), new MoreEpochs(3)));
    }

    public Together {
        remedies = List.copyOf(remedies);
    }

    public Together(Remedy... remedies) {
        this(List.of(remedies));
    }

    @Override
    public String name() {
        return remedies.stream().map(Remedy::name).collect(Collectors.joining("+"));
    }

    @Override
    public Optional<Recipe> apply(Subject subject) {
        Recipe treated = subject.recipe();
        for (Remedy remedy : remedies)
            treated = remedy.apply(subject.with(treated)).orElse(treated);
        return treated.equals(subject.recipe()) ? Optional.empty() : Optional.of(treated);
    }

    /// The earliest of theirs.
    @Override
    public Start start() {
        return remedies.stream()
                .map(Remedy::start)
                .min(Comparator.naturalOrder())
                .orElse(Start.FIRST_STEP);
    }

    /// The largest of theirs.
    @Override
    public Change change() {
        return remedies.stream()
                .map(Remedy::change)
                .max(Comparator.naturalOrder())
                .orElse(Change.SETTING);
    }

    @Override
    public Dataset data(Dataset patient) {
        Dataset data = patient;
        for (Remedy remedy : remedies) data = remedy.data(data);
        return data;
    }

    @Override
    public Remedy longer(int times) {
        List<Remedy> longer = new ArrayList<>(remedies);
        longer.addLast(longer.removeLast().longer(times));
        return new Together(longer);
    }
}
