/// The graph lab: an expression or a recipe's network as a graph, with what goes forward and what comes back.
@org.jspecify.annotations.NullMarked
package org.gradus.studio.lab;
