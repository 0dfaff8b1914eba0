/// What theory says about a network before its first step: gain per layer with its scatter, and
/// the depth that an initialisation carries.
///
/// Start at [org.gradus.forecast.Forecast]. The pages in the order of the flow: `Forecaster` measures samples
/// (`Signal`) and has a network read as plain numbers (`Blocks`, `Block`), with what no theory covers measured
/// (`Measuring`). `Walk` sends the signal up through each block (`BlockPass`, `DensePass`, `Argument`, over
/// `Integrals`), which makes `Link`s, and adds these up from the output down, to a `LogGain` for every
/// `LayerForecast` and to the `DepthBudget`. Whatever stands in the way is a `NoForecast`.
package org.gradus.forecast;
