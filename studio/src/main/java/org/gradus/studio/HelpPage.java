package org.gradus.studio;

import java.util.List;
import org.gradus.draw.Markup;
import org.gradus.studio.page.Page;
import org.gradus.studio.web.Answer;
import org.gradus.studio.web.Request;

/// Signs, keys, words and how each number is computed.
final class HelpPage {
    /// A word or sign and what it means.
    private record Entry(String word, String meaning) {}

    private static final List<Entry> SIGNS = List.of(
            new Entry("▼", "bad: it keeps the network from learning; in a picture, a value below its limits"),
            new Entry("◆", "a warning; in purple, a number that is not finite (NaN or ∞)"),
            new Entry("●", "good; in a picture, how it is now"),
            new Entry("○", "how it was before, or at step 0"),
            new Entry("▲", "a value above the limits of its picture; on a surface, a maximum"),
            new Entry("▽", "a local minimum of a surface; ▼ is its global one"),
            new Entry("✕", "a saddle of a surface"),
            new Entry("▸", "the layer next to the input, and that next to the output"),
            new Entry("⊘", "exactly 0"),
            new Entry("≈0", "not 0 in truth, but too small for a double"),
            new Entry("–", "not computed, or no path leads there: nothing is not zero"),
            new Entry("▶ blue", "forward: a value, above its wire"),
            new Entry("◀ vermillion", "backward: a gradient, below its wire"),
            new Entry("hatched", "dead: below a thousandth of the top layer's signal"));

    private static final List<Entry> KEYS = List.of(
            new Entry("Space", "run or pause; play or pause"),
            new Entry(".", "one step"),
            new Entry(",", "one step back"),
            new Entry("r", "train anew, or reset"),
            new Entry("f", "follow the training again"),
            new Entry("← → ↑ ↓", "one step back or on; in the heatmap through its cells, where Enter shows the step"),
            new Entry("l", "the loss on a linear or a logarithmic scale"),
            new Entry("/", "find a node in the graph lab; Enter goes to the next"),
            new Entry("t", "show or hide the tables of all pictures"),
            new Entry("?", "this page"));

    private static final List<Entry> WORDS = List.of(
            new Entry(
                    "signal",
                    "the root mean square, over samples and units, of dL/dz of one sample: how strongly a layer is told to"
                            + " change. It is taken sample by sample, since gradients of different samples cancel in their"
                            + " mean."),
            new Entry(
                    "kept",
                    "the part of the signal that a layer passes on to the one below it: weight × slope × structure. About 1"
                            + " in a sound network."),
            new Entry(
                    "transmission, residual, alignment, coherence",
                    "the four factors of every gradient: what the loss still asks for, what depth leaves of it, whether units"
                            + " differ, and whether samples agree."),
            new Entry(
                    "saturation",
                    "the share of units that stand where their activation is flat: its slope below 5 % of the steepest."),
            new Entry("dead", "a unit whose slope was exactly 0 on every sample of a window of steps."),
            new Entry(
                    "update size",
                    "the norm of a step's change of a weight over the norm of the weight; about 1e-3 is usual."),
            new Entry("learning rate", "by what the gradient is multiplied to make the step."),
            new Entry("initial weights", "what the weights are drawn from before the first step."),
            new Entry(
                    "control and sham",
                    "beside each cure the network is trained as it is, and with other initial weights: what does no better"
                            + " than these is no cure."),
            new Entry("forecast", "what theory expects of initial weights, before anything was trained."));

    private HelpPage() {}

    static Answer page(Request request) {
        Markup out = new Markup();
        out.element("h1", "Help");
        table(out, "signs", "Signs", SIGNS);
        table(out, "keys", "Keys", KEYS);
        table(out, "words", "Words, and how their numbers are computed", WORDS);
        out.open("section", "id", "limits").element("h2", "Limits");
        out.element(
                "p",
                "Of a long training the first 64 steps are kept whole, and of later ones fewer the longer ago they are."
                        + " Pictures show at most 200 columns. What is sampled, such as slopes and dead units, is measured at"
                        + " every fourth step, in long trainings at every 32nd. All of it is computed on this machine, and"
                        + " nothing leaves it.");
        return Page.of("Help", "/help").around(out.close().toString());
    }

    private static void table(Markup out, String id, String title, List<Entry> entries) {
        out.open("section", "id", id).element("h2", title).open("dl", "class", "made");
        for (Entry entry : entries)
            out.open("div")
                    .element("dt", entry.word())
                    .element("dd", entry.meaning())
                    .close();
        out.close().close();
    }
}
