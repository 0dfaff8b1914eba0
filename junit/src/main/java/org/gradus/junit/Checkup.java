package org.gradus.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradus.clinic.Clinic;
import org.gradus.clinic.Consultation;
import org.gradus.clinic.Gate;
import org.gradus.data.Dataset;
import org.gradus.detect.DetectorList;
import org.gradus.detect.Diagnosis;
import org.gradus.detect.Evidence;
import org.gradus.detect.Verdict;
import org.gradus.draw.TextStyle;
import org.gradus.name.InputException;
import org.gradus.name.Nearest;
import org.gradus.name.Shown;
import org.gradus.preset.Preset;
import org.gradus.recipe.Places;
import org.gradus.recipe.Recipe;
import org.gradus.recipe.RecipeText;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.Subject;
import org.gradus.report.Report;
import org.gradus.report.ReportFacts;
import org.gradus.story.Story;
import org.gradus.story.Story.Section;
import org.gradus.story.Story.Words;
import org.gradus.story.TextFace;

/// What [GradusAssertions#assertTrains] is to train, and what counts as a failure.
///
/// ```java
/// assertTrains(Checkup.of("relu-he").withSeed(7).withEpochs(5).tolerating("too-few-epochs"));
/// ```
///
/// @param recipe what is trained
/// @param folder where the paths of its data start
/// @param gate which findings count
/// @param places where its layers stand in the text that it was read from
public record Checkup(Recipe recipe, Path folder, Gate gate, Places places) {
    /// The check-up of a recipe, whose data's paths start in the working folder.
    public static Checkup of(Recipe recipe) {
        return new Checkup(recipe, Path.of(""), Gate.ANY, Places.NONE);
    }

    /// The check-up of a recipe file, whose data's paths start in its folder.
    ///
    /// @throws InputException when it cannot be read
    public static Checkup of(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        RecipeText text = RecipeText.read(file);
        return new Checkup(text.recipe(), parent == null ? file : parent, Gate.ANY, text.places());
    }

    /// The check-up of a preset.
    ///
    /// @throws InputException when there is none of that name
    public static Checkup of(String preset) {
        RecipeText text =
                Preset.named(preset).orElseThrow(() -> unknown(preset)).text();
        return new Checkup(text.recipe(), Path.of(""), Gate.ANY, text.places());
    }

    private static InputException unknown(String preset) {
        List<String> near =
                Nearest.of(preset, Preset.all().stream().map(Preset::name).toList());
        return new InputException("unknown preset `" + Shown.brief(preset) + "`"
                + (near.isEmpty() ? "; a file is named by a Path" : "; nearest: " + String.join(", ", near)));
    }

    /// With another seed, which draws weights and batches.
    public Checkup withSeed(long seed) {
        return new Checkup(recipe.withSeed(seed), folder, gate, places);
    }

    /// With no more epochs than these. A verdict needs 50 steps at least, and a network that is
    /// stopped early may be found to have been stopped too early.
    public Checkup withEpochs(int most) {
        if (most < 1) throw new InputException("epochs: expected at least 1, found " + most);
        return new Checkup(recipe.withEpochs(Math.min(most, recipe.epochs())), folder, gate, places);
    }

    /// With only the findings that [Gate#parse] names: `ill`, `warn`, `any`, or causes with
    /// commas between; `unproven` among them fails a network, too, of whose error much is left for
    /// no cause that is proven.
    public Checkup failingOn(String what) {
        return new Checkup(recipe, folder, Gate.parse(what).tolerating(gate.tolerated()), places);
    }

    /// With these causes let pass, such as `batch-noise`.
    ///
    /// @throws InputException when there is no such cause
    public Checkup tolerating(String... causes) {
        return new Checkup(recipe, folder, gate.tolerating(List.of(causes)), places);
    }

    /// Trains, and says what fails; nothing when nothing does.
    Optional<String> complaint() {
        Dataset data = recipe.data().load(folder);
        return complaint(new Clinic(data).diagnose(recipe), data);
    }

    /// What fails in a training that was judged.
    Optional<String> complaint(Consultation found, Dataset data) {
        return complaint(found.verdict()).map(what -> page(what, found, data));
    }

    /// What fails, in a few words.
    private Optional<String> complaint(Verdict verdict) {
        if (verdict instanceof Verdict.TooSoon soon) return Optional.of(soon.sentence());
        List<Diagnosis> failures = gate.failures(verdict);
        if (!failures.isEmpty()) {
            Diagnosis first = failures.getFirst();
            return Optional.of(first.cause() + ", since step " + first.finding().since()
                    + (verdict instanceof Verdict.Unproven ? "; its cause is not proven" : ""));
        }
        return gate.fails(verdict) ? Optional.of("much error is left, and no cause is proven") : Optional.empty();
    }

    /// How to go on.
    private String next(Consultation found, Dataset data) {
        return switch (found.verdict()) {
            case Verdict.TooSoon _ -> "more epochs, or a smaller batch";
            case Verdict.Unwell u -> advice(gate.failures(u).getFirst(), found.evidence(), data);
            case Verdict.Unproven u when !u.seen().isEmpty() -> "`gradus doctor` tries what was suspected";
            case Verdict.Unproven _, Verdict.Healthy _ -> "";
        };
    }

    /// The remedies that apply, best first.
    private String advice(Diagnosis diagnosis, Evidence evidence, Dataset data) {
        List<Remedy> remedies = DetectorList.of(diagnosis.cause()).remedies(evidence);
        String names = remedies.stream()
                .filter(r -> r.apply(Subject.of(recipe, data)).isPresent())
                .map(Remedy::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "may help: " + names + "; `gradus doctor` tries them against a control";
    }

    /// The verdict as `gradus diagnose` prints it, under what fails; what is let pass is left off.
    private String page(String what, Consultation found, Dataset data) {
        Consultation told = Consultation.untreated(found.evidence(), told(found.verdict()));
        String next = next(found, data);
        Story story = Report.of(told, new ReportFacts("", "", "", List.of(), places));
        Section more = new Section("next", "Next", next.isEmpty() ? List.of() : List.of(new Words("next", next)));
        return recipe.name() + " failed its check-up: " + what + "\n\n"
                + TextFace.write(story.and(more), TextStyle.PLAIN);
    }

    private Verdict told(Verdict verdict) {
        if (!(verdict instanceof Verdict.Unwell u)) return verdict;
        List<Diagnosis> failures = gate.failures(u);
        int joint = (int) u.causes().stream().filter(failures::contains).count();
        return new Verdict.Unwell(failures, Math.max(1, joint));
    }
}
