package org.gradus.forecast;

import java.util.ArrayList;
import java.util.List;

/// A block with a known signal below it.
///
/// @param taps its dense layers, from its input to its output
/// @param whole the block as one piece
/// @param out the signal above it
record BlockPass(List<Tap> taps, Link whole, Signal out) {

    static BlockPass of(Block block, int index, Signal in, boolean pairs) throws NoForecast {
        return switch (block) {
            case Block.Dense dense -> dense(DensePass.of(dense, in, pairs), index, in);
            case Block.Residual residual -> residual(residual, index, in, pairs);
            case Block.Measured measured ->
                new BlockPass(
                        List.of(), measured.change().link(), measured.change().of(in));
            case Block.Uncharted(String path, String reason) -> throw new NoForecast(path, reason);
        };
    }

    private static BlockPass dense(DensePass pass, int index, Signal in) {
        Link leave = pass.enter().forward().then(pass.leave());
        Tap tap = new Tap(pass, index, in.spread(), pass.enter(), leave);
        return new BlockPass(List.of(tap), pass.enter().then(pass.leave()), pass.out());
    }

    /// `x + α F(x)`: the squared gain is `1 + α² χ_F`, the power `m + α² v + 2 α (mean x) (mean
    /// F)`.
    ///
    /// The cross terms between the two paths are zero on average for a fresh branch. With n units
    /// they scatter by `4 α² m Var F / n` forward and `4 α² χ_F / n` backward.
    ///
    /// When F ends in an activation with a mean, as ReLU, gradient gathers along the signal: see
    /// [Spike].
    private static BlockPass residual(Block.Residual block, int index, Signal in, boolean pairs) throws NoForecast {
        List<DensePass> passes = new ArrayList<>();
        Signal signal = in;
        Link branch = Link.IDENTITY;
        double stretch = 0, kept = 1;
        for (Block.Dense layer : block.branch()) {
            DensePass pass = DensePass.of(layer, signal, pairs);
            passes.add(pass);
            stretch = branch.carry() * pass.stretch();
            kept *= pass.kept();
            signal = pass.out();
            branch = branch.then(pass.enter()).then(pass.leave());
        }
        Sum sum = new Sum(block.scale(), block.branch().getLast().outputs(), in, signal, branch, stretch, kept);
        return new BlockPass(taps(passes, sum, index, in.spread()), sum.whole(), sum.signal());
    }

    private static List<Tap> taps(List<DensePass> passes, Sum sum, int index, double spread) {
        List<Tap> taps = new ArrayList<>();
        Link below = Link.IDENTITY;
        for (int i = 0; i < passes.size(); i++) {
            DensePass pass = passes.get(i);
            Link leave = below.then(pass.enter().forward()).then(pass.leave());
            for (DensePass above : passes.subList(i + 1, passes.size())) {
                leave = leave.then(above.enter()).then(above.leave());
            }
            taps.add(sum.tap(pass, index, spread, leave));
            below = below.then(pass.enter().forward()).then(pass.leave().forward());
        }
        return List.copyOf(taps);
    }
}
