/// Gradus as goals of Maven.
@NullMarked
package org.gradus.maven;

import org.jspecify.annotations.NullMarked;
