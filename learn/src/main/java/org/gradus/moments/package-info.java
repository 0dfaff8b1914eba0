/// Gaussian moments of activations and what follows from them: how second moments, correlations and gradients
/// pass through the layers of a wide fresh network, and the critical line on which nothing shrinks or grows.
///
/// Pure arithmetic in `double`; knows no expressions, layers or tensors. Start at
/// [org.gradus.moments.Moments].
package org.gradus.moments;
