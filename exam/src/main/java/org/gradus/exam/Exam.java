package org.gradus.exam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Judge;
import org.gradus.data.Dataset;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Verdict;
import org.gradus.preset.Preset;
import org.gradus.recipe.Recipe;

/// Tries the doctor on patients whose illness, or health, is known.
public final class Exam {
    /// What is expected of a patient without a cause.
    private static final String HEALTHY = "healthy";

    private Exam() {}

    /// One patient with one seed.
    ///
    /// @param expected the cause it was made to have; `healthy` for none
    /// @param causes every cause that was found, the first diagnosis first
    /// @param metric the held-out metric at the end
    public record Result(String patient, long seed, String expected, List<String> causes, double metric) {
        public Result {
            causes = List.copyOf(causes);
        }

        /// Whether the first diagnosis is the planted cause, or nothing was found in a healthy patient.
        public boolean right() {
            return expected.equals(HEALTHY)
                    ? causes.isEmpty()
                    : !causes.isEmpty() && causes.getFirst().equals(expected);
        }
    }

    /// Examines patients with the seeds 1 … `seeds`, several at once.
    public static List<Result> run(List<Preset> patients, int seeds, int threads) {
        List<Batch.Job<Result>> jobs = new ArrayList<>();
        for (Preset patient : patients) {
            for (long seed = 1; seed <= seeds; seed++) {
                Recipe recipe = patient.recipe().withSeed(seed);
                jobs.add(new Batch.Job<>(key(patient.name(), seed), () -> examine(patient, recipe)));
            }
        }
        return Batch.run(jobs, r -> key(r.patient(), r.seed()), threads, Lines.nowhere(Result.class), _ -> {});
    }

    private static String key(String patient, long seed) {
        return patient + "/" + seed;
    }

    private static Result examine(Preset patient, Recipe recipe) {
        Dataset data = recipe.data().load(Path.of(""));
        var evidence = new Clinic(data).train(recipe, recipe.seed(), (_, _, _) -> {});
        List<String> causes = new Judge().judge(evidence) instanceof Verdict.Unwell u
                ? u.diagnoses().stream().map(Diagnosis::cause).toList()
                : List.of();
        return new Result(
                patient.name(),
                recipe.seed(),
                patient.cause().orElse(HEALTHY),
                causes,
                evidence.score().testMetric());
    }

    /// A row a patient: what was expected, how often it came first, and how often something else did.
    public static String summary(List<Result> results) {
        StringBuilder text =
                new StringBuilder("%-22s %-22s %7s  %s%n".formatted("patient", "expected", "right", "else"));
        Set<String> patients = new LinkedHashSet<>();
        results.forEach(r -> patients.add(r.patient()));
        for (String patient : patients) {
            List<Result> of =
                    results.stream().filter(r -> r.patient().equals(patient)).toList();
            long right = of.stream().filter(Result::right).count();
            List<String> wrong = of.stream()
                    .filter(r -> !r.right())
                    .map(r -> "seed " + r.seed() + ": "
                            + (r.causes().isEmpty() ? "none" : r.causes().getFirst()))
                    .toList();
            text.append("%-22s %-22s %3d/%-3d  %s%n"
                            .formatted(patient, of.getFirst().expected(), right, of.size(), String.join(", ", wrong))
                            .stripTrailing())
                    .append('\n');
        }
        long healthy =
                results.stream().filter(r -> r.expected().equals(HEALTHY)).count();
        long alarms = results.stream()
                .filter(r -> r.expected().equals(HEALTHY) && !r.right())
                .count();
        long named = results.stream()
                .filter(r -> !r.expected().equals(HEALTHY) && r.right())
                .count();
        return text.append("%ncause named first in %d of %d sick runs; false alarms in %d of %d healthy runs%n"
                        .formatted(named, results.size() - healthy, alarms, healthy))
                .toString();
    }
}
