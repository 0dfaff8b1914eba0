package org.gradus.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gradus.recipe.Recipe;
import org.gradus.record.NamedRecipe;
import org.gradus.record.Recording;
import org.gradus.runs.Json;
import org.gradus.runs.RunFolder;
import org.gradus.runs.RunResult;
import org.gradus.studio.web.Wire.Reply;
import org.gradus.tensor.Tensor;
import org.gradus.train.Checkpoint;
import org.junit.jupiter.api.Test;

/// Trainings that are started and steered from a page.
class SteeringLaws extends Served {
    private static final String RECIPE = """
            name: steered
            data: {spirals: {samples: 120, classes: 2, turns: 1.0, noise: 0.05, seed: 1, split: 0.8}}
            model: [{repeat: {times: 3, layers: [{dense: {units: 8, activation: sigmoid}}]}}, {dense: 2}]
            loss: softmax_cross_entropy
            optimizer: {adam: {rate: 0.01}}
            epochs: 10
            batch: 16
            """;

    /// Starts a training that waits before its first step.
    private RunFolder paused() throws IOException, InterruptedException {
        String body = Json.write(Json.object("yaml", RECIPE, "paused", "on"));
        Reply reply = post("/api/trainings", body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        RunFolder run = RunFolder.list(folder).getLast();
        assertThat(reply.body()).contains("/run/" + run.id());
        assertThat(get("/run/" + run.id()).body()).contains("▶ Run");
        assertThat(get("/part/run/" + run.id() + "/cell").body()).contains("nothing was recorded yet");
        return run;
    }

    private void ended(RunFolder run) throws IOException, InterruptedException {
        soon("/part/run/" + run.id() + "/steering", "Examine it");
        assertThat(RunResult.read(run)).isPresent();
    }

    private String order(RunFolder run, String order, String body) throws IOException {
        Reply reply = post("/api/runs/" + run.id() + "/" + order, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    private static Checkpoint end(RunFolder run) {
        return Checkpoint.read(run.file(RunFolder.CHECKPOINT));
    }

    /// The same recipe as a run has, trained without anybody who looks on.
    private Checkpoint anew(RunFolder run) {
        try (Recording recording = Recording.begin(NamedRecipe.recorded(run), folder.resolve("anew"), "test", 1)) {
            recording.train(_ -> {});
            return end(recording.run());
        }
    }

    /// Whether a run has ended with the bits of the same recipe trained without anybody who looks on.
    private void same(RunFolder run) {
        Map<String, Tensor> steered = end(run).tensors(), alone = anew(run).tensors();
        // the guard counts for itself, besides
        assertThat(steered.keySet()).containsAll(alone.keySet());
        alone.forEach((name, value) -> assertThat(steered.get(name)).as(name).isEqualTo(value));
    }

    private static String step(long step) {
        return "data-live=\"step\">" + step + "<";
    }

    @Test
    void aTrainingMakesAsManyStepsAsItIsToldAndEndsWithTheBitsOfOneThatWasLeftAlone() throws Exception {
        RunFolder run = paused();
        order(run, "step", "{}");
        soon("/part/run/" + run.id() + "/bar", step(1));
        assertThat(order(run, "step", "{\"steps\": 4}")).contains("\"step\": 5,", "\"state\": \"paused\"");
        // an order is answered when its steps are made, and no part of the page is behind it
        assertThat(get("/part/run/" + run.id() + "/bar").body()).contains(step(5));
        Thread.sleep(300);
        assertThat(get("/part/run/" + run.id() + "/bar").body()).contains(step(5));
        order(run, "run", "{}");
        ended(run);
        assertThat(end(run).step()).isEqualTo(60);
        String last = get("/part/run/" + run.id()).body(),
                first = get("/part/run/" + run.id() + "?step=5").body();
        assertThat(last).contains("id=\"metric\"", "The accuracy on the samples that are held out");
        assertThat(first).doesNotContain("id=\"metric\"");
        same(run);
    }

    @Test
    void aRateThatIsChangedStandsInTheRecipeWhichGivesTheSameBits() throws Exception {
        RunFolder run = paused();
        order(run, "step", "{\"steps\": 7}");
        soon("/part/run/" + run.id() + "/bar", step(7));
        assertThat(soon("/part/run/" + run.id() + "/cell?column=6&row=0", "step 7: "))
                .startsWith("dense4, step 7: signal ")
                .endsWith("<a href=\"/run/" + run.id() + "?step=7&amp;layer=4\" data-column=\"6\">Show it</a>");
        assertThat(get("/part/run/" + run.id() + "/cell?at=3&row=1&layer=1,4").body())
                .startsWith("dense3, step 3: signal ")
                .contains("?step=3&amp;layer=1,4,3\" data-column=\"2\"");
        assertThat(get("/part/run/" + run.id() + "/cell?column=99&row=99&heat=actStd")
                        .body())
                .startsWith("dense1, step 7: spread of activations ");
        order(run, "rate", "{\"rate\": \"0.002\"}");
        order(run, "step", "{}");
        soon("/part/run/" + run.id() + "/bar", "data-live=\"rate\">0.0020<");
        order(run, "run", "{}");
        ended(run);
        assertThat(run.read(RunFolder.RECIPE)).contains("changed:", "step: 7");
        assertThat(get("/run/" + run.id()).body()).contains("step 8", "learning rate 0.0020");
        same(run);
    }

    @Test
    void aTrainingThatIsStoppedGoesOnFromThere() throws Exception {
        RunFolder run = paused();
        order(run, "step", "{\"steps\": 9}");
        soon("/part/run/" + run.id() + "/bar", step(9));
        assertThat(order(run, "rate", "{\"rate\": \"0.003\"}")).contains("\"rate\": 0.003");
        order(run, "stop", "{}");
        soon("/part/run/" + run.id() + "/steering", "Go on from its last checkpoint");
        assertThat(end(run).step()).isEqualTo(9);
        order(run, "resume", "{}");
        ended(run);
        same(run);
    }

    @Test
    void anExaminationWritesItsVerdictIntoTheRun() throws Exception {
        RunFolder run = paused();
        assertThat(post("/api/runs/" + run.id() + "/examine", "{}").status()).isEqualTo(409);
        order(run, "run", "{}");
        ended(run);
        order(run, "examine", "{}");
        soon("/run/" + run.id() + "/why", "id=\"verdict\"");
        assertThat(get("/run/" + run.id() + "/report.html").body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void aRemedyThatIsPrescribedIsTrainedAsARunOfItsOwn() throws Exception {
        RunFolder run = paused();
        order(run, "run", "{}");
        ended(run);
        assertThat(post("/api/runs/" + run.id() + "/apply", "{\"remedy\": \"relu\"}")
                        .body())
                .contains("run " + run.id() + " was not examined");
        order(run, "examine", "{}");
        String why = soon("/run/" + run.id() + "/why", "id=\"prescribed\"");
        Matcher button = Pattern.compile("data-body=\"([^\"]*)\"[^>]*>([^<]*)<").matcher(why);
        assertThat(button.find()).isTrue();
        String answer = order(run, "apply", button.group(1).replace("&quot;", "\""));
        RunFolder treated = RunFolder.list(folder).getLast();
        assertThat(answer).contains("/run/" + treated.id());
        ended(treated);
        assertThat(treated.id()).isNotEqualTo(run.id());
        Recipe before = NamedRecipe.recorded(run).recipe(),
                after = NamedRecipe.recorded(treated).recipe();
        assertThat(after).as(button.group(2)).isNotEqualTo(before);
        assertThat(after.seed()).isEqualTo(before.seed());
        Reply none = post("/api/runs/" + run.id() + "/apply", "{\"remedy\": \"<b>\"}");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.body()).contains("remedy: expected one of [" + button.group(2), "found <b>");
    }

    @Test
    void ordersThatMakeNoSenseAreRefusedInWordsAndChangeNothing() throws Exception {
        Reply broken = post("/api/trainings", "{\"yaml\": \"name: x\\ndata: <b>\"}");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.body()).startsWith("recipe:2: ");
        assertThat(post("/api/trainings", "no JSON").status()).isEqualTo(400);
        assertThat(RunFolder.list(folder)).isEmpty();
        RunFolder run = paused();
        assertThat(post("/api/runs/" + run.id() + "/rate", "{\"rate\": \"fast\"}")
                        .body())
                .isEqualTo("rate: expected a number, at least 0, found fast\n");
        assertThat(post("/api/runs/" + run.id() + "/rate", "{\"rate\": \"1e308\"}")
                        .body())
                .isEqualTo("rate: expected one that the recipe's, 0.01, can be multiplied to, found 1.0E308\n");
        assertThat(post("/api/runs/" + run.id() + "/step", "{\"steps\": -1}").status())
                .isEqualTo(400);
        assertThat(post("/api/runs/" + run.id() + "/dance", "{}").status()).isEqualTo(404);
        assertThat(post("/api/runs/2026-01-01-a/run", "{}").status()).isEqualTo(404);
        order(run, "stop", "{}");
        soon("/part/run/" + run.id() + "/steering", "Go on");
        assertThat(post("/api/runs/" + run.id() + "/pause", "{}").status()).isEqualTo(409);
    }

    @Test
    void theFormSaysARecipeThatTrains() throws Exception {
        String address = "/part/recipe?depth=4&width=8&activation=tanh&init=glorot_normal&norm=layer_norm&skip=on"
                + "&data=circles&optimizer=adam&rate=0.01&clip=1&batch=16&epochs=1&seed=3";
        String yaml = get(address)
                .body()
                .replaceAll("(?s).*<textarea[^>]*>|</textarea>.*", "")
                .replace("&amp;", "&");
        Reply reply = post("/api/trainings", Json.write(Json.object("yaml", yaml)));
        assertThat(reply.status()).as(yaml + reply.body()).isEqualTo(200);
        assertThat(get("/train?depth=101").body()).contains("depth: expected a whole number from 0 to 100, found 101");
        assertThat(get("/train?activation=%3Cscript%3E").body())
                .contains("activation: expected", "&lt;script&gt;")
                .doesNotContain("<script>");
    }
}
