/// The geometry of points where training stands still: curvature by products with the Hessian, what
/// kind of point it is, how sure that is, and how long it pays to wait.
package org.gradus.geometry;
