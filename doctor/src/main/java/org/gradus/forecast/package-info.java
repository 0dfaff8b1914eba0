/// What theory says about a network before its first step: gain per layer with its scatter, and
/// the depth that an initialisation carries.
///
/// Start at [org.gradus.forecast.Forecast]. The theory sees layers in plain numbers
/// ([org.gradus.forecast.Block]), as [org.gradus.forecast.Blocks] reads them from a recipe.
package org.gradus.forecast;
