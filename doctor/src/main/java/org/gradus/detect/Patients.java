package org.gradus.detect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The two presets that a detector is tried on at every change of any detector.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Patients {
    /// One that has its cause.
    String sick();

    /// One that looks alike and is healthy.
    String healthy() default "relu-he";
}
