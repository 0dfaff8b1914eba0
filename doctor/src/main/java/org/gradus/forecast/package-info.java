/// What theory says about a network before its first step: gain per layer with its scatter, and the depth
/// that an initialisation carries.
///
/// Start at [org.gradus.forecast.Forecast]. The layers are described in plain numbers
/// ([org.gradus.forecast.Block]); nothing here knows recipes, tensors or expressions.
package org.gradus.forecast;
