/// Optimizers beside each other on a surface: their paths, what they remember, and where they end.
package org.gradus.studio.arena;
