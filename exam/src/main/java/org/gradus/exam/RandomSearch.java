package org.gradus.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.gradus.activation.Gelu;
import org.gradus.activation.LeakyRelu;
import org.gradus.activation.Relu;
import org.gradus.activation.Selu;
import org.gradus.activation.Tanh;
import org.gradus.init.GlorotUniform;
import org.gradus.init.HeNormal;
import org.gradus.init.Init;
import org.gradus.init.LecunNormal;
import org.gradus.init.Lsuv;
import org.gradus.init.Orthogonal;
import org.gradus.name.Examples;
import org.gradus.name.Members;
import org.gradus.optim.Adam;
import org.gradus.optim.AdamW;
import org.gradus.optim.Momentum;
import org.gradus.optim.RmsProp;
import org.gradus.optim.Sgd;
import org.gradus.recipe.Recipe;
import org.gradus.remedy.AddActivation;
import org.gradus.remedy.AddBatchNorm;
import org.gradus.remedy.AddDecay;
import org.gradus.remedy.AddDropout;
import org.gradus.remedy.AddHidden;
import org.gradus.remedy.AddPenalty;
import org.gradus.remedy.AddResidual;
import org.gradus.remedy.BalanceClasses;
import org.gradus.remedy.ClipGradients;
import org.gradus.remedy.FewerEpochs;
import org.gradus.remedy.FixOutput;
import org.gradus.remedy.LessDecay;
import org.gradus.remedy.LessDropout;
import org.gradus.remedy.MoreEpochs;
import org.gradus.remedy.NoClip;
import org.gradus.remedy.NoPenalty;
import org.gradus.remedy.PlainLoss;
import org.gradus.remedy.Reconnect;
import org.gradus.remedy.Remedy;
import org.gradus.remedy.ScaleRate;
import org.gradus.remedy.Shrink;
import org.gradus.remedy.SmallEpsilon;
import org.gradus.remedy.StandardizeInputs;
import org.gradus.remedy.StandardizeTargets;
import org.gradus.remedy.StopEarly;
import org.gradus.remedy.Subject;
import org.gradus.remedy.SwapActivation;
import org.gradus.remedy.SwapBatch;
import org.gradus.remedy.SwapInit;
import org.gradus.remedy.SwapOptimizer;
import org.gradus.remedy.Together;
import org.gradus.remedy.Unfreeze;
import org.gradus.remedy.Widen;

/// Repair by chance: remedies drawn from all that the doctor knows, one to three at once, each
/// tried in a short training, until a budget of training steps is spent; the best on held-out
/// samples is taken. The baseline that published repair tools have hardly beaten (Kim, Humbatova,
/// Jahangirova, Tonella and Yoo, "Repairing DNN architecture: are we there yet?", ICST 2023).
final class RandomSearch {
    /// Remedies at once, at most.
    private static final int MOST = 3;

    private static final List<Init> INITS =
            List.of(new HeNormal(), new GlorotUniform(), new LecunNormal(), Orthogonal.of(), Lsuv.of());

    private RandomSearch() {}

    /// What was found.
    ///
    /// @param name the remedies, or `none` when the network as it is did best
    /// @param tried how many were tried
    record Best(String name, Recipe recipe, int tried) {}

    /// Searches.
    ///
    /// @param steps of each short training
    /// @param budget of all of them together
    static Best search(Case patient, long steps, long budget, SplittableRandom random) {
        Best best = new Best("none", patient.recipe(), 0);
        double metric = tried(patient, steps);
        int tried = 0;
        for (long spent = steps; spent + steps <= budget; spent += steps) {
            Remedy remedy = draw(patient, random);
            Optional<Recipe> treated = remedy.apply(Subject.of(patient.recipe(), patient.data()));
            if (treated.isEmpty()) continue;
            tried++;
            double now = tried(patient.with(treated.get()), steps);
            if (now > metric) {
                metric = now;
                best = new Best(remedy.name(), treated.get(), tried);
            }
        }
        return new Best(best.name(), best.recipe(), tried);
    }

    /// The held-out metric after some steps; the least there is after a number that is not
    /// finite, or when the change does not fit the network.
    private static double tried(Case c, long steps) {
        double metric = c.metric(steps);
        return Double.isNaN(metric) ? Double.NEGATIVE_INFINITY : metric;
    }

    private static Remedy draw(Case patient, SplittableRandom r) {
        List<Remedy> remedies = new ArrayList<>();
        int n = 1 + r.nextInt(MOST);
        for (int i = 0; i < n; i++) {
            List<Remedy> pool = pool(patient, r);
            remedies.add(pool.get(r.nextInt(pool.size())));
        }
        return n == 1 ? remedies.getFirst() : new Together(remedies);
    }

    /// One of each remedy that ships, but for several at once: those of [#set], and of any other its first example.
    static List<Remedy> pool(Case patient, SplittableRandom r) {
        List<Remedy> pool = new ArrayList<>(set(patient, r));
        Set<Class<?>> there = pool.stream().map(Object::getClass).collect(Collectors.toSet());
        for (Class<?> type : Members.of(Remedy.class).values()) {
            if (type != Together.class && !there.contains(type))
                pool.add(Examples.of(Remedy.class, type).getFirst());
        }
        return pool;
    }

    /// Remedies whose settings are drawn at random, or fit the patient's task, or are milder than their examples.
    private static List<Remedy> set(Case patient, SplittableRandom r) {
        Init init = INITS.get(r.nextInt(INITS.size()));
        return List.of(
                new ScaleRate(Family.between(r, 1e-3, 1e3)),
                new SwapOptimizer(
                        List.of(Sgd.of(0.1), Momentum.of(0.03), Adam.of(0.003), AdamW.of(0.003), RmsProp.of(0.002))
                                .get(r.nextInt(5))),
                new SwapInit(init, r.nextBoolean()),
                new SwapActivation(
                        List.of(new Relu(), new Tanh(), new Selu(), new Gelu(), new LeakyRelu(0.05))
                                .get(r.nextInt(5)),
                        init),
                new SwapBatch(List.of(16, 32, 64, 128).get(r.nextInt(4))),
                new AddBatchNorm(),
                new AddResidual(),
                new AddHidden(64),
                new Widen(2),
                new FixOutput(patient.data().task()),
                new StandardizeInputs(),
                new StandardizeTargets(),
                new ClipGradients(1),
                new NoClip(),
                new PlainLoss(),
                new LessDropout(0.1),
                new LessDecay(),
                new NoPenalty(),
                new SmallEpsilon(),
                new MoreEpochs(4),
                new FewerEpochs(4),
                new StopEarly(),
                new Shrink(4),
                new AddDropout(0.3),
                new AddDecay(0.3),
                new AddPenalty(0.003),
                new AddActivation(new Relu(), init),
                new BalanceClasses(),
                new Unfreeze(),
                new Reconnect());
    }
}
