package org.gradus.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gradus.name.InputException;
import org.gradus.recipe.RecipeText;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.RunClaim;
import org.gradus.runs.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever hears that a training or an examination has ended may take its run at once.
class LiveLaws {
    private static final String RECIPE = """
            name: short
            data: {spirals: {samples: 120, classes: 2, turns: 1.0, noise: 0.05, seed: 1, split: 0.8}}
            model: [{dense: {units: 8, activation: tanh}}, {dense: 2}]
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            epochs: 10
            batch: 16
            """;

    @TempDir
    Path folder;

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

    private Recording recording() {
        return Recording.begin(new NamedRecipe(RecipeText.parse(RECIPE, "recipe"), folder), folder, "test", 1);
    }

    /// Takes a run when it is heard that what held it has ended.
    private void heard(RunFolder run, String news) {
        if (!news.contains("ended") && !news.contains("stopped") && !news.contains("ENDED")) return;
        try (RunClaim claim = RunClaim.of(run)) {
            taken.add(claim.run().id());
        } catch (InputException e) {
            taken.add(e.getMessage());
        }
    }

    @Test
    void aTrainingLetsGoOfItsRunBeforeItSaysThatItHasEnded() throws Exception {
        for (boolean stopped : new boolean[] {false, true}) {
            Recording recording = recording();
            RunFolder run = recording.run();
            LiveTraining training = new LiveTraining(recording, stopped, news -> heard(run, news));
            training.start();
            if (stopped) training.stop();
            training.join();
            assertThat(taken).containsExactly(run.id());
            taken.clear();
        }
    }

    @Test
    void anExaminationLetsGoOfItsRunBeforeItSaysThatItHasEnded() throws Exception {
        RunFolder run;
        try (Recording recording = recording()) {
            run = recording.run();
            recording.train(_ -> {});
        }
        List<RunFolder> written = new ArrayList<>();
        LiveExamination.Writer writer = (where, _, write) -> {
            write.run();
            written.add(where);
        };
        LiveExamination examination = new LiveExamination(run, true, writer, news -> heard(run, news));
        examination.start();
        examination.join();
        assertThat(examination.state()).isEqualTo(LiveExamination.State.ENDED);
        assertThat(written).isNotEmpty().containsOnly(run);
        assertThat(taken).containsExactly(run.id());
    }
}
